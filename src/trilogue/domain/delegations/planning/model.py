"""A roster as plain values: no database, no words."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trilogue.algorithms.names import roman

GovernmentCode = tuple[str, str]
"""Country and official code. Codes alone are not enough: 310000 is both Tottori and Shanghai."""


class Level(StrEnum):
    """An error must be mended in the file or by an answer, a question answered by a person; a warning's cure was
    applied; a note says what must survive as it is.
    """

    ERROR = "error"
    QUESTION = "question"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Context:
    """What a roster is read against.

    `governments` holds every name a government has had in any language, its own present name first; `former`
    those of them that it bears no more. Empty: no check. `relations` are sister and friendship links, each
    way or the other; None: nothing is asked about them. `countries` empty: any two letters. No `quotas`, no
    dates: nothing is asked about them. `mapping` gives fields to headers as the sender writes them and wins
    over the built-in words; an empty field leaves the column out. `country` is the sender's, where known.
    `email_later`: people without an address can be stored, since they give it when they register.
    `own_sheets`: what the workbook of the call calls its sheets that hold no people.
    """

    governments: Mapping[GovernmentCode, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    quotas: Mapping[str, int] | None = None
    countries: frozenset[str] = frozenset()
    starts_on: date | None = None
    ends_on: date | None = None
    former: Mapping[GovernmentCode, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    relations: frozenset[tuple[GovernmentCode, GovernmentCode]] | None = None
    mapping: Mapping[str, str] = dataclasses.field(default_factory=dict)
    country: str = ""
    email_later: bool = False
    own_sheets: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Person:
    """One row. `label` names it among all files: "8", or "2.8" in the second sheet that holds people.

    `native` is in NFC, `native_written` has every visible letter as typed, `native_key` is for comparing.
    `written` has the raw text of each field that reads otherwise now. `roman_whole` is a Roman name whose
    family name nobody can tell. Levels of `languages` go from 0 (none) to 4 (native). Dates of the posting are
    ISO and may be imprecise. `cell` is that of the name.
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
    roman_whole: str = ""
    phone: str = ""
    diet: str = ""
    host_country: str = ""
    cell: str = ""
    written: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def roman(self) -> str:
        return roman(self.roman_family, self.roman_given) or self.roman_whole

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
    """A finding that only a person can decide; at level ERROR one that may be mended in the file instead.

    `key` stays the same for the same files; `answers` are the codes allowed; `accepts` names the kind of value
    that may be typed instead of a code; `labels` the people it is about. Findings of one key share its answer.
    """

    key: str
    answers: tuple[str, ...]
    labels: tuple[str, ...] = ()
    accepts: str | None = None
    level: Level = Level.QUESTION


@dataclass(frozen=True)
class Ignored:
    """A sheet or row that is no person; `why` is summary_sheet, total_row, footer, section or example."""

    file: str
    sheet: str | None
    row: int | None
    why: str


@dataclass(frozen=True)
class Roster:
    """`held` stand in hidden rows and `foreign` in the list of another delegation: neither is among `people`
    before an answer says so. `ignored_columns` are headers nobody knows. `notes` need no action. `sha256` is of
    the files in any order: answers belong to exactly these files.
    """

    people: tuple[Person, ...]
    problems: tuple[Problem, ...]
    ignored_columns: tuple[str, ...]
    quotas: Mapping[str, int]
    sha256: str
    held: tuple[Person, ...] = ()
    foreign: tuple[Person, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    notes: tuple[Problem, ...] = ()

    def of(self, level: Level) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.level is level)

    @property
    def errors(self) -> tuple[Problem, ...]:
        return self.of(Level.ERROR)

    @property
    def blocking(self) -> tuple[Problem, ...]:
        """The errors that no answer mends."""
        return tuple(error for error in self.errors if not isinstance(error, Question))

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return self.of(Level.WARNING)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Findings at level QUESTION."""
        return tuple(each for each in self.asked if each.level is Level.QUESTION)

    @property
    def asked(self) -> tuple[Question, ...]:
        """Everything an answer is wanted for, once a key: questions, and errors an answer mends."""
        found: dict[str, Question] = {}
        for problem in self.problems:
            if isinstance(problem, Question):
                known = found.get(problem.key)
                if known is None or known.level is Level.ERROR:
                    found[problem.key] = problem
        return tuple(found.values())
