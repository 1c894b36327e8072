"""Workbooks, flat files and lists in JSON in: text cells out, or a refusal with its reason. Nothing else leaves."""

import csv
import io
from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from trilogue.foundation.formats.archive import SheetFacts, harmless
from trilogue.foundation.formats.encoding import decoded
from trilogue.foundation.formats.objects import is_json, objects
from trilogue.foundation.formats.parts import MAX_COLUMNS, MAX_ROWS
from trilogue.foundation.formats.table import FileRefused, Sheet

__all__ = ["FileRefused", "Sheet", "read"]

MAX_BYTES = 10 * 1024 * 1024
MAX_SHEETS = 50
ZIP = b"PK"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FOREIGN = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
DELIMITERS = ",\t;"

Value = str | bool | int | float | date | datetime | time | timedelta


def read(name: str, data: bytes, words: Collection[str] = ()) -> list[Sheet]:
    """The sheets of a file, told apart by content; `words` expected in a header help to find an encoding.

    Raises FileRefused with `file` among its values and one of the codes TOO_LARGE, EMPTY, NOT_A_SPREADSHEET,
    ENCRYPTED, LEGACY_XLS, BOMB, DAMAGED, XML_ENTITY, ENCODING, QUOTES, TOO_MANY_ROWS, TOO_MANY_COLUMNS,
    TOO_MANY_CELLS, TOO_MANY_SHEETS.
    """
    try:
        return _read(data, words)
    except FileRefused as refused:
        raise FileRefused(refused.code, **refused.values, file=name) from refused


def _read(data: bytes, words: Collection[str]) -> list[Sheet]:
    if len(data) > MAX_BYTES:
        raise FileRefused("TOO_LARGE", most=MAX_BYTES // 1024 // 1024)
    if not data.strip():
        raise FileRefused("EMPTY")
    if data.startswith(OLE):
        raise FileRefused(_ole_code(data))
    sheets = _workbook(data) if data.startswith(ZIP) else [_flat(data, words)]
    if not any(cell.strip() for sheet in sheets for row in sheet.rows for cell in row):
        raise FileRefused("EMPTY")
    return sheets


def _ole_code(data: bytes) -> str:
    """The old container holds locked workbooks, old workbooks and much else; its directory has the names."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "ENCRYPTED"
    old = any(stream.encode("utf-16-le") in data for stream in ("Workbook\0", "Book\0"))
    return "LEGACY_XLS" if old else "NOT_A_SPREADSHEET"


def _workbook(data: bytes) -> list[Sheet]:
    # Imported late: commands that read no workbook start without it.
    from python_calamine import CalamineError, CalamineWorkbook

    checked = harmless(data)
    try:
        book = CalamineWorkbook.from_filelike(checked.content)
        names = book.sheet_names[: MAX_SHEETS + 1]
        sheets = [
            _with_facts(
                name,
                _texts(book.get_sheet_by_name(name).to_python(skip_empty_area=False)),
                checked.sheets.get(name),
            )
            for name in names
        ]
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise FileRefused("DAMAGED") from error
    if len(sheets) > MAX_SHEETS:
        raise FileRefused("TOO_MANY_SHEETS", most=MAX_SHEETS)
    return sheets


def _with_facts(name: str, rows: tuple[tuple[str, ...], ...], facts: SheetFacts | None) -> Sheet:
    if facts is None:
        return Sheet(name, rows)
    part = facts.part
    return Sheet(
        name,
        rows,
        facts=part.cells,
        merged=tuple(part.merged),
        hidden_rows=frozenset(part.hidden_rows),
        hidden_columns=frozenset(part.hidden_columns),
        hidden=facts.hidden,
    )


def _texts(rows: list[list[Value]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(_text, row)) for row in rows)


def _text(value: Value) -> str:
    """As a person reads the cell: whole numbers without a point, dates in ISO form."""
    match value:
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def _flat(data: bytes, words: Collection[str]) -> Sheet:
    if data.startswith(FOREIGN) or data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise FileRefused("NOT_A_SPREADSHEET")
    text, encoding = decoded(data, words)
    if is_json(text):
        return Sheet(None, tuple(objects(text)), encoding)
    return Sheet(None, tuple(_records(text)), encoding)


def _records(text: str) -> list[tuple[str, ...]]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    records: list[tuple[str, ...]] = []
    try:
        for row in rows:
            records.append(tuple(row))
            if len(records) > MAX_ROWS:
                raise FileRefused("TOO_MANY_ROWS", most=MAX_ROWS)
            if len(row) > MAX_COLUMNS:
                raise FileRefused("TOO_MANY_COLUMNS", most=MAX_COLUMNS)
    except csv.Error as error:
        raise FileRefused("QUOTES", line=rows.line_num) from error
    return records


def _delimiter(text: str) -> str:
    head = next((line for line in text.splitlines() if line.strip()), "")
    return max(DELIMITERS, key=head.count)
