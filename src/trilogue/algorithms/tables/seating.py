"""A seating that knows what every swap would cost. All figures are whole numbers; lower is better."""

from collections import defaultdict

from trilogue.algorithms.tables.ground import Ground, Tables
from trilogue.algorithms.tables.weights import (
    ABSENT_COUNTRY,
    AIM,
    CROSS,
    HARD,
    INTERPRETER,
    LACKING_LANGUAGE,
    OWN,
    again,
)

LISTED = 500
"""Larger governments are not listed pair by pair for the search, to keep memory linear; the recount knows them."""


class Seating:
    """`cost` falls as the seating improves, counted from 0 at the start; `worth` is 10 * cross + new contacts.

    Where an `origin` is given, a person away from the table they had there costs more than any contact is worth.
    """

    def __init__(self, ground: Ground, rounds: list[Tables], origin: list[Tables] | None = None) -> None:
        self.ground = ground
        self.tables = rounds
        self.cost = 0
        self.worth = 0
        self._met: dict[int, int] = {}
        self._once_more: list[dict[int, int]] = [{} for _ in range(ground.size)]
        self._last_time: list[dict[int, int]] = [{} for _ in range(ground.size)]
        self._special: dict[int, int] = _special_pairs(ground)
        self._presence = {"off": 0, "soft": ABSENT_COUNTRY, "hard": HARD}[ground.problem.presence]
        self._language = {"off": 0, "soft": 1, "hard": HARD // INTERPRETER}[ground.problem.language]
        self._voices = [_bits(mask) for mask in ground.tongues]
        self.where = [_seats(tables, ground.size) for tables in rounds]
        self._origin = None if origin is None else [_seats(tables, ground.size) for tables in origin]
        self._stay = 4 * (CROSS + 2) * max((len(table) for tables in rounds for table in tables), default=0)
        self._nations = [[self._count(table) for table in tables] for tables in rounds]
        self._leaders = [[sum(ground.leads[who] for who in table) for table in tables] for tables in rounds]
        self._spoken = [[self._speakers(table) for table in tables] for tables in rounds]
        self._remember()

    def swap_cost(self, number: int, one: int, other: int) -> int:
        """By how much `cost` would change if the two, who sit at different tables, changed seats in the round."""
        ground = self.ground
        where = self.where[number]
        here, there = where[one], where[other]
        tables = self.tables[number]
        one_more, other_more = self._once_more[one].get, self._once_more[other].get
        one_last, other_last = self._last_time[one].get, self._last_time[other].get
        cost = -2 * one_more(other, 0)
        for neighbour in tables[here]:
            cost += other_more(neighbour, 0) - one_last(neighbour, 0)
        for neighbour in tables[there]:
            cost += one_more(neighbour, 0) - other_last(neighbour, 0)
        if ground.country[one] != ground.country[other]:
            cost += self._nation_cost(number, one, here, there) + self._nation_cost(
                number, other, there, here
            )
        if ground.leads[one] != ground.leads[other]:
            cost += self._leader_cost(number, *((here, there) if ground.leads[one] else (there, here)))
        if self._language and ground.tongues[one] != ground.tongues[other]:
            cost += self._language_cost(number, one, other)
        if self._origin is not None:
            cost += self._stay_cost(number, one, here, there) + self._stay_cost(number, other, there, here)
        return cost

    def swap(self, number: int, one: int, other: int, cost: int) -> None:
        """Change the seats of the two. `cost` is what `swap_cost` said of it."""
        where = self.where[number]
        here, there = where[one], where[other]
        self._leave(number, one, here)
        self._leave(number, other, there)
        self._join(number, one, there)
        self._join(number, other, here)
        where[one], where[other] = there, here
        self.cost += cost

    def _leave(self, number: int, who: int, table: int) -> None:
        people = self.tables[number][table]
        people.remove(who)
        for neighbour in people:
            self._meet(who, neighbour, -1)
        self._tally(number, who, table, -1)

    def _join(self, number: int, who: int, table: int) -> None:
        people = self.tables[number][table]
        for neighbour in people:
            self._meet(who, neighbour, 1)
        people.append(who)
        self._tally(number, who, table, 1)

    def _tally(self, number: int, who: int, table: int, change: int) -> None:
        self._nations[number][table][self.ground.country[who]] += change
        self._leaders[number][table] += change * self.ground.leads[who]
        spoken = self._spoken[number][table]
        for voice in self._voices[who]:
            spoken[voice] += change

    def _meet(self, one: int, other: int, change: int) -> None:
        pair = self.ground.pair(one, other)
        before = self._met.get(pair, 0)
        met = before + change
        worth = CROSS if self.ground.country[one] != self.ground.country[other] else OWN
        if not before or not met:
            self.worth += worth * change
        self._note(one, other, worth, met)

    def _note(self, one: int, other: int, worth: int, met: int) -> None:
        pair = self.ground.pair(one, other)
        special = self._special.get(pair, 0)
        self._met[pair] = met
        self._once_more[one][other] = self._once_more[other][one] = special + again(worth, met)
        self._last_time[one][other] = self._last_time[other][one] = special + again(worth, max(met - 1, 0))

    def _nation_cost(self, number: int, who: int, here: int, there: int) -> int:
        country = self.ground.country[who]
        leaving = self._nations[number][here][country]
        joining = self._nations[number][there][country]
        return AIM * (joining - leaving + 1) + self._presence * ((leaving == 1) - (joining == 0))

    def _leader_cost(self, number: int, here: int, there: int) -> int:
        leaders = self._leaders[number]
        return HARD * (leaders[there] - leaders[here] + 1)

    def _stay_cost(self, number: int, who: int, here: int, there: int) -> int:
        if self._origin is None or self._origin[number][who] < 0:
            return 0
        home = self._origin[number][who]
        return self._stay * ((there != home) - (here != home))

    def _language_cost(self, number: int, one: int, other: int) -> int:
        where, tables, spoken = self.where[number], self.tables[number], self._spoken[number]
        cost = 0
        for table, leaving, joining in ((where[one], one, other), (where[other], other, one)):
            size = len(tables[table])
            before = spoken[table]
            after = before[:]
            for voice in self._voices[leaving]:
                after[voice] -= 1
            for voice in self._voices[joining]:
                after[voice] += 1
            cost += _interpretation(size - max(after, default=0)) - _interpretation(
                size - max(before, default=0)
            )
        return self._language * cost

    def _count(self, table: list[int]) -> list[int]:
        counts = [0] * len(self.ground.countries)
        for who in table:
            counts[self.ground.country[who]] += 1
        return counts

    def _speakers(self, table: list[int]) -> list[int]:
        counts = [0] * max((mask.bit_length() for mask in self.ground.tongues), default=0)
        for who in table:
            for voice in self._voices[who]:
                counts[voice] += 1
        return counts

    def _remember(self) -> None:
        for pair in self._special:
            self._note(*self.ground.unpair(pair), 0, 0)
        for pair in _acquaintances(self.ground):
            one, other = self.ground.unpair(pair)
            self._note(one, other, CROSS if self.ground.is_cross(pair) else OWN, 1)
        for tables in self.tables:
            for pair in self.ground.pairs_at(tables):
                self._meet(*self.ground.unpair(pair), 1)


def _interpretation(lacking: int) -> int:
    """The price of a table where so many people lack even the best shared language."""
    return INTERPRETER + LACKING_LANGUAGE * lacking if lacking else 0


def _special_pairs(ground: Ground) -> dict[int, int]:
    special = dict.fromkeys(sorted(ground.apart), HARD)
    for group in ground.groups:
        for one in group:
            for other in group:
                if one < other:
                    pair = ground.pair(one, other)
                    special[pair] = special.get(pair, 0) - HARD
    return special


def _acquaintances(ground: Ground) -> list[int]:
    """Pairs who know each other, sorted."""
    members: defaultdict[str, list[int]] = defaultdict(list)
    for who, governments in enumerate(ground.governments):
        for government in governments:
            members[government].append(who)
    small = [people for people in members.values() if len(people) <= LISTED]
    return sorted(ground.known.union(ground.pairs_at(small)))


def _seats(tables: Tables, size: int) -> list[int]:
    """The table of each person, -1 where they sit nowhere."""
    seat = [-1] * size
    for number, table in enumerate(tables):
        for who in table:
            seat[who] = number
    return seat


def _bits(mask: int) -> tuple[int, ...]:
    return tuple(place for place in range(mask.bit_length()) if mask >> place & 1)
