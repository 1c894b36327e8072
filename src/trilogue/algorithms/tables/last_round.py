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
        movable = set(ground.present[self._last]) - set(ground.pinned[self._last])
        single = [who in movable and len(ground.company[who]) == 1 for who in people]
        self._double = [
            [2 * cost if free else -NO_LIMIT for cost, free in zip(costs, single, strict=True)]
            for costs in self._pairs
        ]
        """Twice what each pair costs; nobody is the partner of who may not move alone."""
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
        where, tables, burden = self.where[number], self.tables[number], self.burden[number]
        here, there = where[one], where[other]
        self.duties.swap(number, one, other, here, there)
        for leaving, joining, table in ((one, other, here), (other, one, there)):
            tables[table].remove(leaving)
            tables[table].append(joining)
            where[joining] = table
        change = list(map(sub, self._pairs[other], self._pairs[one]))
        self._at[here] = list(map(add, self._at[here], change))
        self._at[there] = list(map(sub, self._at[there], change))
        for table in (here, there):
            at = self._at[table]
            for who in tables[table]:
                burden[who] = at[who]
        self.cost += cost

    def best_partner(self, one: int, allowances: list[int]) -> int:
        """With whom a swap would be cheapest, each allowed to cost so much; duties are not asked."""
        where = self.where[self._last]
        at_table = [costs[one] for costs in self._at]
        left = map(sub, self._at[where[one]], self.burden[self._last])
        joined = map(add, left, map(at_table.__getitem__, where))
        margins = list(map(sub, map(sub, joined, self._double[one]), allowances))
        return margins.index(min(margins))


def suits(ground: Ground) -> bool:
    """Is one round left, and do weights say who is to meet whom?"""
    return bool(ground.weights) and len(ground.open_rounds) == 1 and ground.size <= MOST
