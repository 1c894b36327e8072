"""Rules that cannot all be kept, found before any search: each with the fewest people and the rules that clash.

Only rounds still to come are asked, and only people who are there: what happened, happened. Codes: nobody_there,
one_person, one_country, sizes_do_not_fit, fixed_absent, fixed_twice, fixed_together_apart, apart_and_together,
leaders_together, too_many_leaders, too_many_apart, together_too_large, table_too_full.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from trilogue.algorithms.tables.companions import Companions
from trilogue.algorithms.tables.ground import Ground, balanced_sizes
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
        yield from _seats(ground, companions)
        yield from _companions_apart(ground, companions)
        yield from _leaders(ground)
        yield from _all_apart(ground)
        yield from _large_groups(ground, companions)
        yield from _full_tables(ground)


def _error(
    ground: Ground, code: str, place: str, people: list[int], *rules: str, who: str = ""
) -> ProblemError:
    names = tuple(ground.ids[each] for each in people)
    return ProblemError(code, place, who or ", ".join(names), people=names, rules=rules)


def _nobody_to_meet(ground: Ground) -> Iterator[ProblemError]:
    there = sorted({who for number in ground.open_rounds for who in ground.present[number]})
    if not there:
        yield ProblemError("nobody_there", "people", rules=("absent",) if ground.size else ())
    elif len(there) == 1:
        yield _error(ground, "one_person", "people", there)
    elif len({ground.country[who] for who in there}) == 1 and _all_colleagues(ground, there):
        country = ground.countries[ground.country[there[0]]]
        yield _error(ground, "one_country", "people", there[:2], "country", "known", who=country)


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


def _seats(ground: Ground, companions: Companions) -> Iterator[ProblemError]:
    """Fixed seats against absences, against each other, and against rules on who sits with whom."""
    for number in ground.open_rounds:
        seats = _fixed_in(ground, number)
        there = set(ground.present[number]) if seats else set()
        for who, tables in sorted(seats.items()):
            if who not in there:
                yield _error(ground, "fixed_absent", "fixed", [who], "fixed", "absent")
            if len(tables) > 1:
                yield _error(ground, "fixed_twice", "fixed", [who], "fixed")
        yield from _seats_of_companions(ground, companions, seats)
        yield from _same_seats(ground, number)


def _fixed_in(ground: Ground, number: int) -> dict[int, set[int]]:
    index = {who: place for place, who in enumerate(ground.ids)}
    seats: defaultdict[int, set[int]] = defaultdict(set)
    for fixed in ground.problem.fixed:
        if fixed.round == number + 1:
            seats[index[fixed.person]].add(fixed.table)
    return seats


def _seats_of_companions(
    ground: Ground, companions: Companions, seats: dict[int, set[int]]
) -> Iterator[ProblemError]:
    for group in ground.groups if seats else []:
        fixed = [who for who in group if who in seats]
        other = next((who for who in fixed if seats[who] != seats[fixed[0]]), None)
        if other is not None:
            chain = companions.chain(fixed[0], other)
            yield _error(ground, "fixed_together_apart", "fixed", chain, "fixed", "together")


def _same_seats(ground: Ground, number: int) -> Iterator[ProblemError]:
    """Two bound to one table, by a fixed seat of their own or of a companion, who must not share one."""
    pinned = ground.pinned[number]
    leaders = [who for who in sorted(pinned) if ground.leads[who]]
    by_table: dict[int, int] = {}
    for who in leaders:
        first = by_table.setdefault(pinned[who], who)
        if first != who:
            yield _error(ground, "leaders_together", "fixed", [first, who], "fixed", "leaders")
    for one, other in map(ground.unpair, sorted(ground.apart) if pinned else []):
        if one in pinned and pinned[one] == pinned.get(other):
            rules = (
                ("fixed", "apart") if {one, other} <= ground.fixed[number] else ("fixed", "together", "apart")
            )
            yield _error(ground, "fixed_together_apart", "fixed", [one, other], *rules)


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
            yield _error(ground, code, rule, chain, rule, "together")


def _meet(ground: Ground, one: int, other: int) -> bool:
    """Are the two there in one round that is still to come?"""
    return any({one, other} <= set(ground.present[number]) for number in ground.open_rounds)


def _leaders(ground: Ground) -> Iterator[ProblemError]:
    for number in ground.open_rounds:
        leaders = [who for who in ground.present[number] if ground.leads[who]]
        if len(leaders) > ground.problem.tables:
            yield _error(
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
            yield _error(ground, "too_many_apart", "apart", found, *rules)


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
        largest = max(_sizes_of(ground, number))
        for group in ground.groups:
            if len(there.intersection(group)) > largest:
                people = [who for who in companions.nearest(group[0]) if who in there][: largest + 1]
                yield _error(ground, "together_too_large", "together", sorted(people), "together", "sizes")


def _sizes_of(ground: Ground, number: int) -> list[int]:
    return list(ground.capacity[number]) or balanced_sizes(len(ground.present[number]), ground.problem.tables)


def _full_tables(ground: Ground) -> Iterator[ProblemError]:
    """More people bound to a table than it has seats; spread evenly, only so many tables are of the larger size."""
    for number in ground.open_rounds:
        at: defaultdict[int, list[int]] = defaultdict(list)
        for who, table in sorted(ground.pinned[number].items()):
            at[table].append(who)
        sizes = _sizes_of(ground, number)
        if not ground.capacity[number]:
            tables = sorted(at, key=lambda table: (-len(at[table]), table))
            tables += [table for table in range(ground.problem.tables) if table not in at]
            sizes = [size for _, size in sorted(zip(tables, sizes, strict=True))]
        for table, people in sorted(at.items()):
            if len(people) > sizes[table]:
                rules = (
                    ("fixed", "together", "sizes")
                    if set(people) - ground.fixed[number]
                    else ("fixed", "sizes")
                )
                place = f"round {number + 1}, table {table + 1}"
                yield _error(ground, "table_too_full", place, people[: sizes[table] + 1], *rules)
