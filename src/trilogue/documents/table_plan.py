"""Who sits where in each round: a workbook for the desk, and sheets to hang up."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, override

from trilogue.documents.attendees import Attendee, attendees, country_order
from trilogue.documents.document import XLSX, Document
from trilogue.documents.typeset import set_pdf
from trilogue.documents.wording import nth_edition, plain
from trilogue.domain.editions.models import Edition
from trilogue.domain.tables.queries import plan_of
from trilogue.foundation.formats import xlsx
from trilogue.foundation.formats.table import Table


@dataclass(frozen=True)
class Board:
    """People by round and table, both counted from 0; `countries` are the delegations in their order."""

    rounds: Sequence[Sequence[Sequence[Attendee]]]
    people: Sequence[Attendee]
    countries: Sequence[str]


def build(edition: Edition, language: str, form: str) -> Document:
    """As "xlsx" or "pdf". Raises LookupError for another form, and where no tables are planned."""
    with override(language):
        board = _board(edition, language)
        name = f"{edition.series.slug}-{edition.number}-tables.{language}.{form}"
        title = gettext("Table plan: %(edition)s, %(series)s") % {
            "edition": nth_edition(edition.number, language),
            "series": plain(edition.series.name, language),
        }
        match form:
            case "xlsx":
                return Document(
                    name, XLSX, xlsx.write(_sheets(board, language), title=title, language=language)
                )
            case "pdf":
                return set_pdf(name, "table_plan.typ", language, _pages(board, title))
    raise LookupError(form)


def _board(edition: Edition, language: str) -> Board:
    plan = plan_of(edition)
    if plan is None:
        raise LookupError("no tables are planned")
    people = attendees(edition, language)
    rounds: list[list[list[Attendee]]] = [[[] for _ in range(plan.tables)] for _ in range(plan.rounds)]
    for each in people:
        for index, table in enumerate(each.tables):
            if table:
                rounds[index][table - 1].append(each)
    countries = sorted({each.country for each in people}, key=country_order(edition, language))
    return Board(rounds, people, countries)


def _sheets(board: Board, language: str) -> list[Table]:
    return [_by_table(board, language), _by_person(board, language), _numbers(board)]


def _by_table(board: Board, language: str) -> Table:
    header = [gettext("Round"), gettext("Table"), *_person_header()]
    rows = [
        [str(round_number), str(table_number), *_person(each, language)]
        for round_number, tables in enumerate(board.rounds, start=1)
        for table_number, seated in enumerate(tables, start=1)
        for each in seated
    ]
    return Table(gettext("By table"), header, rows)


def _by_person(board: Board, language: str) -> Table:
    numbers = range(1, len(board.rounds) + 1)
    header = [*_person_header(), *(_round_label(each) for each in numbers)]
    rows = [[*_person(each, language), *(str(table or "") for table in each.tables)] for each in board.people]
    return Table(gettext("By person"), header, rows)


def _numbers(board: Board) -> Table:
    header = [gettext("Round"), gettext("Table"), *board.countries, gettext("Total")]
    rows = []
    for round_number, tables in enumerate(board.rounds, start=1):
        for table_number, seated in enumerate(tables, start=1):
            counts = Counter(each.country for each in seated)
            parts = [counts[code] for code in board.countries]
            rows.append([str(cell) for cell in (round_number, table_number, *parts, len(seated))])
    return Table(gettext("By delegation"), header, rows)


def _person_header() -> list[str]:
    return [gettext("Reference"), gettext("Delegation"), gettext("Name"), gettext("Roman name")]


def _person(attendee: Attendee, language: str) -> list[str]:
    return [
        attendee.reference,
        plain(attendee.country_name, language),
        attendee.name.text,
        attendee.roman.text,
    ]


def _pages(board: Board, title: str) -> dict[str, object]:
    return {
        "title": title,
        "rounds": [
            {
                "title": _round_label(number),
                "tables": [
                    _table(label, seated, board.countries) for label, seated in enumerate(tables, start=1)
                ],
            }
            for number, tables in enumerate(board.rounds, start=1)
        ],
    }


def _table(number: int, seated: Sequence[Attendee], countries: Sequence[str]) -> dict[str, object]:
    counts = Counter(each.country for each in seated)
    return {
        "title": gettext("Table %(number)s") % {"number": number},
        "counts": [{"code": code, "count": counts[code]} for code in countries],
        "people": [{"delegation": each.country, "name": each.name, "roman": each.roman} for each in seated],
    }


def _round_label(number: int) -> str:
    return gettext("Round %(number)s") % {"number": number}
