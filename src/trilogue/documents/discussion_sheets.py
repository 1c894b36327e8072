"""For the table discussions: a sheet a table with the agenda in the languages of the people there, and room for notes.

Of people it names who leads the table and who interprets.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, override

from trilogue.documents.board import Board, Sitting, board, heading, language_name, leaders_of, table_label
from trilogue.documents.document import DOCX, Document
from trilogue.documents.typeset import set_pdf
from trilogue.documents.wording import Run, headed, legend, listed, run
from trilogue.domain.delegations.choices import LISTED
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.models import Edition
from trilogue.domain.opinions.choices import AgendaReason, StatementState
from trilogue.domain.opinions.models import AgendaItem, Conversation
from trilogue.domain.tables.models import InterpreterSeat
from trilogue.domain.tables.queries import plan_of
from trilogue.foundation.formats import docx, prose
from trilogue.foundation.text.value import ENDONYMS, LANGUAGES, TAGS

CODES = {"zh-hans": "zh"}
"""What a language is called among those that people speak."""


@dataclass(frozen=True)
class Sheet:
    """`languages` are the own ones of the people at the table, those of most of them first; the words of the sheet
    itself are in the first.
    """

    sitting: Sitting
    languages: Sequence[str]
    leaders: Sequence[Run]

    @property
    def language(self) -> str:
        return self.languages[0]


def build(
    edition: Edition, language: str, form: str, *, conversation: Conversation, round_number: int
) -> Document:
    """As "pdf" or "docx", of the published plan, else of the newest. `language` is that of the file's title.

    Raises LookupError for another form or round, and where no tables are planned.
    """
    seating = board(edition, language)
    if not 1 <= round_number <= len(seating.rounds):
        raise LookupError(round_number)
    leaders = leaders_of(edition)
    sheets = [_sheet(each, leaders) for each in seating.rounds[round_number - 1] if each.people]
    items = on_agenda(conversation)
    with override(language):
        title = headed(gettext("Sheets for the table discussions"), edition, language)
    name = f"{edition.series.slug}-{edition.number}-discussion-{conversation.number}-{round_number}.{language}.{form}"
    match form:
        case "pdf":
            data = {"title": title, "sheets": [_page(each, items, seating) for each in sheets]}
            return set_pdf(name, "discussion_sheets.typ", language, data)
        case "docx":
            leaves = [_leaf(_page(each, items, seating)) for each in sheets]
            return Document(name, DOCX, docx.write_leaves(title, TAGS[language], leaves))
    raise LookupError(form)


def on_agenda(conversation: Conversation) -> list[AgendaItem]:
    items = conversation.agenda.filter(statement__state=StatementState.ACCEPTED)
    return list(items.select_related("statement").order_by("position", "pk"))


def people_of(edition: Edition, round_number: int) -> set[int]:
    """Whom the sheets of a round name: person ids."""
    plan = plan_of(edition)
    sent = InterpreterSeat.objects.filter(plan=plan, round=round_number).exclude(interpreter__person=None)
    seated = Participation.objects.filter(seats__plan=plan, seats__round=round_number, state__in=LISTED)
    leading = seated.filter(pk__in=leaders_of(edition))
    return {*sent.values_list("interpreter__person", flat=True), *leading.values_list("person", flat=True)}


def _sheet(sitting: Sitting, leaders: Collection[int]) -> Sheet:
    counted = Counter(each.language for each in sitting.people)
    languages = sorted(counted, key=lambda each: (-counted[each], LANGUAGES.index(each)))
    leading = [each.name for each in sitting.people if each.participation in leaders]
    return Sheet(sitting, languages, leading)


def _page(sheet: Sheet, items: Sequence[AgendaItem], board: Board) -> dict[str, Any]:
    sitting, language = sheet.sitting, sheet.language
    texts = [each.statement.text for each in items]
    title = board.titles[sitting.round - 1]
    with override(language):
        return {
            "tag": TAGS[language],
            "round": heading(sitting.round, title, language),
            "moderators": sheet.leaders,
            "interpreters": [each.name for each in sitting.interpreters],
            "languages": listed(list(_counted(sheet)), language),
            "words": _words(),
            "columns": [Run(ENDONYMS[each], TAGS[each]) for each in sheet.languages],
            "names": [_table_name(sitting.table, each) for each in sheet.languages],
            "rows": [_row(number, each, sheet) for number, each in enumerate(items, start=1)],
            "legend": _legend([*texts, title], sheet.languages),
        }


def _words() -> dict[str, str]:
    return {
        "moderator": gettext("Table leader"),
        "interpreters": gettext("Interpreters"),
        "languages": gettext("Languages at the table"),
        "notes": gettext("Notes"),
        "more": gettext("What the table agreed on"),
    }


def _counted(sheet: Sheet) -> Iterable[str]:
    counted = Counter(each.language for each in sheet.sitting.people)
    for each in sheet.languages:
        values = {"language": language_name(CODES.get(each, each)), "count": counted[each]}
        yield gettext("%(language)s %(count)s") % values


def _table_name(table: int, language: str) -> Run:
    with override(language):
        return Run(table_label(table), TAGS[language])


def _row(number: int, item: AgendaItem, sheet: Sheet) -> dict[str, Any]:
    return {
        "number": str(number),
        "reason": str(AgendaReason(item.reason).label),
        "texts": [run(item.statement.text, each) for each in sheet.languages],
    }


def _legend(texts: Sequence[Any], languages: Sequence[str]) -> list[dict[str, str]]:
    """What the marks of all columns mean, each once."""
    found = {each["mark"]: each for language in languages for each in legend(texts, language)}
    return list(found.values())


def _leaf(page: dict[str, Any]) -> prose.Leaf:
    """The same as paragraphs and a table."""
    tag, words = page["tag"], page["words"]
    title = page["round"]["title"]
    names = _joined(page["names"], tag)
    top = [
        prose.Paragraph(names, heading=1),
        prose.Paragraph((_plain(page["round"]["label"], tag), *_after(title, tag)), heading=2),
        _line(words["moderator"], _joined(page["moderators"], tag), tag),
        _line(words["interpreters"], _joined(page["interpreters"], tag), tag),
        _line(words["languages"], (_plain(page["languages"], tag),), tag),
    ]
    rows = [
        (
            (_plain(each["number"], tag),),
            *((_as_prose(text),) for text in each["texts"]),
            (),
        )
        for each in page["rows"]
    ]
    header = [(), *((_as_prose(each),) for each in page["columns"]), (_plain(words["notes"], tag),)]
    notes = [prose.Paragraph((_plain(f"{each['mark']} {each['meaning']}", tag),)) for each in page["legend"]]
    return prose.Leaf(
        top, [header, *rows], [*notes, prose.Paragraph((_plain(words["more"], tag),), heading=2)]
    )


def _line(label: str, runs: tuple[prose.Run, ...], tag: str) -> prose.Paragraph:
    return prose.Paragraph((_plain(f"{label}  ", tag), *runs))


def _joined(runs: Sequence[Run], tag: str) -> tuple[prose.Run, ...]:
    found = [part for each in runs for part in (_plain(" · ", tag), _as_prose(each))]
    return tuple(found[1:])


def _after(title: Run | None, tag: str) -> tuple[prose.Run, ...]:
    return (_plain(" · ", tag), _as_prose(title)) if title else ()


def _as_prose(each: Run) -> prose.Run:
    return prose.Run(prose.one_line(each.text + each.marks), each.tag)


def _plain(text: str, tag: str) -> prose.Run:
    return prose.Run(prose.one_line(text), tag)
