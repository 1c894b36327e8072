"""What each table owes besides contacts: people of every country, one leader, a common language, and to who was
told a seat that seat. Whole numbers; lower is better.
"""

from trilogue.algorithms.tables.ground import Ground, Tables
from trilogue.algorithms.tables.talk import Talk
from trilogue.algorithms.tables.weights import (
    ABSENT_COUNTRY,
    AIM,
    CROSS,
    HARD,
)


class Duties:
    """Where an `origin` is given, a person away from the table they had there costs more than any contact is worth."""

    def __init__(self, ground: Ground, rounds: list[Tables], origin: list[Tables] | None) -> None:
        self._country = ground.country
        self._leads = ground.leads
        self._presence = {"off": 0, "soft": ABSENT_COUNTRY, "hard": HARD}[ground.problem.presence]
        self._talk = Talk(ground, rounds) if ground.problem.language != "off" else None
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
