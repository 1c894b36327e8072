"""Who sits where in each round: a workbook for the desk, and sheets to hang up, a round each."""

from collections import Counter

from django.utils.translation import gettext, override

from trilogue.documents import by_person, by_table
from trilogue.documents.board import Board, board, heading, table_label
from trilogue.documents.document import XLSX, Document
from trilogue.documents.typeset import set_pdf
from trilogue.documents.wording import headed
from trilogue.domain.editions.models import Edition
from trilogue.foundation.formats import xlsx
from trilogue.foundation.formats.table import Table


def build(edition: Edition, language: str, form: str) -> Document:
    """As "xlsx" or "pdf". Raises LookupError for another form, and where no tables are planned."""
    with override(language):
        seating = board(edition, language)
        name = f"{edition.series.slug}-{edition.number}-tables.{language}.{form}"
        title = headed(gettext("Table plan"), edition, language)
        match form:
            case "xlsx":
                sheets = [
                    by_table.sheet(seating, language),
                    by_person.sheet(seating, language),
                    _numbers(seating),
                ]
                return Document(name, XLSX, xlsx.write(sheets, title=title, language=language))
            case "pdf":
                sections = [_section(index, seating, language) for index in range(len(seating.rounds))]
                data = by_table.pages(seating, title, sections, language)
                return set_pdf(name, "table_plan.typ", language, data)
    raise LookupError(form)


def _numbers(board: Board) -> Table:
    header = [gettext("Round"), gettext("Table"), *board.countries, gettext("Total")]
    rows = []
    for sittings in board.rounds:
        for sitting in sittings:
            counts = Counter(each.country for each in sitting.people)
            parts = [counts[code] for code in board.countries]
            cells = (sitting.round, sitting.table, *parts, len(sitting.people))
            rows.append([str(cell) for cell in cells])
    return Table(gettext("By delegation"), header, rows)


def _section(index: int, board: Board, language: str) -> dict[str, object]:
    return {
        "heading": heading(index + 1, board.titles[index], language),
        "cards": [
            by_table.card({"label": table_label(each.table), "title": None}, each, board.countries)
            for each in board.rounds[index]
        ],
    }
