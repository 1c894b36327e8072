"""Who is bound to sit with whom, and through whom."""

from collections import defaultdict, deque

from trilogue.algorithms.tables.ground import Ground


class Companions:
    def __init__(self, ground: Ground) -> None:
        index = {who: number for number, who in enumerate(ground.ids)}
        self._ground = ground
        self._bound: defaultdict[int, set[int]] = defaultdict(set)
        for one, other in ground.problem.together:
            self._bound[index[one]].add(index[other])
            self._bound[index[other]].add(index[one])

    def nearest(self, who: int) -> list[int]:
        """Everybody bound to the person, the person first and whoever is bound through fewer others before."""
        return list(self._reached(who))

    def chain(self, one: int, other: int) -> list[int]:
        """The two and the fewest others through whom they are bound to sit together; empty where they are not."""
        if other not in self._ground.company[one]:
            return []
        before = self._reached(one)
        chain = [other]
        while chain[-1] != one:
            chain.append(before[chain[-1]])
        return chain[::-1]

    def _reached(self, who: int) -> dict[int, int]:
        """Everybody in reach, nearest first, with the person before them on the way."""
        before = {who: who}
        waiting = deque([who])
        while waiting:
            here = waiting.popleft()
            for there in sorted(self._bound[here]):
                if there not in before:
                    before[there] = here
                    waiting.append(there)
        return before
