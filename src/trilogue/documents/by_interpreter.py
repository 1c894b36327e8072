"""Where each interpreter is wanted, and which tables still lack one. It names no participant."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext, override

from trilogue.documents.board import (
    Board,
    Interpreter,
    Sitting,
    board,
    counted_languages,
    heading,
    labelled,
    language_name,
    table_label,
)
from trilogue.documents.document import XLSX, Document
from trilogue.documents.typeset import set_pdf
from trilogue.documents.wording import headed, legend, listed
from trilogue.domain.editions.models import Edition
from trilogue.foundation.formats import xlsx
from trilogue.foundation.formats.table import Table


def build(edition: Edition, language: str, form: str) -> Document:
    """As "xlsx" or "pdf". Raises LookupError for another form, and where no tables are planned."""
    with override(language):
        seating = board(edition, language)
        name = f"{edition.series.slug}-{edition.number}-by-interpreter.{language}.{form}"
        title = headed(gettext("List by interpreter"), edition, language)
        match form:
            case "xlsx":
                sheets = [_sent(seating, language), _lacking(seating, language)]
                return Document(name, XLSX, xlsx.write(sheets, title=title, language=language))
            case "pdf":
                return set_pdf(name, "by_interpreter.typ", language, _pages(seating, title, language))
    raise LookupError(form)


def _by_interpreter(board: Board) -> list[tuple[Interpreter, list[Sitting]]]:
    """Everybody who is sent somewhere, by name, with their tables round by round."""
    found: dict[Interpreter, list[Sitting]] = {}
    for sittings in board.rounds:
        for sitting in sittings:
            for each in sitting.interpreters:
                found.setdefault(each, []).append(sitting)
    return sorted(found.items(), key=lambda each: (each[0].name.text, each[0].appointment))


def _sent(board: Board, language: str) -> Table:
    rows = [
        [interpreter.name.text, *_cells(each, board, language)]
        for interpreter, sittings in _by_interpreter(board)
        for each in sittings
    ]
    return Table(gettext("By interpreter"), [gettext("Interpreter"), *_header()], rows)


def _lacking(board: Board, language: str) -> Table:
    """Nothing is spoken by all there."""
    rows = [_cells(each, board, language)[:-1] for each in board.lacking()]
    return Table(gettext("Without interpreter"), _header()[:-1], rows)


def _header() -> list[str]:
    return [gettext("Round"), gettext("Table"), gettext("Languages at the table"), gettext("Spoken by all")]


def _cells(sitting: Sitting, board: Board, language: str) -> list[str]:
    return [
        labelled(sitting.round, board.titles[sitting.round - 1], language),
        str(sitting.table),
        listed(counted_languages(sitting), language),
        _common(sitting, language),
    ]


def _common(sitting: Sitting, language: str) -> str:
    return listed([language_name(code) for code in sitting.common()], language)


def _pages(board: Board, title: str, language: str) -> dict[str, object]:
    return {
        "title": title,
        "words": {
            "round": gettext("Round"),
            "table": gettext("Table"),
            "languages": gettext("Languages at the table"),
            "common": gettext("Spoken by all"),
            "free": gettext("free"),
            "lacking": gettext("Tables without a common language and without an interpreter"),
            "none_lacking": gettext("None: every table has a common language or an interpreter."),
            "nobody_sent": gettext("No interpreter has been sent to a table yet."),
        },
        "legend": legend(board.titles, language),
        "interpreters": [
            {"name": interpreter.name, "rows": _rows(sittings, board, language)}
            for interpreter, sittings in _by_interpreter(board)
        ],
        "lacking": [_row(each, board, language) for each in board.lacking()],
    }


def _rows(sittings: Iterable[Sitting], board: Board, language: str) -> Sequence[dict[str, object]]:
    """One a round, also where the interpreter is free."""
    sent = {each.round: each for each in sittings}
    return [
        _row(sent[number], board, language)
        if number in sent
        else {"round": heading(number, title, language), "table": None}
        for number, title in enumerate(board.titles, start=1)
    ]


def _row(sitting: Sitting, board: Board, language: str) -> dict[str, object]:
    return {
        "round": heading(sitting.round, board.titles[sitting.round - 1], language),
        "table": table_label(sitting.table),
        "languages": listed(counted_languages(sitting), language),
        "common": _common(sitting, language),
    }
