"""What it costs that people at a table have no common language."""

from operator import add

from trilogue.algorithms.tables.ground import Ground, Tables
from trilogue.algorithms.tables.weights import HARD, INTERPRETER, LACKING_LANGUAGE, TOO_MANY_INTERPRETERS

NEARER = 10
"""A tenth of the price of one interpreter too many for everybody who lacks the language of a table too many."""


class Talk:
    """How many people at each table lack even its best shared language, and at how many tables anybody does."""

    def __init__(self, ground: Ground, rounds: list[Tables]) -> None:
        hard = ground.problem.language == "hard"
        limit = ground.problem.interpreters
        self._limit = limit or 0
        self._too_many = (HARD if hard else TOO_MANY_INTERPRETERS) if limit is not None else 0
        self._price = HARD // INTERPRETER if hard and limit is None else 1
        self._tongues = ground.tongues
        self._languages = max((mask.bit_length() for mask in ground.tongues), default=0)
        self._turns: dict[tuple[int, int], list[int]] = {}
        self._sizes = [list(map(len, tables)) for tables in rounds]
        self._spoken = [[self._speakers(table) for table in tables] for tables in rounds]
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
        after = self._lacking_after(number, here, one, other)
        behind = self._lacking_after(number, there, other, one)
        cost = self._price * (PRICES[after] - PRICES[before] + PRICES[behind] - PRICES[beside])
        more = (after > 0) + (behind > 0) - (before > 0) - (beside > 0)
        if self._too_many and self._interpreted[number] + max(more, 0) > self._limit:
            then = lacking[:]
            then[here], then[there] = after, behind
            cost += self._excess(then) - self._excess(lacking)
        return cost

    def _excess(self, lacking: list[int]) -> int:
        """For every table too many, and for whoever must still leave those that come nearest to a language."""
        needing = sorted(filter(None, lacking))
        over = max(0, len(needing) - self._limit)
        return self._too_many * over + self._too_many // NEARER * sum(needing[:over])

    def swap(self, number: int, one: int, other: int, here: int, there: int) -> None:
        if self._tongues[one] == self._tongues[other]:
            return
        lacking, spoken = self._lacking[number], self._spoken[number]
        for table, leaving, joining in ((here, one, other), (there, other, one)):
            after = self._lacking_after(number, table, leaving, joining)
            self._interpreted[number] += (after > 0) - (lacking[table] > 0)
            lacking[table] = after
            spoken[table] = list(map(add, spoken[table], self._turn(leaving, joining)))

    def _lacking_after(self, number: int, table: int, leaving: int, joining: int) -> int:
        spoken = map(add, self._spoken[number][table], self._turn(leaving, joining))
        return self._sizes[number][table] - max(spoken, default=0)

    def _turn(self, leaving: int, joining: int) -> list[int]:
        """How many more speak each language when one goes and the other comes."""
        tongues = self._tongues[leaving], self._tongues[joining]
        turn = self._turns.get(tongues)
        if turn is None:
            languages = range(self._languages)
            turn = [(tongues[1] >> voice & 1) - (tongues[0] >> voice & 1) for voice in languages]
            self._turns[tongues] = turn
        return turn

    def _speakers(self, table: list[int]) -> list[int]:
        languages = range(self._languages)
        return [sum(self._tongues[who] >> voice & 1 for who in table) for voice in languages]


class _Prices(dict[int, int]):
    """The price of a table where so many people lack even the best shared language."""

    def __missing__(self, lacking: int) -> int:
        self[lacking] = INTERPRETER + LACKING_LANGUAGE * lacking if lacking else 0
        return self[lacking]


PRICES = _Prices()
