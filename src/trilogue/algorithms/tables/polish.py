"""Improve a seating by swaps: annealing whose every decision is made in whole numbers, so that a seed gives one plan
on every system. The heat depends on the step alone, never on how many are to come: stopping early is a prefix.
"""

from collections.abc import Callable
from random import Random

from trilogue.algorithms.tables.seating import Seating

Stop = Callable[[int, int], bool]
"""stop(steps, cost): asked before every step."""

CYCLE = 1 << 16
HOTTEST = 16
COLDEST = 1
HEAT_UNIT = 16
SEEDED = CYCLE // 2
"""The first cycle starts halfway down, so that a good start is not melted."""
GROUPS_SELDOM = 3
"""A group's move is made to learn its cost, and so is tried only once in 2 ** 3 draws."""

Swap = tuple[int, int, int, int]


def polish(seating: Seating, *, stop: Stop, random: Random, finished: Callable[[], bool]) -> int:
    """Leave the best seating found in place and return the steps made. `finished` is asked of each new best."""
    swaps = _Swaps(seating, random)
    best = seating.cost
    since_best: list[Swap] = []
    steps = 0
    done = finished()
    while not done and not stop(steps, best):
        since_best += swaps.attempt(_heat(steps))
        steps += 1
        if seating.cost < best:
            best = seating.cost
            since_best.clear()
            done = finished()
    _undo(seating, since_best)
    return steps


def _heat(steps: int) -> int:
    """Falls evenly within a cycle; each cycle is twice as long as the one before."""
    position = steps + SEEDED
    cycle = CYCLE
    while position >= cycle:
        position -= cycle
        cycle *= 2
    return HOTTEST - (HOTTEST - COLDEST) * position // cycle


def _undo(seating: Seating, swaps: list[Swap]) -> None:
    for number, one, other, cost in reversed(swaps):
        seating.swap(number, one, other, -cost)


class _Swaps:
    """Draws swaps and makes those that the heat allows."""

    def __init__(self, seating: Seating, random: Random) -> None:
        ground = seating.ground
        self._seating = seating
        self._bits = random.getrandbits
        self._company = ground.company
        self._rounds = [number for number in ground.open_rounds if len(ground.present[number]) > 1]
        self._present = ground.present
        self._compatriots = [_by_country(ground.country, present) for present in ground.present]
        self._country = ground.country

    def attempt(self, heat: int) -> list[Swap]:
        """The swaps made, none when they cost more than the heat allows."""
        if not self._rounds:
            return []
        number, one, other = self._draw()
        where = self._seating.where[number]
        if where[one] == where[other]:
            return []
        if len(self._company[one]) > 1 or len(self._company[other]) > 1:
            return [] if self._bits(GROUPS_SELDOM) else self._attempt_group(number, one, other, heat)
        cost = self._seating.swap_cost(number, one, other)
        if cost > self._tolerance(heat):
            return []
        self._seating.swap(number, one, other, cost)
        return [(number, one, other, cost)]

    def _attempt_group(self, number: int, one: int, other: int, heat: int) -> list[Swap]:
        """Who must sit together moves together."""
        tables, where = self._seating.tables[number], self._seating.where[number]
        made: list[Swap] = []
        for leaving, joining in self._partners(one, other, tables[where[one]], tables[where[other]]):
            cost = self._seating.swap_cost(number, leaving, joining)
            self._seating.swap(number, leaving, joining, cost)
            made.append((number, leaving, joining, cost))
        if sum(swap[3] for swap in made) <= self._tolerance(heat):
            return made
        _undo(self._seating, made)
        return []

    def _partners(self, one: int, other: int, here: list[int], there: list[int]) -> list[tuple[int, int]]:
        """The companies of both at their tables, the smaller one filled up with single people beside it."""
        leaving = [who for who in here if who in self._company[one]]
        joining = [who for who in there if who in self._company[other]]
        self._fill(leaving, here, len(joining))
        self._fill(joining, there, len(leaving))
        return list(zip(leaving, joining, strict=False))

    def _fill(self, chosen: list[int], table: list[int], size: int) -> None:
        single = [who for who in sorted(table) if len(self._company[who]) == 1 and who not in chosen]
        while len(chosen) < size and single:
            chosen.append(single.pop(self._below(len(single))))

    def _draw(self) -> tuple[int, int, int]:
        number = self._rounds[self._below(len(self._rounds))]
        present = self._present[number]
        one = present[self._below(len(present))]
        others = self._compatriots[number][self._country[one]] if self._bits(2) else present
        return number, one, others[self._below(len(others))]

    def _below(self, limit: int) -> int:
        return self._bits(32) * limit >> 32

    def _tolerance(self, heat: int) -> int:
        """A whole number that is k units of heat with probability 2 ** -(k + 1)."""
        bits = self._bits(32) | 1 << 32
        return ((bits & -bits).bit_length() - 1) * heat // HEAT_UNIT


def _by_country(country: list[int], people: list[int]) -> dict[int, list[int]]:
    groups: dict[int, list[int]] = {}
    for who in people:
        groups.setdefault(country[who], []).append(who)
    return groups
