"""From files to a roster: sheets, headers, rows, and then what shows only over all rows."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from trilogue.domain.delegations.planning.checks import check_all
from trilogue.domain.delegations.planning.columns import WORDS, Columns, find_columns, likeliest_header
from trilogue.domain.delegations.planning.model import Context, Level, Person, Problem, Roster
from trilogue.domain.delegations.planning.row import RowReader
from trilogue.foundation.formats.spreadsheet import FileRefused, Sheet, read


def read_roster(files: Sequence[tuple[str, bytes]], context: Context) -> Roster:
    """Everything the files say. Whatever is wrong with them is among the problems; nothing is raised."""
    reader = Reader(context)
    for name, data in files:
        reader.read_file(name, data)
    return Roster(
        people=tuple(reader.people),
        problems=(*reader.problems, *reader.overall(files)),
        ignored_columns=tuple(dict.fromkeys(reader.ignored)),
        quotas=dict(context.quotas or {}),
        sha256=hashlib.sha256(b"".join(data for _, data in files)).hexdigest(),
    )


@dataclass
class Reader:
    context: Context
    people: list[Person] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    sheets: int = 0

    def read_file(self, name: str, data: bytes) -> None:
        try:
            sheets = read(name, data, WORDS)
        except FileRefused as refused:
            self.problems.append(Problem(refused.code, Level.ERROR, name, values=refused.values))
            return
        found = [(sheet, find_columns(sheet.rows)) for sheet in sheets]
        if not any(columns for _, columns in found):
            nearest = likeliest_header(sheets[0].rows)
            self.problems += [_missing(name, sheets[0].name, each) for each in nearest.missing()]
            return
        for sheet, columns in found:
            if columns:
                self._read_sheet(name, sheet, columns)
            elif any(cell.strip() for row in sheet.rows for cell in row):
                self.problems.append(Problem("SHEET_IGNORED", Level.WARNING, name, sheet.name))

    def _read_sheet(self, name: str, sheet: Sheet, columns: Columns) -> None:
        self.sheets += 1
        self.ignored += columns.ignored.values()
        self.problems += [_missing(name, sheet.name, each) for each in columns.missing()]
        for number, cells in enumerate(sheet.rows, start=1):
            if number > columns.header + 1 and any(cell.strip() for cell in cells):
                label = str(number) if self.sheets == 1 else f"{self.sheets}.{number}"
                row = RowReader(name, sheet.name, number, label, cells, columns, self.context)
                self.people.append(row.person())
                self.problems += row.problems

    def overall(self, files: Sequence[tuple[str, bytes]]) -> Iterator[Problem]:
        yield from check_all(self.people, self.context)
        if not self.people and not self.problems:
            yield Problem("NO_PEOPLE", Level.ERROR, files[0][0] if files else "")


def _missing(file: str, sheet: str | None, column: str) -> Problem:
    return Problem("MISSING_COLUMN", Level.ERROR, file, sheet, field=column)
