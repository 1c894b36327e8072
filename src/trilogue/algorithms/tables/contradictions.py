"""Rules that cannot all be kept, found before any search: each with the fewest people and the rules that clash.

Only rounds still to come are asked, and only people who are there: what happened, happened. Codes: nobody_there,
one_person, one_country, sizes_do_not_fit, fixed_absent, fixed_twice, fixed_together_apart, apart_and_together,
leaders_together, too_many_leaders, too_many_apart, together_too_large, table_too_full.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from trilogue.algorithms.tables.companions import Companions
from trilogue.algorithms.tables.fixed_seats import clashing_seats, contradiction, full_tables, sizes_of
from trilogue.algorithms.tables.ground import Ground
from trilogue.algorithms.tables.model import ProblemError

LOOKS = 20_000
"""So many steps the search takes at most for people who all exclude each other."""


def refuse_contradictions(ground: Ground) -> None:
    """Raises ProblemError for the first contradiction; nothing is dropped to get round it."""
    for error in contradictions(ground):
        raise error


def contradictions(ground: Ground) -> Iterator[ProblemError]:
    if ground.open_rounds:
        yield from _nobody_to_meet(ground)
        yield from _sizes(ground)
        companions = Companions(ground)
        yield from clashing_seats(ground, companions)
        yield from _companions_apart(ground, companions)
        yield from _leaders(ground)
        yield from _all_apart(ground)
        yield from _large_groups(ground, companions)
        yield from full_tables(ground)


def _nobody_to_meet(ground: Ground) -> Iterator[ProblemError]:
    there = sorted({who for number in ground.open_rounds for who in ground.present[number]})
    if not there:
        yield ProblemError("nobody_there", "people", rules=("absent",) if ground.size else ())
    elif len(there) == 1:
        yield contradiction(ground, "one_person", "people", there)
    elif len({ground.country[who] for who in there}) == 1 and _all_colleagues(ground, there):
        country = ground.countries[ground.country[there[0]]]
        yield contradiction(ground, "one_country", "people", there[:2], "country", "known", who=country)


def _all_colleagues(ground: Ground, people: list[int]) -> bool:
    common = frozenset.intersection(*(ground.circles[who] for who in people))
    return bool(common)


def _sizes(ground: Ground) -> Iterator[ProblemError]:
    given = ground.problem.sizes
    if given and len(given) != ground.problem.rounds:
        yield ProblemError("sizes_do_not_fit", "sizes", str(len(given)), rules=("sizes", "rounds"))
    for number in ground.open_rounds:
        sizes, present = ground.capacity[number], len(ground.present[number])
        if sizes and len(sizes) != ground.problem.tables:
            place = f"sizes[{number}]"
            yield ProblemError("sizes_do_not_fit", place, str(len(sizes)), rules=("sizes", "tables"))
        elif sizes and sum(sizes) != present:
            place = f"sizes[{number}]"
            yield ProblemError("sizes_do_not_fit", place, str(sum(sizes)), rules=("sizes", "people"))


def _companions_apart(ground: Ground, companions: Companions) -> Iterator[ProblemError]:
    """People who must sit together, perhaps by way of others, and must not: the shortest way between them."""
    leaders = [who for who in range(ground.size) if ground.leads[who] and len(ground.company[who]) > 1]
    for code, rule, pairs in (
        ("apart_and_together", "apart", [ground.unpair(pair) for pair in sorted(ground.apart)]),
        ("leaders_together", "leaders", list(combinations(leaders, 2))),
    ):
        chains = [companions.chain(one, other) for one, other in pairs]
        clashing = [chain for chain in chains if chain and _meet(ground, chain[0], chain[-1])]
        for chain in sorted(clashing, key=lambda chain: (len(chain), chain))[:1]:
            yield contradiction(ground, code, rule, chain, rule, "together")


def _meet(ground: Ground, one: int, other: int) -> bool:
    """Are the two there in one round that is still to come?"""
    return any({one, other} <= set(ground.present[number]) for number in ground.open_rounds)


def _leaders(ground: Ground) -> Iterator[ProblemError]:
    for number in ground.open_rounds:
        leaders = [who for who in ground.present[number] if ground.leads[who]]
        if len(leaders) > ground.problem.tables:
            yield contradiction(
                ground,
                "too_many_leaders",
                "leaders",
                leaders[: ground.problem.tables + 1],
                "leaders",
                "tables",
                who=str(len(leaders)),
            )


def _all_apart(ground: Ground) -> Iterator[ProblemError]:
    """One more person than tables, each of whom may sit with none of the others."""
    for number in ground.open_rounds:
        foes: defaultdict[int, set[int]] = defaultdict(set)
        there = set(ground.present[number])
        for one, other in map(ground.unpair, ground.apart):
            if one in there and other in there:
                foes[one].add(other)
                foes[other].add(one)
        leaders = {who for who in there if ground.leads[who]} if foes else set()
        for who in leaders:
            foes[who] |= leaders - {who}
        found = _clique(foes, ground.problem.tables + 1)
        if found:
            rules = ("apart", "leaders", "tables") if len(leaders & set(found)) > 1 else ("apart", "tables")
            yield contradiction(ground, "too_many_apart", "apart", found, *rules)


def _clique(foes: dict[int, set[int]], size: int) -> list[int]:
    """So many people who all exclude each other; none when there are none, or the search is given up."""
    everybody = sorted(who for who in foes if len(foes[who]) >= size - 1)
    waiting: list[tuple[list[int], list[int]]] = [([], everybody)]
    for _ in range(LOOKS):
        if not waiting:
            return []
        chosen, left = waiting.pop()
        if len(chosen) == size:
            return sorted(chosen)
        if len(chosen) + len(left) >= size:
            who, rest = left[0], left[1:]
            waiting.append((chosen, rest))
            waiting.append(([*chosen, who], [other for other in rest if other in foes[who]]))
    return []


def _large_groups(ground: Ground, companions: Companions) -> Iterator[ProblemError]:
    for number in ground.open_rounds:
        there = set(ground.present[number])
        largest = max(sizes_of(ground, number))
        for group in ground.groups:
            if len(there.intersection(group)) > largest:
                people = [who for who in companions.nearest(group[0]) if who in there][: largest + 1]
                yield contradiction(
                    ground, "together_too_large", "together", sorted(people), "together", "sizes"
                )
