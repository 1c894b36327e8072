"""What is asked of the tables and what is answered. People are named by their ids; rounds count from 1 outside."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Presence = Literal["soft", "hard", "off"]
Language = Literal["off", "soft", "hard"]
Pair = tuple[str, str]
Round = tuple[tuple[str, ...], ...]


class ProblemError(ValueError):
    """The problem contradicts itself. `code` says how, `place` where, `who` names the person or value.

    `people` and `rules` are the smallest set found that contradicts.
    """

    def __init__(
        self,
        code: str,
        place: str,
        who: str = "",
        *,
        people: tuple[str, ...] = (),
        rules: tuple[str, ...] = (),
    ) -> None:
        super().__init__(code, place, who)
        self.code = code
        self.place = place
        self.who = who
        self.people = people
        self.rules = rules


@dataclass(frozen=True, slots=True)
class Person:
    """`absent` holds the rounds, counted from 1, in which the person sits nowhere."""

    id: str
    country: str
    home: str | None = None
    host: str | None = None
    languages: frozenset[str] = frozenset()
    absent: frozenset[int] = frozenset()
    role: str | None = None
    gender: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Fixed:
    """The person sits at this table in this round, both counted from 1."""

    person: str
    round: int
    table: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Seat `people` at `tables` tables in `rounds` rounds so that as many as possible meet for the first time.

    People know each other when they share a home or host government or are a pair of `known`. The first rounds,
    as many as `frozen` has, were played and stay as they are. Raises ProblemError.
    """

    people: tuple[Person, ...]
    rounds: int
    tables: int
    known: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()
    together: tuple[Pair, ...] = ()
    leaders: tuple[str, ...] = ()
    presence: Presence = "soft"
    language: Language = "off"
    frozen: tuple[Round, ...] = ()
    sizes: tuple[tuple[int, ...], ...] = ()
    fixed: tuple[Fixed, ...] = ()
    interpreters: int | None = None
    earlier: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        for code, place, who in _faults(self):
            raise ProblemError(code, place, who)


@dataclass(frozen=True, slots=True)
class Plan:
    """rounds[r][t] holds the ids at table t of round r, sorted."""

    rounds: tuple[Round, ...]


@dataclass(frozen=True, slots=True)
class Violation:
    """A hard rule that the plan breaks, in which round (from 1), and by whom."""

    code: str
    round: int
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Pairs of people who met for the first time, what no plan can exceed, and which argument says so."""

    value: int
    bound: int
    binding: str


@dataclass(frozen=True, slots=True)
class Missing:
    """In this round (from 1) this many tables have nobody of this country."""

    country: str
    round: int
    tables: int


@dataclass(frozen=True, slots=True)
class Prospect:
    """How many people of other countries the person meets for the first time, and the most any plan could give."""

    person: str
    meets: int
    at_most: int


@dataclass(frozen=True, slots=True)
class Report:
    """A plan counted again from its seats. `cross` are pairs of two countries, `new` are all pairs."""

    cross: Score
    new: Score
    violations: tuple[Violation, ...]
    interpreter_tables: tuple[int, ...]
    without_country: tuple[Missing, ...]
    prospects: tuple[Prospect, ...] = ()
    repeats: int = 0
    thrice: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """`moved` people sit at another table than in the plan we started from; 0 when there was none."""

    plan: Plan
    report: Report
    moved: int
    steps: int


Fault = tuple[str, str, str]


def _faults(problem: Problem) -> Iterator[Fault]:
    if problem.rounds < 1:
        yield "too_small", "rounds", str(problem.rounds)
    if problem.tables < 1:
        yield "too_small", "tables", str(problem.tables)
    if problem.presence not in {"soft", "hard", "off"}:
        yield "unknown_choice", "presence", problem.presence
    if problem.language not in {"soft", "hard", "off"}:
        yield "unknown_choice", "language", problem.language
    yield from _faults_of_people(problem.people)
    ids = {person.id for person in problem.people}
    yield from _faults_of_pairs("known", problem.known, ids)
    yield from _faults_of_pairs("apart", problem.apart, ids)
    yield from _faults_of_pairs("together", problem.together, ids)
    yield from _faults_of_list("leaders", problem.leaders, ids)
    if len(problem.frozen) > problem.rounds:
        yield "too_many_frozen", "frozen", str(len(problem.frozen))
    for number, tables in enumerate(problem.frozen):
        yield from _faults_of_list(f"frozen[{number}]", tuple(who for table in tables for who in table), ids)


def _faults_of_people(people: tuple[Person, ...]) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, person in enumerate(people):
        if person.id in seen:
            yield "duplicate_person", f"people[{number}].id", person.id
        seen.add(person.id)
        for number_of_round in sorted(person.absent):
            if number_of_round < 1:
                yield "too_small", f"people[{number}].absent", str(number_of_round)


def _faults_of_pairs(place: str, pairs: tuple[Pair, ...], ids: set[str]) -> Iterator[Fault]:
    for number, (one, other) in enumerate(pairs):
        for who in (one, other):
            if who not in ids:
                yield "unknown_person", f"{place}[{number}]", who
        if one == other:
            yield "pair_of_one", f"{place}[{number}]", one


def _faults_of_list(place: str, names: tuple[str, ...], ids: set[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for who in names:
        if who not in ids:
            yield "unknown_person", place, who
        if who in seen:
            yield "named_twice", place, who
        seen.add(who)
