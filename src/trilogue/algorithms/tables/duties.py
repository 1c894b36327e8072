"""What each table owes besides contacts: people of every country, one leader, a common language, and to who was
told a seat that seat. Whole numbers; lower is better.
"""

from trilogue.algorithms.tables.ground import Ground, Tables
from trilogue.algorithms.tables.weights import (
    ABSENT_COUNTRY,
    AIM,
    CROSS,
    HARD,
    INTERPRETER,
    LACKING_LANGUAGE,
    TOO_MANY_INTERPRETERS,
)


class Duties:
    """Where an `origin` is given, a person away from the table they had there costs more than any contact is worth."""

    def __init__(self, ground: Ground, rounds: list[Tables], origin: list[Tables] | None) -> None:
        self._country = ground.country
        self._leads = ground.leads
        self._presence = {"off": 0, "soft": ABSENT_COUNTRY, "hard": HARD}[ground.problem.presence]
        self._talk = _Talk(ground, rounds) if ground.problem.language != "off" else None
        self._origin = None if origin is None else [seats(tables, ground.size) for tables in origin]
        self._stay = 4 * (CROSS + 2) * max((len(table) for tables in rounds for table in tables), default=0)
        self._nations = [[self._count(ground, table) for table in tables] for tables in rounds]
        self._leaders = [[sum(ground.leads[who] for who in table) for table in tables] for tables in rounds]
        self.kind = _kinds(ground, staying=origin is not None)

    def cost(self, number: int, one: int, other: int, here: int, there: int) -> int:
        """By how much the duties would cost more if the two changed seats."""
        cost = 0
        if self._country[one] != self._country[other]:
            cost += self._nation_cost(number, one, here, there) + self._nation_cost(
                number, other, there, here
            )
        if self._leads[one] != self._leads[other]:
            cost += self._leader_cost(number, *((here, there) if self._leads[one] else (there, here)))
        if self._talk is not None:
            cost += self._talk.cost(number, one, other, here, there)
        if self._origin is not None:
            cost += self._stay_cost(number, one, here, there) + self._stay_cost(number, other, there, here)
        return cost

    def swap(self, number: int, one: int, other: int, here: int, there: int) -> None:
        for who, leaving, joining in ((one, here, there), (other, there, here)):
            country, leads = self._country[who], self._leads[who]
            self._nations[number][leaving][country] -= 1
            self._nations[number][joining][country] += 1
            self._leaders[number][leaving] -= leads
            self._leaders[number][joining] += leads
        if self._talk is not None:
            self._talk.swap(number, one, other, here, there)

    def _nation_cost(self, number: int, who: int, here: int, there: int) -> int:
        country = self._country[who]
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

    def _count(self, ground: Ground, table: list[int]) -> list[int]:
        counts = [0] * len(ground.countries)
        for who in table:
            counts[self._country[who]] += 1
        return counts


class _Talk:
    """How many people at each table lack even its best shared language, and at how many tables anybody does."""

    def __init__(self, ground: Ground, rounds: list[Tables]) -> None:
        hard = ground.problem.language == "hard"
        limit = ground.problem.interpreters
        self._limit = limit or 0
        self._too_many = (HARD if hard else TOO_MANY_INTERPRETERS) if limit is not None else 0
        self._price = HARD // INTERPRETER if hard and limit is None else 1
        self._voices = [_bits(mask) for mask in ground.tongues]
        self._tongues = ground.tongues
        languages = max((mask.bit_length() for mask in ground.tongues), default=0)
        self._spoken = [[self._speakers(table, languages) for table in tables] for tables in rounds]
        self._lacking = [
            [len(table) - max(spoken, default=0) for table, spoken in zip(tables, row, strict=True)]
            for tables, row in zip(rounds, self._spoken, strict=True)
        ]
        self._interpreted = [sum(map(bool, lacking)) for lacking in self._lacking]

    def cost(self, number: int, one: int, other: int, here: int, there: int) -> int:
        if self._tongues[one] == self._tongues[other]:
            return 0
        lacking = self._lacking[number]
        before, beside = lacking[here], lacking[there]
        after = before + self._change(number, here, one, other)
        behind = beside + self._change(number, there, other, one)
        cost = self._price * (PRICES[after] - PRICES[before] + PRICES[behind] - PRICES[beside])
        more = (after > 0) + (behind > 0) - (before > 0) - (beside > 0)
        if more and self._too_many:
            over = self._interpreted[number] - self._limit
            cost += self._too_many * (max(over + more, 0) - max(over, 0))
        return cost

    def swap(self, number: int, one: int, other: int, here: int, there: int) -> None:
        if self._tongues[one] == self._tongues[other]:
            return
        lacking, spoken = self._lacking[number], self._spoken[number]
        changes = (
            (here, self._change(number, here, one, other)),
            (there, self._change(number, there, other, one)),
        )
        for table, change in changes:
            self._interpreted[number] += (lacking[table] + change > 0) - (lacking[table] > 0)
            lacking[table] += change
        for who, leaving, joining in ((one, here, there), (other, there, here)):
            for voice in self._voices[who]:
                spoken[leaving][voice] -= 1
                spoken[joining][voice] += 1

    def _change(self, number: int, table: int, leaving: int, joining: int) -> int:
        """By how many more people the table would lack a language."""
        before = self._spoken[number][table]
        after = before[:]
        for voice in self._voices[leaving]:
            after[voice] -= 1
        for voice in self._voices[joining]:
            after[voice] += 1
        return max(before, default=0) - max(after, default=0)

    def _speakers(self, table: list[int], languages: int) -> list[int]:
        counts = [0] * languages
        for who in table:
            for voice in self._voices[who]:
                counts[voice] += 1
        return counts


class _Prices(dict[int, int]):
    """The price of a table where so many people lack even the best shared language."""

    def __missing__(self, lacking: int) -> int:
        self[lacking] = INTERPRETER + LACKING_LANGUAGE * lacking if lacking else 0
        return self[lacking]


PRICES = _Prices()


def seats(tables: Tables, size: int) -> list[int]:
    """The table of each person, -1 where they sit nowhere."""
    seat = [-1] * size
    for number, table in enumerate(tables):
        for who in table:
            seat[who] = number
    return seat


def _kinds(ground: Ground, *, staying: bool) -> list[int]:
    """Two of one kind may change seats at no duty's cost. Where people should stay, everybody is a kind."""
    if staying:
        return list(range(ground.size))
    talk = ground.problem.language != "off"
    traits = [
        (ground.country[who], ground.leads[who], ground.tongues[who] if talk else 0)
        for who in range(ground.size)
    ]
    kinds = {trait: number for number, trait in enumerate(sorted(set(traits)))}
    return [kinds[trait] for trait in traits]


def _bits(mask: int) -> tuple[int, ...]:
    return tuple(place for place in range(mask.bit_length()) if mask >> place & 1)
