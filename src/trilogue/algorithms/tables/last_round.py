"""The only round left to seat, where pairs have weights: what two cost each other never changes, and so it pays to
know what everybody would cost at every table.
"""

from operator import add, sub

from trilogue.algorithms.tables.ground import Ground, Tables
from trilogue.algorithms.tables.seating import NO_LIMIT, Seating

MOST = 1_000
"""Every pair's cost is held twice; beyond so many people that is too much."""


class LastRound(Seating):
    """A seating of one open round that answers what a swap costs without asking the neighbours."""

    def __init__(self, ground: Ground, rounds: list[Tables], origin: list[Tables] | None = None) -> None:
        super().__init__(ground, rounds, origin)
        people = range(ground.size)
        self._pairs = [[costs.get(other, 0) for other in people] for costs in self._again]
        self._at = [
            [sum(costs[who] for who in table) for costs in self._pairs] for table in rounds[self._last]
        ]

    def swap_cost(self, number: int, one: int, other: int, _most: int = NO_LIMIT) -> int:
        here, there = self.where[number][one], self.where[number][other]
        burden = self.burden[number]
        cost = (
            self._at[there][one]
            + self._at[here][other]
            - burden[one]
            - burden[other]
            - 2 * self._pairs[one][other]
        )
        kind = self.duties.kind
        if kind[one] != kind[other]:
            cost += self.duties.cost(number, one, other, here, there)
        return cost

    def swap(self, number: int, one: int, other: int, cost: int) -> None:
        here, there = self.where[number][one], self.where[number][other]
        super().swap(number, one, other, cost)
        change = list(map(sub, self._pairs[other], self._pairs[one]))
        self._at[here] = list(map(add, self._at[here], change))
        self._at[there] = list(map(sub, self._at[there], change))


def suits(ground: Ground) -> bool:
    return bool(ground.weights) and len(ground.open_rounds) == 1 and ground.size <= MOST
