"""B2 and B4: whom each person could still meet, and beside how many they will sit."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from trilogue.algorithms.tables.ground import Ground, Tables

Rounds = frozenset[int]


class Reach:
    """B2: nobody meets more new people than sit beside them, nor more than are there in some round and have not met
    them; each pair has two ends, so all pairs are at most half the sum. B4: leaders sit at different tables and never
    meet, nor do people who are kept apart, when these rules are obeyed.
    """

    def __init__(self, ground: Ground, rounds: list[Tables], played: frozenset[int], *, obeyed: bool) -> None:
        self._ground = ground
        self._rounds = rounds
        self._presence = _presence(ground, rounds)
        self._crowd = Counter(
            (self._presence[who], ground.country[who]) for who in range(ground.size) if self._presence[who]
        )
        self._leaders = {who for who in range(ground.size) if obeyed and ground.leads[who]}
        self._barred = self._pairs_apart(played | ground.known | (ground.apart if obeyed else frozenset()))

    def of_each(self, *, cross: bool) -> list[int]:
        """For every person the most new people they can meet: of other countries, or of all."""
        unknown = self._unknown(cross=cross)
        beside = self._beside(cross=cross)
        return [min(beside[who], unknown[who]) for who in range(self._ground.size)]

    def _beside(self, *, cross: bool) -> list[int]:
        """Seats beside each person over the rounds: the largest table's, or as many as are there to sit on them."""
        country = self._ground.country
        beside = [0] * self._ground.size
        for tables in self._rounds:
            seats = max(map(len, tables), default=0) - 1
            nations = Counter(country[who] for table in tables for who in table)
            people = sum(nations.values())
            for table in tables:
                for who in table:
                    others = people - (nations[country[who]] if cross else 1)
                    beside[who] += min(seats, others)
        return beside

    def _unknown(self, *, cross: bool) -> list[int]:
        """How many of those who are there in one of a person's rounds they could meet for the first time."""
        country = self._ground.country
        shared: dict[tuple[Rounds, int], int] = {}
        unknown = []
        for who, rounds in enumerate(self._presence):
            if (rounds, country[who]) not in shared:
                shared[rounds, country[who]] = sum(
                    count
                    for (others, nation), count in self._crowd.items()
                    if rounds & others and not (cross and nation == country[who])
                )
            known = sum(
                bool(rounds & self._presence[other]) and not (cross and country[other] == country[who])
                for other in self._acquaintances(who)
            )
            unknown.append(max(0, shared[rounds, country[who]] - (0 if cross else bool(rounds)) - known))
        return unknown

    def _acquaintances(self, who: int) -> set[int]:
        """Whom the person cannot meet for the first time any more, or never may."""
        ground = self._ground
        met: set[int] = set(self._barred[who])
        for circle in ground.circles[who]:
            met.update(ground.members[circle])
        if who in self._leaders:
            met |= self._leaders
        met.discard(who)
        return met

    def _pairs_apart(self, pairs: Iterable[int]) -> defaultdict[int, set[int]]:
        barred: defaultdict[int, set[int]] = defaultdict(set)
        for pair in pairs:
            one, other = self._ground.unpair(pair)
            barred[one].add(other)
            barred[other].add(one)
        return barred


def _presence(ground: Ground, rounds: list[Tables]) -> list[Rounds]:
    """The rounds in which each person has a seat."""
    seated: list[set[int]] = [set() for _ in range(ground.size)]
    for number, tables in enumerate(rounds):
        for table in tables:
            for who in table:
                seated[who].add(number)
    return [frozenset(each) for each in seated]
