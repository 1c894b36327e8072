"""Workbooks to be filled in and sent back: drop-downs, cells that keep what is typed, a sheet for machines."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from trilogue.foundation.formats.table import Table
from trilogue.foundation.formats.xlsx import FONTS, OPTIONS, SAME_MOMENT

ROWS = 200
"""Rows that have drop-downs."""
MESSAGE_LENGTH = 255
HEAD_HEIGHT = 34


@dataclass(frozen=True)
class Source:
    """A column of a list sheet, both counted from 0."""

    sheet: int
    column: int


@dataclass(frozen=True)
class Column:
    """`note` appears beside a chosen cell. `choices` are words, or the column of a list sheet where they stand;
    what is not among them is refused if `strict`, otherwise doubted.
    """

    header: str
    note: str = ""
    width: int = 14
    choices: Sequence[str] | Source = ()
    strict: bool = False
    required: bool = False


@dataclass(frozen=True)
class Form:
    """`titles` stand above the header, with an empty row between. `guide` and `lists` are sheets of their own;
    `hidden` is not shown.
    """

    name: str
    titles: Sequence[str]
    columns: Sequence[Column]
    guide: Table
    lists: Sequence[Table]
    hidden: Table


def write(form: Form, *, title: str, language: str) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, OPTIONS)
    book.set_properties({"title": title, "created": SAME_MOMENT})
    book.set_custom_property("Language", language)
    styles = _styles(book, FONTS.get(language, "Calibri"))
    _write_form(book.add_worksheet(form.name), form, styles)
    for table, widths in ((form.guide, (24, 90)), *((each, (14, 34, 34)) for each in form.lists)):
        _write_table(book.add_worksheet(table.name), table, widths, styles)
    hidden = book.add_worksheet(form.hidden.name)
    _write_table(hidden, form.hidden, (), styles)
    hidden.very_hidden()
    book.close()
    return target.getvalue()


def _styles(book: Any, font: str) -> dict[str, Any]:
    head = {"font_name": font, "bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"}
    return {
        "title": book.add_format({"font_name": font, "bold": True, "font_size": 15}),
        "line": book.add_format({"font_name": font}),
        "cell": book.add_format({"font_name": font, "num_format": "@"}),
        "wrapped": book.add_format(
            {"font_name": font, "num_format": "@", "text_wrap": True, "valign": "top"}
        ),
        "head": book.add_format({**head, "bg_color": "#F2F0EA"}),
        "required": book.add_format({**head, "bg_color": "#D9E2F3"}),
    }


def _write_form(sheet: Any, form: Form, styles: dict[str, Any]) -> None:
    for number, each in enumerate(form.titles):
        sheet.write_string(number, 0, each, styles["line" if number else "title"])
    head = len(form.titles) + 1
    sheet.set_row(head, HEAD_HEIGHT)
    for number, column in enumerate(form.columns):
        sheet.set_column(number, number, column.width, styles["cell"])
        sheet.write_string(head, number, column.header, styles["required" if column.required else "head"])
        sheet.data_validation(head + 1, number, head + ROWS, number, _validation(column, form.lists))
    sheet.freeze_panes(head + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)


def _validation(column: Column, lists: Sequence[Table]) -> dict[str, Any]:
    message = {"input_message": column.note[:MESSAGE_LENGTH], "show_input": bool(column.note)}
    if not column.choices:
        return {"validate": "any", **message}
    return {
        "validate": "list",
        "source": _source(column.choices, lists),
        "error_type": "stop" if column.strict else "warning",
        **message,
    }


def _source(choices: Sequence[str] | Source, lists: Sequence[Table]) -> list[str] | str:
    if not isinstance(choices, Source):
        return list(choices)
    table, letter = lists[choices.sheet], "ABCDEFGH"[choices.column]
    return f"='{table.name}'!${letter}$2:${letter}${max(2, len(table.rows) + 1)}"


def _write_table(sheet: Any, table: Table, widths: Sequence[int], styles: dict[str, Any]) -> None:
    for number, width in enumerate(widths):
        sheet.set_column(number, number, width)
    for number, row in enumerate((table.header, *table.rows)):
        for column, cell in enumerate(row):
            sheet.write_string(number, column, cell, styles["wrapped" if number else "head"])
    sheet.freeze_panes(1, 0)
