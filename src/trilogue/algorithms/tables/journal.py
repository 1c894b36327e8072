"""The best seating so far, kept as the swaps made since; when these grow many, as a copy."""

from trilogue.algorithms.tables.ground import Tables

Swap = tuple[int, int, int]
"""Round, and the two who changed seats."""
MOST = 10_000


class Journal:
    def __init__(self, rounds: list[Tables]) -> None:
        self._rounds = rounds
        self._since: list[Swap] = []
        self._copy: list[Tables] | None = None

    def note(self, swaps: list[Swap]) -> None:
        if self._copy is None:
            self._since += swaps
            if len(self._since) > MOST:
                self._copy = self._best()
                self._since.clear()

    def best(self) -> None:
        """What stands now is the best."""
        self._since.clear()
        self._copy = None

    def restore(self) -> None:
        """Put the best back into the rounds."""
        for tables, best in zip(self._rounds, self._best(), strict=True):
            tables[:] = best

    def _best(self) -> list[Tables]:
        if self._copy is not None:
            return self._copy
        rounds = [[table[:] for table in tables] for tables in self._rounds]
        for number, one, other in reversed(self._since):
            here, there = _with(rounds[number], one), _with(rounds[number], other)
            here[here.index(one)], there[there.index(other)] = other, one
        return rounds


def _with(tables: Tables, who: int) -> list[int]:
    return next(table for table in tables if who in table)
