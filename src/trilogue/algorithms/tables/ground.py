"""The problem in numbers: people sorted by id and counted from 0, rounds counted from 0, pairs as one integer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from trilogue.algorithms.tables.model import Plan, Problem

Tables = list[list[int]]


@dataclass(frozen=True, slots=True)
class Ground:
    """Lists run over people; `present`, `pinned`, `fixed` and `capacity` over rounds. Whatever the order of the input,
    it is the same. A circle is a government or a table of an earlier edition: its people know each other.
    """

    problem: Problem
    ids: list[str]
    countries: list[str]
    country: list[int]
    homes: list[str]
    circles: list[frozenset[int]]
    members: list[list[int]]
    """Of each circle."""
    tongues: list[int]
    traits: list[list[str | None]]
    """Role, gender and region, each a list over people; left out where nobody has one."""
    leads: list[bool]
    company: list[tuple[int, ...]]
    present: list[list[int]]
    pinned: list[dict[int, int]]
    """Who may sit at one table only, and at which: of a fixed seat, or bound to sit with who has one."""
    fixed: list[frozenset[int]]
    """Who has a fixed seat."""
    capacity: list[tuple[int, ...]]
    """The table sizes that were asked for; empty where people are spread evenly."""
    known: frozenset[int]
    apart: frozenset[int]
    weights: dict[int, int]
    frozen: list[Tables]

    @property
    def size(self) -> int:
        return len(self.ids)

    @property
    def open_rounds(self) -> range:
        """The rounds that are not frozen."""
        return range(len(self.frozen), self.problem.rounds)

    @property
    def groups(self) -> list[tuple[int, ...]]:
        """People who must sit together, also by way of a third, once a group."""
        return sorted({group for group in self.company if len(group) > 1})

    def pair(self, one: int, other: int) -> int:
        return one * self.size + other if one < other else other * self.size + one

    def unpair(self, pair: int) -> tuple[int, int]:
        return divmod(pair, self.size)

    def share_circle(self, one: int, other: int) -> bool:
        return not self.circles[one].isdisjoint(self.circles[other])

    def acquainted(self, pair: int) -> bool:
        """Did the two know each other before the first round?"""
        return pair in self.known or self.share_circle(*self.unpair(pair))

    def is_cross(self, pair: int) -> bool:
        one, other = self.unpair(pair)
        return self.country[one] != self.country[other]

    def pairs_at(self, tables: Iterable[list[int]]) -> Iterator[int]:
        """Every pair that shares a table."""
        size = self.size
        for table in tables:
            for one, other in combinations(sorted(table), 2):
                yield one * size + other

    def plan(self, rounds: list[Tables]) -> Plan:
        """The same seats by id; played rounds come back exactly as they were given."""
        ids = self.ids
        open_rounds = (
            tuple(tuple(ids[who] for who in sorted(table)) for table in rounds[number])
            for number in self.open_rounds
        )
        return Plan((*self.problem.frozen, *open_rounds))


def balanced_sizes(people: int, tables: int) -> list[int]:
    """Table sizes that differ by at most one, the larger first."""
    size, larger = divmod(people, tables)
    return [size + 1] * larger + [size] * (tables - larger)
