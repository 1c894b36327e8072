"""Draws swaps and makes those that the heat allows."""

from random import Random

from trilogue.algorithms.tables.heat import CHANCES, LEVELS
from trilogue.algorithms.tables.journal import Swap
from trilogue.algorithms.tables.last_round import LastRound
from trilogue.algorithms.tables.seating import Seating

SAMPLES = 200
GROUPS_SELDOM = 3
"""A group's move is made to learn its cost, and so is tried only once in 2 ** 3 draws."""
POOL = 3
"""So many tolerances a person are dealt at once."""


class Swaps:
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
        one_kind = len(set(seating.duties.kind)) == 1
        self._scan = seating if isinstance(seating, LastRound) and one_kind else None
        """Where everybody's best partner is quickly known, partners are not drawn."""
        self._pool: list[int] = []
        self._pool_heat = -1
        self._allowed: list[int] = []

    @property
    def scanning(self) -> bool:
        return self._scan is not None

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
        if self._scan is not None and not self._grouped[one]:
            other = self._scan.best_partner(one, self._allowances(heat))
        if where[one] == where[other]:
            return []
        if self._grouped[one] or self._grouped[other]:
            return [] if self._bits(GROUPS_SELDOM) else self._attempt_group(number, one, other, heat)
        most = self._tolerance(heat)
        cost = seating.swap_cost(number, one, other, most)
        if cost > (most if self._scan is None else self._allowed[other]):
            return []
        seating.swap(number, one, other, cost)
        return [(number, one, other)]

    def _allowances(self, heat: int) -> list[int]:
        """A tolerance for each person; the same many are dealt again from another place while the heat lasts."""
        size = len(self._grouped)
        if heat != self._pool_heat:
            self._pool_heat = heat
            self._pool = [self._tolerance(heat) for _ in range(POOL * size)]
        start = self._bits(32) * ((POOL - 1) * size) >> 32
        self._allowed = self._pool[start : start + size]
        return self._allowed

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
