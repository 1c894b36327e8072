"""Improve a seating by swaps: annealing whose every decision is made in whole numbers, so that a seed gives one plan
on every system. The heat depends on the step alone, never on how many are to come: stopping early is a prefix.
"""

from collections.abc import Callable
from random import Random

from trilogue.algorithms.tables.journal import Journal, Swap
from trilogue.algorithms.tables.seating import Seating

Stop = Callable[[int, int], bool]
"""stop(steps, cost): asked before every step."""

CYCLE = 1 << 16
HOTTEST = 24
"""In sixteenths of a unit; twice as much where people of several countries meet, whose contacts weigh more."""
COOLING = 8
"""The coldest is this much colder."""
SAMPLES = 200
WARMTH = 4
"""Given weights have any scale; a quarter of what a swap usually changes is their unit of heat."""
CHANCES = 12
"""Bits of chance that go into a tolerance."""


def _levels() -> list[int]:
    """Of 2 ** 12 equal chances 15 in 16 are above 0, of these 15 in 16 above 1, and so on: in whole numbers alone."""
    above, levels = 1 << CHANCES, [0] * (1 << CHANCES)
    while above:
        above = above * 15 // 16
        for chance in range(above):
            levels[chance] += 1
    return levels


LEVELS = _levels()
SEEDED = CYCLE // 2
"""The first cycle starts halfway down, so that a good start is not melted."""
GROUPS_SELDOM = 3
"""A group's move is made to learn its cost, and so is tried only once in 2 ** 3 draws."""
EVEN = 64
"""The heat is the same for so many steps."""


def polish(seating: Seating, *, stop: Stop, random: Random, finished: Callable[[], bool]) -> int:
    """Leave the best seating found in place and return the steps made. `finished` is asked of each new best."""
    swaps = Swaps(seating, random)
    unit, hottest = swaps.usual_change() // WARMTH or 1, HOTTEST * (1 + (len(seating.ground.countries) > 1))
    journal = Journal(seating.tables)
    best = seating.cost
    steps = heat = 0
    done = finished()
    while not done and not stop(steps, best):
        if not steps % EVEN:
            heat = unit * _heat(steps, hottest)
        made = swaps.attempt(heat)
        steps += 1
        if made:
            journal.note(made)
            if seating.cost < best:
                best = seating.cost
                journal.best()
                done = finished()
    journal.restore()
    return steps


def _heat(steps: int, hottest: int) -> int:
    """Falls evenly within a cycle; each cycle is twice as long as the one before."""
    position = steps + SEEDED
    cycle = CYCLE
    while position >= cycle:
        position -= cycle
        cycle *= 2
    coldest = hottest // COOLING
    return hottest - (hottest - coldest) * position // cycle


class Swaps:
    """Draws swaps and makes those that the heat allows."""

    def __init__(self, seating: Seating, random: Random) -> None:
        ground = seating.ground
        self._seating = seating
        self._bits = random.getrandbits
        self._company = ground.company
        self._grouped = [len(company) > 1 for company in ground.company]
        self._movable = [
            [who for who in ground.present[number] if who not in ground.pinned[number]]
            for number in range(ground.problem.rounds)
        ]
        self._seats = [
            (number, who)
            for number in ground.open_rounds
            if len(self._movable[number]) > 1
            for who in self._movable[number]
        ]
        self._compatriots = [_by_country(ground.country, people) for people in self._movable]
        self._country = ground.country

    def usual_change(self) -> int:
        """The median change of the cost by a swap where pairs have weights, otherwise 1."""
        if not self._seating.ground.weights or not self._seats:
            return 1
        drawn = [self._draw() for _ in range(SAMPLES)]
        where = self._seating.where
        apart = [swap for swap in drawn if where[swap[0]][swap[1]] != where[swap[0]][swap[2]]]
        changes = sorted(abs(self._seating.swap_cost(*swap)) for swap in apart)
        return max(1, changes[len(changes) // 2]) if changes else 1

    def attempt(self, heat: int) -> list[Swap]:
        """The swaps made, none when they cost more than the heat allows."""
        if not self._seats:
            return []
        seating = self._seating
        number, one, other = self._draw()
        where = seating.where[number]
        if where[one] == where[other]:
            return []
        if self._grouped[one] or self._grouped[other]:
            return [] if self._bits(GROUPS_SELDOM) else self._attempt_group(number, one, other, heat)
        most = self._tolerance(heat)
        cost = seating.swap_cost(number, one, other, most)
        if cost > most:
            return []
        seating.swap(number, one, other, cost)
        return [(number, one, other)]

    def _attempt_group(self, number: int, one: int, other: int, heat: int) -> list[Swap]:
        """Who must sit together moves together."""
        seating = self._seating
        tables, where = seating.tables[number], seating.where[number]
        before = seating.cost
        made: list[Swap] = []
        for leaving, joining in self._partners(number, one, other, tables[where[one]], tables[where[other]]):
            seating.swap(number, leaving, joining, seating.swap_cost(number, leaving, joining))
            made.append((number, leaving, joining))
        if seating.cost - before <= self._tolerance(heat):
            return made
        for _, leaving, joining in reversed(made):
            seating.swap(number, joining, leaving, seating.swap_cost(number, joining, leaving))
        return []

    def _partners(
        self, number: int, one: int, other: int, here: list[int], there: list[int]
    ) -> list[tuple[int, int]]:
        """The companies of both at their tables, the smaller one filled up with single people beside it."""
        leaving = [who for who in here if who in self._company[one]]
        joining = [who for who in there if who in self._company[other]]
        self._fill(number, leaving, here, len(joining))
        self._fill(number, joining, there, len(leaving))
        return list(zip(leaving, joining, strict=False))

    def _fill(self, number: int, chosen: list[int], table: list[int], size: int) -> None:
        pinned = self._seating.ground.pinned[number]
        single = [
            who for who in sorted(table) if not self._grouped[who] and who not in chosen and who not in pinned
        ]
        while len(chosen) < size and single:
            chosen.append(single.pop(self._bits(32) * len(single) >> 32))

    def _draw(self) -> tuple[int, int, int]:
        """Rather somebody who sits beside people met before, and rather an exchange within the country."""
        bits, seats = self._bits, self._seats
        number, one = seats[bits(32) * len(seats) >> 32]
        if not self._seating.burden[number][one]:
            number, one = seats[bits(32) * len(seats) >> 32]
        others = self._compatriots[number][self._country[one]] if bits(2) else self._movable[number]
        return number, one, others[bits(32) * len(others) >> 32]

    def _tolerance(self, heat: int) -> int:
        """A whole number of which the logarithm of its chance falls evenly, by one per unit of heat."""
        return LEVELS[self._bits(CHANCES)] * heat >> 8


def _by_country(country: list[int], people: list[int]) -> dict[int, list[int]]:
    groups: dict[int, list[int]] = {}
    for who in people:
        groups.setdefault(country[who], []).append(who)
    return groups
