"""What the formats exchange: sheets read, tables to write, and the refusal of a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Place = tuple[int, int]
"""Row and column, both counted from 0."""
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, counted from 0."""


class FileRefused(Exception):
    """A file that is not read, with the code of the reason and the values its sentence needs."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True)
class Fact:
    """What a workbook says of a cell beyond its text.

    `formula` is as typed ("=A1&B1"); `stored` is False when no result of it was saved, and the text of the cell
    is then the formula itself. `phonetic`: a reading is kept inside the cell and is no part of its text.
    """

    formula: str = ""
    stored: bool = True
    number: bool = False
    phonetic: bool = False


@dataclass(frozen=True)
class Sheet:
    """Text cells as the file holds them. `rows[0]` is row 1; a flat file has one sheet without a name.

    The facts are a workbook's alone; rows and columns in them count from 0.
    """

    name: str | None
    rows: tuple[tuple[str, ...], ...]
    encoding: str | None = None
    facts: Mapping[Place, Fact] = field(default_factory=dict)
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False


@dataclass(frozen=True)
class Table:
    """Text to be written: one header, and rows as wide as it."""

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
