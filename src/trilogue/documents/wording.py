"""Texts on their way into a document: the words, their language, and how far they can be trusted."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from trilogue.domain.editions.models import Edition
from trilogue.foundation.text import say
from trilogue.foundation.text.value import State, Text

MACHINE = "*"
HUMAN = "°"
FALLBACK = "†"
OUTDATED = "‡"
MEANINGS: dict[str, Promise] = {
    HUMAN: _("unofficial translation"),
    MACHINE: _("machine translation"),
    FALLBACK: _("not translated yet"),
    OUTDATED: _("original changed since"),
}


@dataclass(frozen=True)
class Run:
    """Text in one language. `marks` stand behind it; the document's legend says what they mean."""

    text: str
    tag: str
    marks: str = ""


def run(text: Text, language: str) -> Run:
    shown = text.shown(language)
    return Run(shown.text, shown.tag, marks(text, language))


def marks(text: Text, language: str) -> str:
    """Empty for official wording and for originals. A language other than asked for is not a translation."""
    shown = text.shown(language)
    if not shown.text:
        return ""
    if shown.language != language:
        return FALLBACK
    if shown.language == text.source:
        return ""
    mark = {State.MACHINE: MACHINE, State.HUMAN: HUMAN}.get(shown.state, "")
    return mark + (OUTDATED if shown.outdated else "")


def standing(texts: Sequence[Text], language: str) -> str:
    """The standing of several texts together, in words, for files that have no place for marks."""
    found = "".join(marks(text, language) for text in texts)
    return "; ".join(str(meaning) for mark, meaning in MEANINGS.items() if mark in found)


def legend(texts: Sequence[Text], language: str) -> list[dict[str, str]]:
    """What the marks behind these texts mean."""
    found = "".join(marks(text, language) for text in texts)
    return [{"mark": mark, "meaning": str(meaning)} for mark, meaning in MEANINGS.items() if mark in found]


def plain(text: Text, language: str) -> str:
    return text.shown(language).text


def listed(items: Sequence[str], language: str) -> str:
    return say.LIST_GLUE[language].join(items)


def place(name: Text, parent: Text, language: str) -> Run:
    """A government with the one above it, in the order of the language it is shown in."""
    shown = name.shown(language)
    above = plain(parent, shown.language)
    form = {"en": "{0}, {1}", "ko": "{1} {0}"}.get(shown.language, "{1}{0}")
    return Run(form.format(shown.text, above) if above else shown.text, shown.tag)


def banner(*, demonstration: bool) -> str:
    return gettext("Demonstration: everything here is invented") if demonstration else ""


def nth_edition(number: int, language: str) -> str:
    """7th edition · 제7회 · 第7回 · 第七届."""
    return gettext("%(nth)s edition") % {"nth": say.ordinal(number, language)}


def headed(what: str, edition: Edition, language: str) -> str:
    """The title of a document of an edition."""
    return gettext("%(document)s: %(edition)s, %(series)s") % {
        "document": what,
        "edition": nth_edition(edition.number, language),
        "series": plain(edition.series.name, language),
    }
