"""What the codes of translations, of their files and of an import are called."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from trilogue.documents.problems import sentence
from trilogue.documents.translatable import Standing
from trilogue.domain.delegations.planning import Level, Problem
from trilogue.flows.exchange_translations import Case
from trilogue.flows.translate import Refused
from trilogue.foundation.formats.table import FileRefused
from trilogue.foundation.formats.translation import TranslationsRefused
from trilogue.foundation.text.characters import LONGEST

STANDINGS = {
    Standing.MISSING: gettext_lazy("missing"),
    Standing.OUTDATED: gettext_lazy("original changed since"),
    Standing.MACHINE: gettext_lazy("by machine"),
    Standing.HUMAN: gettext_lazy("unofficial"),
    Standing.OFFICIAL: gettext_lazy("official"),
}
CASES = {
    Case.NEW: gettext_lazy("New translations"),
    Case.CONFIRMED: gettext_lazy("Said to be still right"),
    Case.SOURCE_CHANGED: gettext_lazy("The original changed since the file was made"),
    Case.TARGET_CHANGED: gettext_lazy("Somebody else translated this since the file was made"),
    Case.UNKNOWN: gettext_lazy("There is no such text. It was removed, or its key was changed in the file."),
    Case.ELSEWHERE: gettext_lazy(
        "The text belongs to another edition or series. Import the file there, or at the series."
    ),
    Case.SOURCE_ALTERED: gettext_lazy(
        "The original wording was changed in the file. Put it back as it was, or export anew; only translations "
        "are taken."
    ),
    Case.OTHER_ORIGINAL: gettext_lazy(
        "The text is first written in another language than the file says. Export it from that language."
    ),
    Case.UNFIT: gettext_lazy("The translation has a character that cannot be stored. Remove it in the file."),
    Case.TOO_LONG: gettext_lazy("The translation is too long. Shorten it in the file."),
}
FAULTS = {
    "TOO_LARGE": gettext_lazy(
        "The file is larger than %(most)s MB. Export fewer texts, for example one edition."
    ),
    "XML_ENTITY": gettext_lazy(
        "Line %(line)s: the file declares a document type or entities, which are not read. Save it as plain XLIFF 2.0."
    ),
    "DAMAGED": gettext_lazy(
        "Line %(line)s: the file is not well-formed XML. Save it again from your program, or export it anew."
    ),
    "NOT_XLIFF": gettext_lazy("This is not an XLIFF file. Choose one that was exported here."),
    "XLIFF_VERSION": gettext_lazy(
        "This is XLIFF of another version (%(found)s). Save it as XLIFF 2.0, or use the workbook."
    ),
    "LANGUAGE": gettext_lazy(
        "The file names the language %(found)s. It has to be one of English, Korean, Japanese and simplified Chinese."
    ),
    "TARGET_LANGUAGE": gettext_lazy(
        "Unit %(unit)s: the translation is marked as %(found)s, another language than the file says. Mark it rightly."
    ),
    "TOO_MANY_UNITS": gettext_lazy("The file has more than %(most)s texts. Import it in parts."),
    "UNIT_WITHOUT_MARKS": gettext_lazy(
        "Unit %(unit)s: what tells the text apart is missing. Export it anew, and leave keys and metadata as they are."
    ),
    "ROW_WITHOUT_MARKS": gettext_lazy(
        "Row %(row)s: the hidden columns are not filled. Export it anew, and change nothing but the translation."
    ),
    "UNIT_TWICE": gettext_lazy("%(unit)s stands in the file twice. Keep the right one."),
    "INLINE": gettext_lazy(
        "Unit %(unit)s: the element %(found)s is not read. Leave plain text in source and translation."
    ),
    "NOT_OURS": gettext_lazy("This workbook was not exported here. Export one, and write into that."),
    "COLUMN": gettext_lazy(
        "The column %(found)s is missing in the first, hidden row. Export the workbook anew."
    ),
    "STATE": gettext_lazy("Row %(row)s: the state %(found)s is not known. Choose one of %(choices)s."),
}
REFUSALS = {
    "UNFIT": gettext_lazy(
        "The character %(character)s cannot be stored. Remove it; it often comes unseen with copied text."
    ),
    "TOO_LONG": gettext_lazy("The text is longer than %(most)s characters. Shorten or divide it."),
    "ORIGINAL": gettext_lazy(
        "This is the language the text was first written in. Change it under Texts and facts."
    ),
    "NOT_ALLOWED": gettext_lazy("You cannot translate this text."),
}
WHICH = (
    ("open", pgettext_lazy("translations", "missing, outdated or by machine")),
    *((each.value, words) for each, words in STANDINGS.items()),
    ("all", pgettext_lazy("translations", "all texts")),
)
HEADINGS = {
    "state": gettext_lazy("State of the translation"),
    "source": pgettext_lazy("translation", "Original"),
    "target": pgettext_lazy("translation", "Translation"),
    "note": gettext_lazy("Glossary"),
}


def fault(refused: TranslationsRefused | FileRefused) -> str:
    """What is wrong with a file, where, and what helps."""
    if isinstance(refused, FileRefused):
        name = str(refused.values.get("file", ""))
        return sentence(Problem(refused.code, Level.ERROR, name, values=refused.values))
    code = (
        "ROW_WITHOUT_MARKS"
        if refused.code == "UNIT_WITHOUT_MARKS" and "row" in refused.values
        else refused.code
    )
    return _filled(FAULTS[code], refused.values)


def refusal(refused: Refused) -> str:
    return _filled(REFUSALS[refused.code], {"character": refused.character, "most": LONGEST})


def headings() -> dict[str, str]:
    return {name: str(words) for name, words in HEADINGS.items()}


def note(terms: list[tuple[str, tuple[str, ...]]]) -> str:
    """The glossary's words for a file: one term a line."""
    return "\n".join(f"{found} = {' / '.join(words) or _('no word yet')}" for found, words in terms)


def _filled(words: Any, values: Mapping[str, Any]) -> str:
    return str(words) % {**values}
