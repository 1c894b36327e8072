"""One sheet that lists people: whose delegation it is, and what each row below its header is."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from trilogue.algorithms.names import Cleaned, clean
from trilogue.domain.delegations.planning.cells import looks_like_formula
from trilogue.domain.delegations.planning.columns import Columns
from trilogue.domain.delegations.planning.governments import Register
from trilogue.domain.delegations.planning.grid import LONGEST, Cell, Grid
from trilogue.domain.delegations.planning.lines import is_only_numbered, why_ignored
from trilogue.domain.delegations.planning.model import Context, Ignored, Level, Person, Problem, Question
from trilogue.domain.delegations.planning.person import LEAVE_OUT, TAKE_PART, read_person
from trilogue.domain.delegations.planning.row import Row, place
from trilogue.domain.delegations.planning.whose import country_of_row, country_of_sheet
from trilogue.foundation.formats.table import Sheet

REMEMBERED = 20_000
ORDINARY = re.compile("[ -~\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3]*")
FOREIGNERS = ("외국", "外国", "foreign", "外籍")


@dataclass
class SheetResult:
    people: list[Person] = field(default_factory=list)
    held: list[Person] = field(default_factory=list)
    foreign: list[Person] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)


class SheetReader:
    """`number` counts the sheets that list people over all files."""

    def __init__(
        self,
        file: str,
        sheet: Sheet,
        columns: Columns,
        *,
        context: Context,
        register: Register,
        number: int,
    ) -> None:
        self.file, self.sheet, self.columns = file, sheet, columns
        self.context, self.register, self.number = context, register, number
        self.grid = Grid(sheet, columns)
        self.result = SheetResult()
        self.cleaner = lru_cache(REMEMBERED)(quickly_cleaned)
        self.country = "" if columns.has("country") else country_of_sheet(sheet, columns, context, register)
        self._below_foreigners = False

    def read(self) -> SheetResult:
        self._report_columns()
        for number in range(self.columns.header + 1, len(self.sheet.rows)):
            cells = self.grid.row(number)
            texts = self.sheet.rows[number]
            if any(text.strip() for text in texts):
                self._read_row(number, cells, texts)
        self._tell_footers()
        return self.result

    def _report_columns(self) -> None:
        for name in self.columns.missing():
            if name == "email" and self.context.email_later:
                continue
            if name != "country" or not self.country:
                self._problem("MISSING_COLUMN", Level.ERROR, None, name)
        for column, name in self.columns.fields.items():
            if column in self.sheet.hidden_columns and name != "number":
                self._problem("HIDDEN_COLUMN", Level.WARNING, place(column, self.columns.header + 1), name)

    def _problem(self, code: str, level: Level, cell: str | None, name: str | None, raw: str = "") -> None:
        self.result.problems.append(
            Problem(code, level, self.file, self.sheet.name, cell, field=name, raw=raw)
        )

    def _read_row(self, number: int, cells: Mapping[str, Cell], texts: tuple[str, ...]) -> None:
        serial = self.columns.of("number")
        why = why_ignored(texts, serial)
        if why is None and is_only_numbered(texts, serial):
            return
        if why is not None:
            self._ignore(number, why, texts)
            return
        row = self._row(number, cells)
        person = read_person(row)
        self._report_beyond(row, number, texts)
        self._place(row, person, number)

    def _ignore(self, number: int, why: str, texts: tuple[str, ...]) -> None:
        if why == "note":
            self._below_foreigners = any(word in text for text in texts for word in FOREIGNERS)
        else:
            self._below_foreigners = False
        self.result.ignored.append(Ignored(self.file, self.sheet.name, number + 1, why))

    def _tell_footers(self) -> None:
        """A note below everybody is a footer, one above somebody heads a section."""
        everybody = (*self.result.people, *self.result.held, *self.result.foreign)
        last = max((person.row for person in everybody), default=0)
        self.result.ignored = [
            Ignored(
                each.file,
                each.sheet,
                each.row,
                {"note": "footer" if (each.row or 0) > last else "section"}.get(each.why, each.why),
            )
            for each in self.result.ignored
        ]

    def _row(self, number: int, cells: Mapping[str, Cell]) -> Row:
        label = str(number + 1) if self.number == 1 else f"{self.number}.{number + 1}"
        return Row(
            self.file,
            self.sheet.name,
            number + 1,
            label,
            cells,
            self.columns,
            self.context,
            self.register,
            country_of_row(cells, self.country, self.register),
            self.sheet.name or "",
            self.cleaner,
        )

    def _place(self, row: Row, person: Person, number: int) -> None:
        """People of the list itself, and those who are first asked about."""
        if self.country and (self._below_foreigners or person.country != self.country):
            self.result.foreign.append(person)
            self._ask("FOREIGN_ROW", row, country=person.country)
        elif self.sheet.hidden or number in self.sheet.hidden_rows:
            self.result.held.append(person)
            self._ask("HIDDEN_ROW", row)
            self.result.problems += [each for each in row.problems if each.level is Level.WARNING]
        else:
            self.result.people.append(person)
            self.result.problems += row.problems

    def _ask(self, code: str, row: Row, **values: str) -> None:
        column = self.columns.of("native", "family") or 0
        self.result.problems.append(
            Question(
                code=code,
                file=self.file,
                sheet=self.sheet.name,
                cell=place(column, row.number),
                person=row.known_as,
                values={"row": row.number, **values},
                key=f"{code}:{row.label}",
                answers=(LEAVE_OUT, TAKE_PART),
                labels=(row.label,),
            )
        )

    def _report_beyond(self, row: Row, number: int, texts: tuple[str, ...]) -> None:
        """Dangers in columns that are not kept; and in a flat file cells beyond the header, which have moved."""
        for column, header in self.columns.ignored.items():
            text = self.grid.text(number, column)[:LONGEST]
            for code in _dangers(text):
                row.problems.append(
                    Problem(
                        code,
                        Level.WARNING,
                        self.file,
                        self.sheet.name,
                        place(column, number + 1),
                        row.known_as,
                        header,
                        text,
                    )
                )
        width = self.columns.width
        if self.sheet.name is None and any(text.strip() for text in texts[width:]):
            row.problems.append(
                Problem(
                    "ROW_TOO_LONG",
                    Level.ERROR,
                    self.file,
                    None,
                    place(width, number + 1),
                    row.known_as,
                    raw=self.grid.text(number, width),
                )
            )


def quickly_cleaned(text: str) -> Cleaned:
    """What `clean` says, without looking where every letter is one that it leaves alone."""
    if ORDINARY.fullmatch(text) and "  " not in text and text == text.strip():
        return Cleaned(text, text, ())
    return clean(text)


def _dangers(text: str) -> Iterator[str]:
    if not text.strip():
        return
    cleaned = clean(text)
    if "BIDI_CONTROL" in cleaned.codes:
        yield "BIDI_CONTROL"
    if looks_like_formula(cleaned.text):
        yield "FORMULA_LIKE_TEXT"
