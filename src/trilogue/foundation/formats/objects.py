"""A list of objects in JSON as the rows of a table: its keys are the header."""

import json
from typing import Any

from trilogue.foundation.formats.parts import MAX_COLUMNS, MAX_ROWS
from trilogue.foundation.formats.table import FileRefused


def is_json(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n").startswith(("{", "["))


def objects(text: str) -> list[tuple[str, ...]]:
    """The header and a row an object. The list is the text itself or the first such value of an outer object.

    Raises FileRefused: NOT_A_SPREADSHEET, TOO_MANY_ROWS, TOO_MANY_COLUMNS.
    """
    found = _list_in(_loaded(text))
    if len(found) >= MAX_ROWS:
        raise FileRefused("TOO_MANY_ROWS", most=MAX_ROWS)
    header: dict[str, None] = {}
    for each in found:
        header.update(dict.fromkeys(each))
        if len(header) > MAX_COLUMNS:
            raise FileRefused("TOO_MANY_COLUMNS", most=MAX_COLUMNS)
    rows = [tuple(_cell(each.get(name)) for name in header) for each in found]
    return [tuple(map(_cell, header)), *rows]


def _loaded(text: str) -> Any:
    try:
        return json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise FileRefused("NOT_A_SPREADSHEET") from error


def _list_in(value: Any) -> list[dict[str, Any]]:
    for each in (value, *value.values()) if isinstance(value, dict) else (value,):
        if isinstance(each, list) and each and all(isinstance(one, dict) for one in each):
            return each
    raise FileRefused("NOT_A_SPREADSHEET")


def _cell(value: Any) -> str:
    """As a person reads it. Halves of letters, which no file can hold, become question marks."""
    match value:
        case None:
            return ""
        case str():
            return value.encode("utf-8", "replace").decode("utf-8")
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return str(value)
        case _:
            return json.dumps(value)
