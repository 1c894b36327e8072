"""Every plan there is, for few people: what the best of them reaches, no bound is below and the solver finds."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trilogue.algorithms.tables import Person, Problem, Report, solve
from trilogue.algorithms.tables.model import Fixed, ProblemError

Seats = tuple[tuple[int, ...], ...]


@cache
def seatings(people: tuple[int, ...], sizes: tuple[int, ...]) -> tuple[Seats, ...]:
    """Every way to fill tables of these sizes, in their order."""
    if not sizes:
        return ((),)
    return tuple(
        (table, *others)
        for table in combinations(people, sizes[0])
        for others in seatings(tuple(who for who in people if who not in table), sizes[1:])
    )


@dataclass(frozen=True)
class Case:
    """People are numbers; a country and an absence each, a seat being (person, round, table)."""

    countries: str
    sizes: tuple[tuple[int, ...], ...]
    apart: frozenset[frozenset[int]] = frozenset()
    together: frozenset[frozenset[int]] = frozenset()
    leaders: frozenset[int] = frozenset()
    known: frozenset[frozenset[int]] = frozenset()
    earlier: frozenset[int] = frozenset()
    absent: frozenset[tuple[int, int]] = frozenset()
    fixed: frozenset[tuple[int, int, int]] = frozenset()

    def problem(self) -> Problem:
        return Problem(
            tuple(
                Person(str(who), country, absent=frozenset(r for each, r in self.absent if each == who))
                for who, country in enumerate(self.countries)
            ),
            len(self.sizes),
            len(self.sizes[0]),
            known=_named(self.known),
            apart=_named(self.apart),
            together=_named(self.together),
            leaders=tuple(str(who) for who in self.leaders),
            presence="off",
            sizes=self.sizes,
            fixed=tuple(Fixed(str(who), number, table) for who, number, table in self.fixed),
            earlier=(tuple(str(who) for who in self.earlier),),
        )

    def allowed(self, number: int) -> list[Seats]:
        """Which table is which matters to fixed seats alone."""
        here = tuple(w for w in range(len(self.countries)) if (w, number) not in self.absent)
        kept = [seats for seats in seatings(here, self.sizes[number - 1]) if self._keeps(number, seats)]
        return kept if self.fixed else list({frozenset(seats): seats for seats in kept}.values())

    def _keeps(self, number: int, seats: Seats) -> bool:
        at = {who: table for table, people in enumerate(seats, start=1) for who in people}
        return (
            all(at.get(who) == table for who, r, table in self.fixed if r == number)
            and all(len({at.get(who, -who) for who in pair}) == 2 for pair in self.apart)
            and all(len({at[who] for who in group if who in at}) < 2 for group in self._groups())
            and all(len(self.leaders.intersection(people)) < 2 for people in seats)
        )

    def _groups(self) -> list[frozenset[int]]:
        """Whoever is bound to a third is bound to whom the third is bound to."""
        groups: list[frozenset[int]] = []
        for pair in self.together:
            touched = [group for group in groups if group & pair]
            groups = [group for group in groups if not group & pair] + [pair.union(*touched)]
        return groups

    def value(self, rounds: tuple[Seats, ...]) -> int:
        """Ten for a new contact across countries, one for any new one, less the square of a pair's repeats."""
        times = Counter(
            frozenset(pair) for seats in rounds for people in seats for pair in combinations(people, 2)
        )
        new = frozenset().union(*map(self.new, rounds))
        repeats = sum((count - (pair in new)) ** 2 for pair, count in times.items())
        return 10 * self.cross(new) + len(new) - repeats

    def new(self, seats: Seats) -> frozenset[frozenset[int]]:
        pairs = frozenset(frozenset(pair) for people in seats for pair in combinations(people, 2))
        return frozenset(pair for pair in pairs - self.known if not pair <= self.earlier)

    def cross(self, pairs: frozenset[frozenset[int]]) -> int:
        return sum(len({self.countries[who] for who in pair}) == 2 for pair in pairs)

    def met(self, who: int, pairs: frozenset[frozenset[int]]) -> int:
        return self.cross(frozenset(pair for pair in pairs if who in pair))


def _named(pairs: frozenset[frozenset[int]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(min(pair)), str(max(pair))) for pair in pairs)


def plans(case: Case) -> Iterator[tuple[Seats, ...]]:
    """Every plan that keeps the rules."""
    return product(*(case.allowed(number + 1) for number in range(len(case.sizes))))


