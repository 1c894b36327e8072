"""A matrix between governments that may be given away: no small cell in it, and none that its sums betray.

Primary: a cell of 1 to 4 pairs is withheld, as is a sum below five, and all of a row about fewer than five people.
Governments with fewer than five people are put together by country before (`pooled`), so that no row is about one
person. Complementary: every row's sum is known, so what is withheld are the unknowns of as many equations. Seen as a
graph (rows are points, withheld cells lines) a line can be worked out exactly when taking it away makes one more
bipartite part among those whose sums are all known, for that is when the rank of the equations falls. For each such
line the smallest cell beside it is withheld as well, until there is none.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

LEAST = 5
Cell = tuple[str, str]
"""Two rows of a symmetric matrix, the lower first."""


@dataclass(frozen=True)
class Matrix:
    """What may be shown. A withheld cell or sum stands in `withheld` or `sums_withheld`; what is nowhere is zero."""

    cells: Mapping[Cell, int]
    sums: Mapping[str, int]
    withheld: frozenset[Cell]
    sums_withheld: frozenset[str]


def pooled(people: Mapping[str, int], country: Mapping[str, str], *, least: int = LEAST) -> dict[str, str]:
    """For each government the row it is counted in: its own, or its country's for those with few people."""
    return {each: each if people[each] >= least else country[each] for each in people}


def protect(cells: Mapping[Cell, int], *, small: Collection[str] = (), least: int = LEAST) -> Matrix:
    """`cells` are the pairs between every two rows, `small` the rows that are about fewer than five people.

    Nothing is ever withheld that is zero.
    """
    known = {cell: count for cell, count in sorted(cells.items()) if count}
    sums = _sums(known)
    open_rows = frozenset(row for row, total in sums.items() if total < least or row in small)
    withheld = {cell for cell, count in known.items() if count < least or not open_rows.isdisjoint(cell)}
    while betrayed := sorted(_betrayed(withheld, open_rows)):
        beside = {_smallest_beside(cell, known, withheld) for cell in betrayed}
        if not (beside := beside - {None}):
            open_rows |= {row for cell in betrayed for row in cell}
        withheld |= {cell for cell in beside if cell}
    return Matrix(
        {cell: count for cell, count in known.items() if cell not in withheld},
        {row: total for row, total in sums.items() if row not in open_rows},
        frozenset(withheld),
        open_rows,
    )


def _sums(cells: Mapping[Cell, int]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for (one, other), count in cells.items():
        sums[one] += count
        sums[other] += count
    return sums


def _smallest_beside(cell: Cell, known: Mapping[Cell, int], withheld: set[Cell]) -> Cell | None:
    beside = [each for each in known if each not in withheld and set(each) & set(cell)]
    return min(beside, key=lambda each: (known[each], each), default=None)


def _betrayed(withheld: Iterable[Cell], open_rows: frozenset[str]) -> Iterator[Cell]:
    """The withheld cells that the sums determine."""
    lines = set(withheld)
    before = _bipartite_parts(lines, open_rows, lines)
    for each in lines:
        if _bipartite_parts(lines - {each}, open_rows, lines) > before:
            yield each


def _bipartite_parts(lines: set[Cell], open_rows: frozenset[str], points: Iterable[Cell]) -> int:
    """How many parts of the graph have two sides, no line within one, and no row whose sum is unknown."""
    around: dict[str, list[str]] = defaultdict(list)
    for one, other in lines:
        around[one].append(other)
        around[other].append(one)
    side: dict[str, bool] = {}
    return sum(
        _is_bipartite(point, around, side, open_rows)
        for point in sorted({row for cell in points for row in cell})
        if point not in side
    )


def _is_bipartite(
    start: str, around: Mapping[str, list[str]], side: dict[str, bool], open_rows: frozenset[str]
) -> bool:
    side[start], waiting, sound = True, [start], start not in open_rows
    while waiting:
        here = waiting.pop()
        for each in around.get(here, ()):
            if each not in side:
                side[each] = not side[here]
                waiting.append(each)
                sound = sound and each not in open_rows
            elif side[each] == side[here]:
                sound = False
    return sound
