"""Translations as a workbook: one text a row; the columns that Trilogue has to find again are hidden."""

import io
from collections.abc import Mapping
from typing import Any

import xlsxwriter

from trilogue.foundation.formats import spreadsheet
from trilogue.foundation.formats.translation import (
    MOST_UNITS,
    Translations,
    TranslationsRefused,
    Unit,
)
from trilogue.foundation.formats.xlsx import FONTS, OPTIONS, SAME_MOMENT

SHEET, MACHINES = "Translations", "_trilogue"
COLUMNS = ("key", "of", "over", "state", "source", "target", "note")
"""In the order of the sheet. A reader goes by these words in the first row, which is hidden."""
HIDDEN = ("key", "of", "over")
WIDTHS = {"state": 12, "source": 60, "target": 60, "note": 40}
STATES = ("missing", "machine", "human", "official", "outdated")
FIRST = 2
"""Rows above the first text: the names of the columns, hidden, and their headings."""


def write(texts: Translations, headings: Mapping[str, str]) -> bytes:
    """The same texts give the same bytes. `headings` are what a person reads above each column."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, OPTIONS)
    book.set_properties({"title": texts.place, "created": SAME_MOMENT})
    styles = {name: _style(book, language) for name, language in _languages(texts).items()}
    heading = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EAF2"})
    sheet = book.add_worksheet(SHEET)
    for column, name in enumerate(COLUMNS):
        sheet.write_string(0, column, name)
        sheet.write_string(1, column, headings.get(name, name), heading)
        sheet.set_column(column, column, WIDTHS.get(name, 8), None, {"hidden": name in HIDDEN})
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.freeze_panes(FIRST, 0)
    for row, unit in enumerate(texts.units, start=FIRST):
        for column, name in enumerate(COLUMNS):
            if said := str(getattr(unit, name)):
                sheet.write_string(row, column, said, styles[name])
    if texts.units:
        state = COLUMNS.index("state")
        choice = {"validate": "list", "source": list(STATES)}
        sheet.data_validation(FIRST, state, FIRST + len(texts.units) - 1, state, choice)
    _write_machines(book.add_worksheet(MACHINES), texts)
    book.close()
    return target.getvalue()


def _languages(texts: Translations) -> dict[str, str]:
    return {name: {"source": texts.source, "target": texts.target}.get(name, "en") for name in COLUMNS}


def _style(book: Any, language: str) -> Any:
    font = FONTS.get(language, "Calibri")
    return book.add_format({"font_name": font, "valign": "top", "num_format": "@", "text_wrap": True})


def _write_machines(sheet: Any, texts: Translations) -> None:
    for row, name in enumerate(("source", "target", "place")):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, getattr(texts, name))
    sheet.hide()


def read(name: str, data: bytes) -> Translations:
    """Raises TranslationsRefused: NOT_OURS, LANGUAGE, COLUMN, TOO_MANY_UNITS, STATE, UNIT_TWICE, UNIT_WITHOUT_MARKS;
    and FileRefused for what is no workbook.
    """
    sheets = {sheet.name: sheet.rows for sheet in spreadsheet.read(name, data)}
    if MACHINES not in sheets:
        raise TranslationsRefused("NOT_OURS")
    facts = {row[0]: row[1] for row in sheets[MACHINES] if len(row) > 1}
    for language in (facts.get("source"), facts.get("target")):
        if language not in _KNOWN:
            raise TranslationsRefused("LANGUAGE", found=language or "–")
    rows = sheets.get(SHEET, ())
    header = {said: column for column, said in enumerate(rows[0])} if rows else {}
    for column in COLUMNS[:-1]:
        if column not in header:
            raise TranslationsRefused("COLUMN", found=column)
    if len(rows) - FIRST > MOST_UNITS:
        raise TranslationsRefused("TOO_MANY_UNITS", most=MOST_UNITS)
    units = _units(rows, header)
    return Translations(facts["source"], facts["target"], facts.get("place", ""), units)


_KNOWN = ("en", "ko", "ja", "zh-hans")


def _units(rows: tuple[tuple[str, ...], ...], header: Mapping[str, int]) -> tuple[Unit, ...]:
    units: dict[str, Unit] = {}
    for number, row in enumerate(rows[FIRST:], start=FIRST + 1):
        said = {name: row[column] if column < len(row) else "" for name, column in header.items()}
        if not any(said.get(name) for name in COLUMNS):
            continue
        if not all(said[name] for name in HIDDEN):
            raise TranslationsRefused("UNIT_WITHOUT_MARKS", row=number)
        if said["state"] not in STATES:
            raise TranslationsRefused(
                "STATE", row=number, found=said["state"] or "–", choices=", ".join(STATES)
            )
        if said["key"] in units:
            raise TranslationsRefused("UNIT_TWICE", unit=said["key"], row=number)
        unit = Unit(**{name: said.get(name, "") for name in COLUMNS}, where=str(number))
        units[unit.key] = unit
    return tuple(units.values())
