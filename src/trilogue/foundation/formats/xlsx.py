"""Workbooks out: every cell is text, the header stays in sight, the same tables give the same bytes."""

import io
import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from itertools import count
from typing import Any

import xlsxwriter

from trilogue.foundation.formats.table import Table

__all__ = ["Table", "write"]

SAME_MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001
"""The moment of creation the file names when the caller gives none; the format has no time zone."""
FONTS = {"ko": "Malgun Gothic", "ja": "Yu Gothic", "zh-hans": "Microsoft YaHei"}
NAME_LENGTH = 31
CELL_LENGTH = 32_767
NARROWEST, WIDEST = 6, 48
FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def write(
    sheets: Sequence[Table], *, title: str = "", language: str = "en", created: datetime = SAME_MOMENT
) -> bytes:
    """The workbook's bytes. `language` chooses the font with the right Han forms and is noted as a property.

    Raises ValueError for a cell longer than a workbook can hold (32,767 characters).
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, OPTIONS)
    book.set_properties({"title": title or (sheets[0].name if sheets else ""), "created": created})
    book.set_custom_property("Language", language)
    font = {"font_name": FONTS.get(language, "Calibri")}
    plain = book.add_format({**font, "valign": "top", "num_format": "@"})
    heading = book.add_format({**font, "bold": True, "bottom": 1, "bg_color": "#E8EAF2", "text_wrap": True})
    taken: set[str] = set()
    for table in sheets:
        _write_sheet(book.add_worksheet(_free_name(table.name, taken)), table, plain, heading)
    book.close()
    return target.getvalue()


def _write_sheet(sheet: Any, table: Table, plain: Any, heading: Any) -> None:
    for column, cell in enumerate(table.header):
        _write_text(sheet, 0, column, cell, heading)
    for number, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row):
            _write_text(sheet, number, column, cell, plain)
    sheet.freeze_panes(1, 0)
    if table.header:
        sheet.autofilter(0, 0, len(table.rows), len(table.header) - 1)
    for column, cells in enumerate(zip(table.header, *table.rows, strict=True)):
        sheet.set_column(column, column, min(max(map(_width, cells)) + 2, WIDEST))


def _write_text(sheet: Any, row: int, column: int, text: str, style: Any) -> None:
    if len(text) > CELL_LENGTH:
        raise ValueError(f"row {row + 1}, column {column + 1}: longer than {CELL_LENGTH} characters")
    if text:
        sheet.write_string(row, column, text, style)


def _width(text: str) -> int:
    """Columns of a fixed-width font that the longest line takes; Han, kana and Hangul take two."""
    lines = text.splitlines() or [""]
    wide = [sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in line) for line in lines]
    return max(NARROWEST, *wide)


def _free_name(wanted: str, taken: set[str]) -> str:
    """A sheet name the format allows and no other sheet of the workbook has."""
    plain = FORBIDDEN_IN_NAME.sub(" ", wanted).strip("' ")[:NAME_LENGTH].strip("' ") or "Sheet"
    numbered = (f"{plain[: NAME_LENGTH - len(str(n)) - 1]} {n}" for n in count(2))
    name = plain
    while name.casefold() in taken or name.casefold() == "history":
        name = next(numbered)
    taken.add(name.casefold())
    return name
