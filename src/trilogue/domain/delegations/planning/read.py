"""From files to a roster: sheets, headers, rows, and then what shows only over all rows."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from trilogue.domain.delegations.planning.checks import check_all
from trilogue.domain.delegations.planning.columns import Columns, find_columns, likeliest_header
from trilogue.domain.delegations.planning.governments import Register
from trilogue.domain.delegations.planning.headers import WORDS
from trilogue.domain.delegations.planning.model import Context, Ignored, Level, Person, Problem, Roster
from trilogue.domain.delegations.planning.sheets import SheetReader, SheetResult
from trilogue.domain.delegations.planning.summary import counted, is_summary
from trilogue.foundation.formats.spreadsheet import FileRefused, Sheet, read

File = tuple[str, bytes]


def read_roster(files: Sequence[File], context: Context) -> Roster:
    """Everything the files say. Whatever is wrong with them is among the problems; nothing is raised.

    The files' order makes no difference, nor does one that is there twice.
    """
    reader = Reader(context)
    once = sorted({_digest(data): (name, data) for name, data in sorted(files, reverse=True)}.items())
    for name, data in sorted(file for _, file in once):
        reader.read_file(name, data)
    problems = (*reader.problems, *reader.overall(files))
    return Roster(
        people=tuple(reader.people),
        problems=tuple(each for each in problems if each.level is not Level.NOTE),
        ignored_columns=tuple(dict.fromkeys(reader.unknown)),
        quotas=dict(context.quotas or {}),
        sha256=hashlib.sha256("".join(digest for digest, _ in once).encode()).hexdigest(),
        held=tuple(reader.held),
        foreign=tuple(reader.foreign),
        ignored=tuple(reader.ignored),
        notes=tuple(each for each in problems if each.level is Level.NOTE),
    )


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


OWN_SHEET = "_trilogue"
"""What a workbook that we sent remembers for itself."""


@dataclass
class Reader:
    context: Context
    people: list[Person] = field(default_factory=list)
    held: list[Person] = field(default_factory=list)
    foreign: list[Person] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    sheets: int = 0

    def __post_init__(self) -> None:
        self.register = Register(self.context)

    def read_file(self, name: str, data: bytes) -> None:
        try:
            sheets = self._foreign_sheets(read(name, data, WORDS))
        except FileRefused as refused:
            self.problems.append(Problem(refused.code, Level.ERROR, name, values=refused.values))
            return
        found = [(sheet, find_columns(sheet.rows, self.context.mapping)) for sheet in sheets]
        if not any(columns for _, columns in found):
            nearest = likeliest_header(sheets[0].rows, self.context.mapping)
            self.problems += [missing(name, sheets[0].name, each) for each in nearest.missing()]
            return
        results = {sheet.name: self._read_sheet(name, sheet, columns) for sheet, columns in found if columns}
        for sheet, columns in found:
            if not columns:
                self._pass_over(name, sheet, results)

    def _foreign_sheets(self, sheets: Sequence[Sheet]) -> list[Sheet]:
        """Without those that the workbook of the call brings along."""
        is_ours = any(each.name == OWN_SHEET for each in sheets)
        own = self.context.own_sheets | {OWN_SHEET} if is_ours else frozenset()
        return [each for each in sheets if each.name not in own]

    def _read_sheet(self, name: str, sheet: Sheet, columns: Columns) -> SheetResult:
        self.sheets += 1
        self.unknown += columns.ignored.values()
        reader = SheetReader(
            name, sheet, columns, context=self.context, register=self.register, number=self.sheets
        )
        result = reader.read()
        self.people += result.people
        self.held += result.held
        self.foreign += result.foreign
        self.problems += result.problems
        self.ignored += result.ignored
        return result

    def _pass_over(self, name: str, sheet: Sheet, results: dict[str | None, SheetResult]) -> None:
        """A sheet without people: a summary of the others is checked against them."""
        counts = {title or "": len(result.people) for title, result in results.items()}
        if is_summary(sheet, counts):
            self.ignored.append(Ignored(name, sheet.name, None, "summary_sheet"))
            self.problems += counted(name, sheet, counts)
        elif any(cell.strip() for row in sheet.rows for cell in row):
            self.problems.append(Problem("SHEET_IGNORED", Level.WARNING, name, sheet.name))

    def overall(self, files: Sequence[File]) -> Iterator[Problem]:
        yield from check_all(self.people, self.foreign, self.context, self.register)
        if not (self.people or self.held or self.foreign or self.problems):
            yield Problem("NO_PEOPLE", Level.ERROR, min(files)[0] if files else "")


def missing(file: str, sheet: str | None, column: str) -> Problem:
    return Problem("MISSING_COLUMN", Level.ERROR, file, sheet, field=column)
