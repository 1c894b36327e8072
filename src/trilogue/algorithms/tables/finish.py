"""The last aims, by swaps that cost nothing of the earlier ones: whom the plan serves worst is served better, then
role, gender and region are spread over the tables.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from trilogue.algorithms.tables.seating import ACROSS, Seating

LOOKS = 1_500_000
"""So many neighbours are asked at most, over all swaps that are looked at."""


def finish(seating: Seating, at_most: list[int]) -> None:
    """`at_most`: how many people of other countries each person could meet at best. The seating is changed in place."""
    aims = _LastAims(seating, at_most)
    looks = 0
    changed = True
    while changed:
        changed = False
        for number, one, other in _exchanges(seating):
            looks += aims.neighbours(number, one, other)
            if looks > LOOKS:
                return
            changed |= aims.improve(number, one, other)


def _exchanges(seating: Seating) -> Iterator[tuple[int, int, int]]:
    """Every two people with no companions and no fixed seat, in every round to come."""
    ground = seating.ground
    for number in ground.open_rounds:
        free = [
            who
            for who in ground.present[number]
            if len(ground.company[who]) == 1 and who not in ground.pinned[number]
        ]
        for one, other in combinations(free, 2):
            yield number, one, other


class _LastAims:
    def __init__(self, seating: Seating, at_most: list[int]) -> None:
        self._seating = seating
        self._traits = seating.ground.traits
        self._short = [most - met for most, met in zip(at_most, _met(seating), strict=True)]
        """How many fewer each person meets than could be."""

    def neighbours(self, number: int, one: int, other: int) -> int:
        tables, where = self._seating.tables[number], self._seating.where[number]
        return len(tables[where[one]]) + len(tables[where[other]])

    def improve(self, number: int, one: int, other: int) -> bool:
        """Make the swap if it costs no contact and serves the last aims."""
        seating = self._seating
        where = seating.where[number]
        if where[one] == where[other] or seating.swap_cost(number, one, other, 0) != 0:
            return False
        here, there = seating.tables[number][where[one]], seating.tables[number][where[other]]
        changes = self._changes(one, here, there, other) + self._changes(other, there, here, one)
        fewer: Counter[int] = Counter()
        for who, less in changes:
            fewer[who] += less
        shortage = sum((self._short[who] + less) ** 2 - self._short[who] ** 2 for who, less in fewer.items())
        if sum(fewer.values()) > 0 or (shortage, self._imbalance(one, other, here, there)) >= (0, 0):
            return False
        seating.swap(number, one, other, 0)
        for who, less in fewer.items():
            self._short[who] += less
        return True

    def _changes(self, who: int, here: list[int], there: list[int], other: int) -> list[tuple[int, int]]:
        """By how many contacts the person and each neighbour are worse off."""
        seating = self._seating
        changes = []
        for neighbour in here:
            if neighbour != who and seating.first_across(who, neighbour) == ACROSS:
                changes += [(who, 1), (neighbour, 1)]
        for neighbour in there:
            if neighbour != other and seating.first_across(who, neighbour) == 0:
                changes += [(who, -1), (neighbour, -1)]
        return changes

    def _imbalance(self, one: int, other: int, here: list[int], there: list[int]) -> int:
        """By how many more pairs of one role, gender or region would share a table."""
        more = 0
        for trait in self._traits:
            if trait[one] != trait[other]:
                for who, leaving, joining in ((one, here, there), (other, there, here)):
                    if trait[who] is not None:
                        more += sum(trait[each] == trait[who] for each in joining)
                        more -= sum(trait[each] == trait[who] for each in leaving) - 1
        return more


def _met(seating: Seating) -> list[int]:
    """How many people of other countries each person meets for the first time."""
    met: list[set[int]] = [set() for _ in range(seating.ground.size)]
    for pair in seating.ground.pairs_at(table for tables in seating.tables for table in tables):
        one, other = seating.ground.unpair(pair)
        if seating.ground.is_cross(pair) and not seating.ground.acquainted(pair):
            met[one].add(other)
            met[other].add(one)
    return [len(others) for others in met]
