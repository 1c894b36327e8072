"""A roster as plain values: no database, no words."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trilogue.algorithms.names import roman


class Level(StrEnum):
    """An error must be mended in the file, a question answered by a person; a warning's cure was applied."""

    ERROR = "error"
    QUESTION = "question"
    WARNING = "warning"


@dataclass(frozen=True)
class Context:
    """What a roster is read against.

    `governments` holds, by country and official code, every name the government has had in any language, its
    own present name first. Codes alone are not enough: 310000 is both Tottori and Shanghai. Empty: no check.
    `countries` empty: any two letters. No `quotas`, no dates: nothing is asked about them.
    """

    governments: Mapping[tuple[str, str], tuple[str, ...]] = dataclasses.field(default_factory=dict)
    quotas: Mapping[str, int] | None = None
    countries: frozenset[str] = frozenset()
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class Person:
    """One row. `label` names it among all files: "8", or "2.8" in the second sheet that holds people.

    `native` is in NFC, `native_written` has every visible letter as typed, `native_key` is for comparing.
    Levels of `languages` go from 0 (none) to 4 (native). Dates of the posting are ISO and may be imprecise.
    """

    label: str
    file: str
    sheet: str | None
    row: int
    ref: str = ""
    country: str = ""
    native: str = ""
    native_written: str = ""
    native_key: str = ""
    family: str = ""
    given: str = ""
    other_han: str = ""
    kana: str = ""
    roman_family: str = ""
    roman_given: str = ""
    home: str = ""
    home_code: str = ""
    host: str = ""
    host_code: str = ""
    department: str = ""
    position: str = ""
    languages: Mapping[str, int] = dataclasses.field(default_factory=dict)
    email: str = ""
    posting_from: str = ""
    posting_to: str = ""

    @property
    def roman(self) -> str:
        return roman(self.roman_family, self.roman_given)

    @property
    def known_as(self) -> str:
        return self.ref or self.native or self.label


@dataclass(frozen=True)
class Problem:
    """One finding. `cell` is as a spreadsheet names it ("K40"); `raw` is what stands there."""

    code: str
    level: Level
    file: str
    sheet: str | None = None
    cell: str | None = None
    person: str | None = None
    field: str | None = None
    raw: str = ""
    values: Mapping[str, str | int] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Question(Problem):
    """A finding that only a person can decide.

    `key` stays the same for the same files; `answers` are the codes allowed; `labels` the people it is about.
    """

    key: str
    answers: tuple[str, ...]
    labels: tuple[str, ...] = ()
    level: Level = Level.QUESTION


@dataclass(frozen=True)
class Roster:
    """`sha256` is of the files' bytes one after another: answers belong to exactly these files."""

    people: tuple[Person, ...]
    problems: tuple[Problem, ...]
    ignored_columns: tuple[str, ...]
    quotas: Mapping[str, int]
    sha256: str

    def of(self, level: Level) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.level is level)

    @property
    def errors(self) -> tuple[Problem, ...]:
        return self.of(Level.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return self.of(Level.WARNING)

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(problem for problem in self.problems if isinstance(problem, Question))
