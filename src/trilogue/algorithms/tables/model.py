"""What is asked of the tables and what is answered. People are named by their ids; rounds count from 1 outside."""

from dataclasses import dataclass
from typing import Literal

from trilogue.algorithms.tables.faults import faults

Presence = Literal["soft", "hard", "off"]
Language = Literal["off", "soft", "hard"]
Pair = tuple[str, str]
Round = tuple[tuple[str, ...], ...]


class ProblemError(ValueError):
    """The problem is malformed or contradicts itself. `code` says how, `place` where, `who` names the person or value.

    Of a contradiction, `people` and `rules` are the smallest set found that cannot all be obeyed.
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
    """`absent` holds the rounds, counted from 1, in which the person sits nowhere.

    Role, gender and region are spread over the tables as far as that costs no contact.
    """

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
    """In this round the person sits at this table, both counted from 1."""

    person: str
    round: int
    table: int


@dataclass(frozen=True, slots=True)
class Weight:
    """What it is worth, besides all else, whenever the two share a table."""

    one: str
    other: str
    worth: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Seat `people` at `tables` tables in `rounds` rounds so that as many as possible meet for the first time.

    People know each other when they share a home or host government, sat at one table of `earlier` editions, or
    are a pair of `known`. The first rounds, as many as `frozen` has, were played and stay as they are. `sizes` holds
    the table sizes of each round; a round without them is spread evenly. At most `interpreters` tables a round may
    lack a common language, where `language` is asked for. Raises ProblemError for what is malformed; whether the
    rules contradict each other is asked by `solve`, so that a plan made under other rules can still be counted.
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
    weights: tuple[Weight, ...] = ()

    def __post_init__(self) -> None:
        for code, place, who in faults(self):
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
    """How many new people of other countries the person meets, and the most that any plan could give."""

    person: str
    meets: int
    at_most: int


@dataclass(frozen=True, slots=True)
class Report:
    """A plan counted again from its seats. `cross` are pairs of two countries, `new` are all pairs.

    `repeats` are pairs who share a table twice or more, `thrice` those of them who do so three times or more.
    """

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