def bounds_stand(case: Case, every: Iterable[tuple[Seats, ...]], report: Report) -> None:
    contacts = {frozenset().union(*map(case.new, rounds)) for rounds in every}
    assert max(map(case.cross, contacts)) <= report.cross.bound
    assert max(map(len, contacts)) <= report.new.bound
    for who, prospect in enumerate(report.prospects):
        assert max(case.met(who, pairs) for pairs in contacts) <= prospect.at_most


def compare(case: Case, steps: int) -> None:
    every = list(plans(case))
    result = solve(case.problem(), stop=lambda done, _cost: done >= steps, seed=1)
    found = tuple(tuple(tuple(map(int, table)) for table in seats) for seats in result.plan.rounds)
    assert result.report.violations == ()
    assert case.value(found) == max(map(case.value, every))
    bounds_stand(case, every, result.report)


def two(*pair: int) -> frozenset[frozenset[int]]:
    return frozenset({frozenset(pair)})


EVEN = ((3, 3), (3, 3))


@pytest.mark.parametrize(
    "case",
    [
        Case("AAABBB", EVEN),
        Case("AAAABB", EVEN),
        Case("AAABBC", ((2, 2, 2),) * 3),
        Case("AAABBB", ((4, 2), (2, 4), (3, 3))),
        Case("ABABAB", ((2, 2, 2),) * 3, known=two(0, 1), apart=two(2, 3)),
        Case("AABBCC", EVEN, together=two(0, 2), leaders=frozenset({4, 5})),
        Case("AAABBBC", ((4, 3), (3, 3)), absent=frozenset({(0, 2)}), leaders=frozenset({1, 6})),
        Case("AAABBB", EVEN, fixed=frozenset({(0, 1, 2), (3, 1, 2), (0, 2, 1)})),
        Case("AABBCC", ((2, 2, 2),) * 2, earlier=frozenset({0, 2, 4}), together=two(1, 3)),
        Case("AAABBB", ((6, 0), (0, 6))),
    ],
    ids=str,
)
def test_the_solver_finds_the_best_plan_there_is(case: Case) -> None:
    compare(case, 4_000)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    size = draw(st.integers(4, 6))
    people = st.integers(0, size - 1)
    pairs = st.frozensets(st.frozensets(people, min_size=2, max_size=2), max_size=2)
    rounds = draw(st.integers(1, 2))
    absent = draw(st.frozensets(st.tuples(people, st.integers(1, rounds)), max_size=1))
    sizes = []
    for number in range(1, rounds + 1):
        here = size - sum(each == number for _, each in absent)
        first = draw(st.integers(0, here))
        sizes.append((first, here - first))
    return Case(
        draw(st.text("ABC", min_size=size, max_size=size)),
        tuple(sizes),
        apart=draw(pairs),
        together=draw(pairs),
        leaders=draw(st.frozensets(people, max_size=2)),
        known=draw(pairs),
        earlier=draw(st.frozensets(people, max_size=3)),
        absent=absent,
        fixed=draw(st.frozensets(st.tuples(people, st.integers(1, rounds), st.integers(1, 2)), max_size=1)),
    )


@settings(max_examples=80, deadline=None)
@given(cases())
def test_no_bound_is_below_the_best_plan_and_no_contradiction_is_one_that_can_be_kept(case: Case) -> None:
    _every_claim_holds(case)


@pytest.mark.prove
@settings(max_examples=3_000, deadline=None)
@given(cases())
def test_many_more_bounds_and_contradictions_stand_the_test_of_all_plans(case: Case) -> None:
    _every_claim_holds(case)


def _solved(case: Case, *, possible: bool) -> Report | None:
    """None where the rules are said to contradict each other, which they must not if a plan keeps them."""
    try:
        return solve(case.problem(), stop=lambda done, _cost: done >= 300, seed=1).report
    except ProblemError as error:
        if possible and error.code not in {"nobody_there", "one_person", "one_country"}:
            raise
        return None


def _every_claim_holds(case: Case) -> None:
    every = list(plans(case))
    report = _solved(case, possible=bool(every))
    if report and every and not report.violations:
        bounds_stand(case, every, report)


@pytest.mark.prove
@pytest.mark.parametrize(
    "case",
    [
        Case("AAABBBCCC", ((3, 3, 3),) * 2, leaders=frozenset({0, 3, 6})),
        Case("AAAABBBB", ((4, 4),) * 2, together=two(0, 4), apart=two(1, 5)),
        Case("AAAAABBC", ((3, 3, 2),) * 2, known=two(0, 5), absent=frozenset()),
    ],
    ids=str,
)
def test_the_solver_finds_the_best_plan_of_eight_and_nine(case: Case) -> None:
    compare(case, 20_000)
