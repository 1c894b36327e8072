"""From the names of a problem to its numbers; whatever the order of the input, they are the same."""

from collections import defaultdict

from trilogue.algorithms.tables.ground import Ground
from trilogue.algorithms.tables.model import Pair, Person, Problem


def survey(problem: Problem) -> Ground:
    """Number the people, countries, languages and pairs of the problem."""
    people = sorted(problem.people, key=lambda person: person.id)
    index = {person.id: number for number, person in enumerate(people)}
    countries = sorted({person.country for person in people})
    tongues = sorted({tongue for person in people for tongue in person.languages})
    leaders = set(problem.leaders)
    company = _company(problem.together, index)
    members = _circles(problem, people, index)
    present = [
        [index[person.id] for person in people if number not in person.absent]
        for number in range(1, problem.rounds + 1)
    ]
    return Ground(
        problem=problem,
        ids=[person.id for person in people],
        countries=countries,
        country=[countries.index(person.country) for person in people],
        homes=[person.home or person.host or "" for person in people],
        circles=_circles_of_each(members, len(people)),
        members=members,
        tongues=[sum(1 << tongues.index(tongue) for tongue in person.languages) for person in people],
        traits=_traits(people),
        leads=[person.id in leaders for person in people],
        company=company,
        present=present,
        fixed=_fixed(problem, index),
        pinned=_pinned(problem, index, company, present),
        capacity=[*problem.sizes, *([()] * (problem.rounds - len(problem.sizes)))],
        known=_pairs(problem.known, index),
        apart=_pairs(problem.apart, index),
        weights=_weights(problem, index),
        frozen=[[[index[who] for who in table] for table in tables] for tables in problem.frozen],
    )


def _pairs(pairs: tuple[Pair, ...], index: dict[str, int]) -> frozenset[int]:
    size = len(index)
    return frozenset(
        min(index[one], index[other]) * size + max(index[one], index[other]) for one, other in pairs
    )


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


def _circles(problem: Problem, people: list[Person], index: dict[str, int]) -> list[list[int]]:
    """The people of each government and of each earlier table, where they are two or more."""
    governments: defaultdict[str, list[int]] = defaultdict(list)
    for number, person in enumerate(people):
        for government in {person.home, person.host} - {None, ""}:
            governments[str(government)].append(number)
    earlier = {tuple(sorted(index[who] for who in group)) for group in problem.earlier}
    groups = [*(governments[name] for name in sorted(governments)), *map(list, sorted(earlier))]
    return [group for group in groups if len(group) > 1]


def _circles_of_each(members: list[list[int]], size: int) -> list[frozenset[int]]:
    circles: list[list[int]] = [[] for _ in range(size)]
    for number, group in enumerate(members):
        for who in group:
            circles[who].append(number)
    return [frozenset(each) for each in circles]


def _traits(people: list[Person]) -> list[list[str | None]]:
    traits = [
        [person.role for person in people],
        [person.gender for person in people],
        [person.region for person in people],
    ]
    return [trait for trait in traits if any(trait)]


def _pinned(
    problem: Problem, index: dict[str, int], company: list[tuple[int, ...]], present: list[list[int]]
) -> list[dict[int, int]]:
    """Whoever must sit with a person of a fixed seat is pinned to the same table."""
    pinned: list[dict[int, int]] = [{} for _ in present]
    there = [set(people) for people in present] if problem.fixed else []
    for fixed in sorted(problem.fixed, key=lambda each: (each.round, each.table, each.person)):
        for who in company[index[fixed.person]]:
            if who in there[fixed.round - 1]:
                pinned[fixed.round - 1][who] = fixed.table - 1
    return pinned


def _fixed(problem: Problem, index: dict[str, int]) -> list[frozenset[int]]:
    return [
        frozenset(index[fixed.person] for fixed in problem.fixed if fixed.round == number)
        for number in range(1, problem.rounds + 1)
    ]


def _weights(problem: Problem, index: dict[str, int]) -> dict[int, int]:
    """A pair named twice is worth the sum."""
    weights: dict[int, int] = {}
    size = len(index)
    for weight in problem.weights:
        one, other = sorted((index[weight.one], index[weight.other]))
        weights[one * size + other] = weights.get(one * size + other, 0) + weight.worth
    return dict(sorted(weights.items()))
