"""What no plan can exceed, with the proof beside each figure. Played rounds count as what they gave.

A bound holds for all plans with the table sizes of the plan at hand; those are the sizes asked for, unless the plan
breaks that very rule.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from trilogue.algorithms.tables.ground import Ground, Tables
from trilogue.algorithms.tables.reach import Reach


@dataclass(frozen=True, slots=True)
class Bound:
    """`binding` is "composition" (seats run out) or "availability" (people run out)."""

    value: int
    binding: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """`each` holds for every person the most new people of other countries that they can meet."""

    cross: Bound
    new: Bound
    each: list[int]


def bounds(ground: Ground, rounds: list[Tables], *, obeyed: bool) -> Bounds:
    """The smaller of B1 with B3 and B2 with B4, added to what the frozen rounds gave.

    `obeyed`: the plan keeps people apart, together and leaders separate; a plan that does not is not bound by them.
    """
    coming = [rounds[number] for number in ground.open_rounds]
    played = frozenset(pair for tables in ground.frozen for pair in ground.pairs_at(tables))
    fresh = [pair for pair in played if not ground.acquainted(pair)]
    reach = Reach(ground, coming, played, obeyed=obeyed)
    earned = Counter(who for pair in fresh if ground.is_cross(pair) for who in ground.unpair(pair))
    each = reach.of_each(cross=True)
    cross = _composition(ground, coming, cross=True) - (
        _forced_together(ground, coming, played, cross=True) if obeyed else 0
    )
    new = _composition(ground, coming, cross=False) - max(
        _forced_circles(ground, coming),
        _forced_together(ground, coming, played, cross=False) if obeyed else 0,
    )
    return Bounds(
        cross=_smaller(sum(map(ground.is_cross, fresh)), cross, sum(each) // 2),
        new=_smaller(len(fresh), new, sum(reach.of_each(cross=False)) // 2),
        each=[earned[who] + most for who, most in enumerate(each)],
    )


def _smaller(earned: int, composition: int, availability: int) -> Bound:
    if composition <= availability:
        return Bound(earned + max(composition, 0), "composition")
    return Bound(earned + availability, "availability")


def _composition(ground: Ground, rounds: list[Tables], *, cross: bool) -> int:
    """B1: a round has sum C(s, 2) pairs, s the table sizes. Of these no cross pairs are, at least, the larger of:
    for each country the pairs of its people spread over the tables as evenly as the sizes allow, and for each table
    the pairs of its seats spread over the countries as evenly as can be; C being convex, no other spread has fewer.
    """
    total = 0
    for tables in rounds:
        sizes = [len(table) for table in tables]
        total += sum(map(_pairs, sizes))
        if cross:
            counts = Counter(ground.country[who] for table in tables for who in table)
            by_country = sum(fewest_pairs(count, sizes) for count in counts.values())
            by_table = sum(fewest_pairs(size, list(counts.values())) for size in sizes)
            total -= max(by_country, by_table)
    return total


def _pairs(size: int) -> int:
    return size * (size - 1) // 2


def fewest_pairs(people: int, sizes: Iterable[int]) -> int:
    """Pairs that share a table when people fill tables of these sizes as evenly as can be: always the next one sits
    where fewest sit so far, which adds the fewest pairs, and C(x, 2) being convex no other order ends with fewer.
    """
    pairs = level = 0
    open_tables = sorted(size for size in sizes if size > 0)
    while people > 0 and open_tables:
        step = min(people, len(open_tables))
        pairs += step * level
        people -= step
        level += 1
        while open_tables and open_tables[0] <= level:
            open_tables.pop(0)
    return pairs


def _forced_circles(ground: Ground, rounds: list[Tables]) -> int:
    """B4, pigeonhole: of a circle, whose people all know each other, so many pairs share a table as have B1's even
    spread. Circles are taken largest first, each without who is in one before: then no pair counts twice.
    """
    total = 0
    for tables in rounds:
        sizes = [len(table) for table in tables]
        left = {who for table in tables for who in table}
        for people in sorted(ground.members, key=len, reverse=True):
            if len(people) <= len(tables):
                break
            seated = left.intersection(people)
            left -= seated
            total += fewest_pairs(len(seated), sizes)
    return total


def _forced_together(ground: Ground, rounds: list[Tables], played: frozenset[int], *, cross: bool) -> int:
    """B3: two who sit together in q rounds use q of B1's pairs and are new once, or never if they have met."""
    present = [{who for table in tables for who in table} for tables in rounds]
    total = 0
    for group in ground.groups:
        for one, other in combinations(group, 2):
            pair = ground.pair(one, other)
            shared = sum(one in people and other in people for people in present)
            met = pair in played or ground.acquainted(pair)
            if shared and (ground.is_cross(pair) or not cross):
                total += shared if met else shared - 1
    return total
