"""Lists to lay on the tables: for each table, round by round, who sits there and who interprets."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext, override

from trilogue.documents.attendees import Attendee
from trilogue.documents.board import Board, Sitting, board, heading, table_label
from trilogue.documents.document import XLSX, Document
from trilogue.documents.typeset import set_pdf
from trilogue.documents.wording import headed, legend, listed, plain
from trilogue.domain.editions.models import Edition
from trilogue.foundation.formats import xlsx
from trilogue.foundation.formats.table import Table

FEW = 6
"""Rounds that find room on a page in two columns of larger letters."""


def build(edition: Edition, language: str, form: str) -> Document:
    """As "xlsx" or "pdf". Raises LookupError for another form, and where no tables are planned."""
    with override(language):
        seating = board(edition, language)
        name = f"{edition.series.slug}-{edition.number}-by-table.{language}.{form}"
        title = headed(gettext("List by table"), edition, language)
        match form:
            case "xlsx":
                sheets = [sheet(seating, language)]
                return Document(name, XLSX, xlsx.write(sheets, title=title, language=language))
            case "pdf":
                sections = [_section(each, seating, language) for each in seating.tables()]
                columns = 3 if len(seating.rounds) > FEW else 2
                data = pages(seating, title, sections, language, columns=columns)
                return set_pdf(name, "table_plan.typ", language, data)
    raise LookupError(form)


def sheet(board: Board, language: str) -> Table:
    """A row a seat, table by table."""
    header = [gettext("Round"), gettext("Table"), *person_header(), gettext("Interpreters")]
    rows = [
        [
            str(sitting.round),
            str(sitting.table),
            *person_cells(each, language),
            listed([other.name.text for other in sitting.interpreters], language),
        ]
        for sittings in board.tables()
        for sitting in sittings
        for each in sitting.people
    ]
    return Table(gettext("By table"), header, rows)


def person_header() -> list[str]:
    return [gettext("Reference"), gettext("Delegation"), gettext("Name"), gettext("Roman name")]


def person_cells(attendee: Attendee, language: str) -> list[str]:
    return [
        attendee.reference,
        plain(attendee.country_name, language),
        attendee.name.text,
        attendee.roman.text,
    ]


def pages(
    board: Board, title: str, sections: Sequence[dict[str, object]], language: str, *, columns: int = 3
) -> dict[str, object]:
    """What the template is filled with: sections of cards in so many columns, each with a heading."""
    return {
        "title": title,
        "words": {"interpreters": gettext("Interpreters")},
        "legend": legend(board.titles, language),
        "columns": columns,
        "sections": sections,
    }


def card(label: dict[str, object], sitting: Sitting, countries: Sequence[str]) -> dict[str, object]:
    """A table in a round with its people, how many of each delegation they are, and who interprets."""
    counts = Counter(each.country for each in sitting.people)
    return {
        "heading": label,
        "counts": [{"code": code, "count": counts[code]} for code in countries],
        "people": [
            {"delegation": each.country, "name": each.name, "roman": each.roman} for each in sitting.people
        ],
        "interpreters": [each.name for each in sitting.interpreters],
    }


def _section(sittings: Sequence[Sitting], board: Board, language: str) -> dict[str, object]:
    return {
        "heading": {"label": table_label(sittings[0].table), "title": None},
        "cards": [
            card(heading(each.round, board.titles[each.round - 1], language), each, board.countries)
            for each in sittings
        ],
    }
