"""Contradictions among fixed seats, and between them and other rules."""

from collections import defaultdict
from collections.abc import Iterator

from trilogue.algorithms.tables.companions import Companions
from trilogue.algorithms.tables.ground import Ground, balanced_sizes
from trilogue.algorithms.tables.model import ProblemError


def contradiction(
    ground: Ground, code: str, place: str, people: list[int], *rules: str, who: str = ""
) -> ProblemError:
    names = tuple(ground.ids[each] for each in people)
    return ProblemError(code, place, who or ", ".join(names), people=names, rules=rules)


def clashing_seats(ground: Ground, companions: Companions) -> Iterator[ProblemError]:
    """Fixed seats against absences, against each other, and against rules on who sits with whom."""
    for number in ground.open_rounds:
        seats = _fixed_in(ground, number)
        there = set(ground.present[number]) if seats else set()
        for who, tables in sorted(seats.items()):
            if who not in there:
                yield contradiction(ground, "fixed_absent", "fixed", [who], "fixed", "absent")
            if len(tables) > 1:
                yield contradiction(ground, "fixed_twice", "fixed", [who], "fixed")
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
            yield contradiction(ground, "fixed_together_apart", "fixed", chain, "fixed", "together")


def _same_seats(ground: Ground, number: int) -> Iterator[ProblemError]:
    """Two bound to one table, by a fixed seat of their own or of a companion, who must not share one."""
    pinned = ground.pinned[number]
    leaders = [who for who in sorted(pinned) if ground.leads[who]]
    by_table: dict[int, int] = {}
    for who in leaders:
        first = by_table.setdefault(pinned[who], who)
        if first != who:
            yield contradiction(ground, "leaders_together", "fixed", [first, who], "fixed", "leaders")
    for one, other in map(ground.unpair, sorted(ground.apart) if pinned else []):
        if one in pinned and pinned[one] == pinned.get(other):
            rules = (
                ("fixed", "apart") if {one, other} <= ground.fixed[number] else ("fixed", "together", "apart")
            )
            yield contradiction(ground, "fixed_together_apart", "fixed", [one, other], *rules)


def sizes_of(ground: Ground, number: int) -> list[int]:
    return list(ground.capacity[number]) or balanced_sizes(len(ground.present[number]), ground.problem.tables)


def full_tables(ground: Ground) -> Iterator[ProblemError]:
    """More people bound to a table than it has seats; spread evenly, only so many tables are of the larger size."""
    for number in ground.open_rounds:
        at: defaultdict[int, list[int]] = defaultdict(list)
        for who, table in sorted(ground.pinned[number].items()):
            at[table].append(who)
        sizes = sizes_of(ground, number)
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
                yield contradiction(ground, "table_too_full", place, people[: sizes[table] + 1], *rules)
