"""The problem in numbers: people sorted by id and counted from 0, rounds counted from 0, pairs as one integer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from trilogue.algorithms.tables.model import Pair, Plan, Problem

Tables = list[list[int]]


@dataclass(frozen=True, slots=True)
class Ground:
    """Lists run over people unless said; `present` over rounds. Whatever the order of the input, it is the same."""

    problem: Problem
    ids: list[str]
    countries: list[str]
    country: list[int]
    governments: list[frozenset[str]]
    tongues: list[int]
    leads: list[bool]
    company: list[tuple[int, ...]]
    present: list[list[int]]
    known: frozenset[int]
    apart: frozenset[int]
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

    def share_government(self, one: int, other: int) -> bool:
        return not self.governments[one].isdisjoint(self.governments[other])

    def acquainted(self, pair: int) -> bool:
        """Did the two know each other before the first round?"""
        return pair in self.known or self.share_government(*self.unpair(pair))

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


def survey(problem: Problem) -> Ground:
    """Number the people, countries, languages and pairs of the problem."""
    people = sorted(problem.people, key=lambda person: person.id)
    index = {person.id: number for number, person in enumerate(people)}
    countries = sorted({person.country for person in people})
    tongues = sorted({tongue for person in people for tongue in person.languages})
    leaders = set(problem.leaders)
    return Ground(
        problem=problem,
        ids=[person.id for person in people],
        countries=countries,
        country=[countries.index(person.country) for person in people],
        governments=[frozenset(filter(None, (person.home, person.host))) for person in people],
        tongues=[sum(1 << tongues.index(tongue) for tongue in person.languages) for person in people],
        leads=[person.id in leaders for person in people],
        company=_company(problem.together, index),
        present=[
            [index[person.id] for person in people if number not in person.absent]
            for number in range(1, problem.rounds + 1)
        ],
        known=_pairs(problem.known, index) | _pairs(_met(problem), index),
        apart=_pairs(problem.apart, index),
        frozen=[[[index[who] for who in table] for table in tables] for tables in problem.frozen],
    )


def balanced_sizes(people: int, tables: int) -> list[int]:
    """Table sizes that differ by at most one, the larger first."""
    size, larger = divmod(people, tables)
    return [size + 1] * larger + [size] * (tables - larger)


def _pairs(pairs: tuple[Pair, ...], index: dict[str, int]) -> frozenset[int]:
    size = len(index)
    return frozenset(
        min(index[one], index[other]) * size + max(index[one], index[other]) for one, other in pairs
    )


def _met(problem: Problem) -> tuple[Pair, ...]:
    """Who sat at one table in an earlier edition."""
    return tuple(pair for group in problem.earlier for pair in combinations(group, 2))


def _company(together: tuple[Pair, ...], index: dict[str, int]) -> list[tuple[int, ...]]:
    """For each person everybody who must share the table, the person included."""
    group = [{number} for number in range(len(index))]
    for one, other in together:
        first, second = group[index[one]], group[index[other]]
        if first is not second:
            first |= second
            for who in second:
                group[who] = first
    return [tuple(sorted(members)) for members in group]
