"""A seating that knows what every swap would cost. All figures are whole numbers; lower is better."""

from itertools import combinations

from trilogue.algorithms.tables.duties import Duties
from trilogue.algorithms.tables.ground import Ground, Tables
from trilogue.algorithms.tables.weights import CROSS, HARD, OWN, again

NO_LIMIT = 1 << 62
ACROSS, WITHIN = again(CROSS, 1), again(OWN, 1)
LISTED = 500
"""Larger circles are not listed pair by pair for the search, to keep memory linear; the recount knows them."""


class Seating:
    """`cost` falls as the seating improves, counted from 0 at the start; `worth` is 10 * cross + new contacts.

    `burden[round][who]` is what would be saved if the person left their table: pairs there that met before.
    """

    def __init__(self, ground: Ground, rounds: list[Tables], origin: list[Tables] | None = None) -> None:
        self.ground = ground
        self.tables = rounds
        self.cost = 0
        self.worth = 0
        self.duties = Duties(ground, rounds, origin)
        self.where = [[-1] * ground.size for _ in rounds]
        self.burden = [[0] * ground.size for _ in rounds]
        self._again: list[dict[int, int]] = [{} for _ in range(ground.size)]
        """What it costs to seat two together: nothing if they never met, more the more often; and what is special."""
        self._special: list[dict[int, int]] = [{} for _ in range(ground.size)]
        self._country = ground.country
        self._rising = not ground.weights
        """Do single people never gain by sitting beside somebody?"""
        self._last = ground.open_rounds[0] if len(ground.open_rounds) == 1 else -1
        """The only round to seat, if there is one: no seat in it changes whom people met in the others."""
        self._remember()

    def swap_cost(self, number: int, one: int, other: int, most: int = NO_LIMIT) -> int:
        """By how much `cost` would change if the two, who sit at different tables, changed seats in the round.

        Where nothing can bring it down again, the count ends as soon as it exceeds `most`.
        """
        where, tables, burden = self.where[number], self.tables[number], self.burden[number]
        here, there = where[one], where[other]
        one_again, other_again = self._again[one].get, self._again[other].get
        cost = -burden[one] - burden[other] - 2 * one_again(other, 0)
        kind = self.duties.kind
        if kind[one] != kind[other]:
            cost += self.duties.cost(number, one, other, here, there)
        for neighbour in tables[there]:
            cost += one_again(neighbour, 0)
        if cost > most and self._rising:
            return cost
        for neighbour in tables[here]:
            cost += other_again(neighbour, 0)
        return cost

    def swap(self, number: int, one: int, other: int, cost: int) -> None:
        """Change the seats of the two. `cost` is what `swap_cost` said of it."""
        where = self.where[number]
        here, there = where[one], where[other]
        self._leave(number, one, here)
        self._leave(number, other, there)
        self._join(number, one, there)
        self._join(number, other, here)
        self.duties.swap(number, one, other, here, there)
        self.cost += cost

    def first_across(self, one: int, other: int) -> int | None:
        """What it costs that the two meet; nothing to say of compatriots."""
        if self._country[one] == self._country[other]:
            return None
        return self._again[one].get(other, 0) - self._special[one].get(other, 0)

    def _leave(self, number: int, who: int, table: int) -> None:
        people, burden = self.tables[number][table], self.burden[number]
        mine, special, country = self._again[who], self._special[who], self._country
        again, own, lasting = self._again, country[who], number == self._last
        people.remove(who)
        self.where[number][who] = -1
        burden[who] = 0
        for neighbour in people:
            extra = special.get(neighbour, 0) if special else 0
            first = WITHIN if country[neighbour] == own else ACROSS
            if lasting:
                burden[neighbour] -= mine.get(neighbour, 0)
                self.worth -= first - 1 if mine.get(neighbour, 0) == extra else 0
                continue
            cost = mine[neighbour] - extra
            if cost == first:
                cost = 0
                self.worth -= first - 1
            else:
                cost -= 2
                self._burden_elsewhere(who, neighbour, -first if cost == first else -2)
            burden[neighbour] -= cost + extra
            mine[neighbour] = again[neighbour][who] = cost + extra

    def _join(self, number: int, who: int, table: int) -> None:
        people, burden = self.tables[number][table], self.burden[number]
        mine, special, country = self._again[who], self._special[who], self._country
        again, own, lasting = self._again, country[who], number == self._last
        total = 0
        for neighbour in people:
            saved = mine.get(neighbour, 0)
            total += saved
            burden[neighbour] += saved
            extra = special.get(neighbour, 0) if special else 0
            first = WITHIN if country[neighbour] == own else ACROSS
            if saved == extra:
                self.worth += first - 1
            if lasting:
                continue
            if saved != extra:
                self._burden_elsewhere(who, neighbour, first if saved - extra == first else 2)
            mine[neighbour] = again[neighbour][who] = saved + (first if saved == extra else 2)
        burden[who] = total
        people.append(who)
        self.where[number][who] = table

    def _burden_elsewhere(self, one: int, other: int, change: int) -> None:
        """The rounds where the two sit together now cost more or less each."""
        for where, burden in zip(self.where, self.burden, strict=True):
            if where[one] == where[other] >= 0:
                burden[one] += change
                burden[other] += change

    def _remember(self) -> None:
        for pair in _acquaintances(self.ground):
            one, other = self.ground.unpair(pair)
            first = ACROSS if self._country[one] != self._country[other] else WITHIN
            self._again[one][other] = self._again[other][one] = first
        for pair, cost in special_pairs(self.ground).items():
            one, other = self.ground.unpair(pair)
            self._special[one][other] = self._special[other][one] = cost
            self._again[one][other] = self._again[other][one] = cost + self._again[one].get(other, 0)
        for number, tables in enumerate(self.tables):
            for table, people in enumerate(tables):
                seated = people[:]
                people.clear()
                for who in seated:
                    self._join(number, who, table)


def special_pairs(ground: Ground) -> dict[int, int]:
    """What it costs besides that a pair sits together: hard rules, and given weights."""
    special = {pair: -worth for pair, worth in ground.weights.items()}
    for pair in sorted(ground.apart):
        special[pair] = special.get(pair, 0) + HARD
    for group in ground.groups:
        for one, other in combinations(group, 2):
            pair = ground.pair(one, other)
            special[pair] = special.get(pair, 0) - HARD
    return special


def _acquaintances(ground: Ground) -> list[int]:
    """Pairs who know each other, sorted."""
    small = [people for people in ground.members if len(people) <= LISTED]
    return sorted(ground.known.union(ground.pairs_at(small)))
