"""What the formats exchange: sheets read, tables to write, and the refusal of a file."""

from collections.abc import Sequence
from dataclasses import dataclass


class FileRefused(Exception):
    """A file that is not read, with the code of the reason and the values its sentence needs."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True)
class Sheet:
    """Text cells as the file holds them. `rows[0]` is row 1; a flat file has one sheet without a name."""

    name: str | None
    rows: tuple[tuple[str, ...], ...]
    encoding: str | None = None


@dataclass(frozen=True)
class Table:
    """Text to be written: one header, and rows as wide as it."""

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
