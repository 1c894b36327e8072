"""Who stands between others: betweenness after Brandes (2001), and its distribution without anybody in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from trilogue.algorithms.ties.structure import Graph

EXACT = 400
"""With more people, paths are counted from that many of them only, taken evenly from the order of ids."""


def betweenness(network: Graph, *, most: int = EXACT) -> dict[str, float]:
    """The share of shortest paths between two others that go through each person; of several paths, each its part.

    A breadth-first walk from every person counts shortest paths; going back, each passes on to those before them
    what hangs on them. From fewer starts than people the sums are scaled up to all.
    """
    people = list(network)
    n = len(people)
    place = {each: index for index, each in enumerate(people)}
    around = [[place[each] for each in network[person]] for person in people]
    starts = sources(n, most)
    through = [0.0] * n
    for start in starts:
        _add_paths(around, start, through)
    scale = n / (len(starts) * (n - 1) * (n - 2)) if n > 2 else 0.0
    return {each: through[index] * scale for index, each in enumerate(people)}


def sources(n: int, most: int) -> Sequence[int]:
    return range(n) if n <= most else [index * n // most for index in range(most)]


def _add_paths(around: Sequence[Sequence[int]], start: int, through: list[float]) -> None:
    n = len(around)
    distance, paths = [-1] * n, [0] * n
    distance[start], paths[start] = 0, 1
    order = [start]
    for here in order:
        beyond, ways = distance[here] + 1, paths[here]
        for each in around[here]:
            if distance[each] < 0:
                distance[each] = beyond
                order.append(each)
            if distance[each] == beyond:
                paths[each] += ways
    hanging = [0.0] * n
    for here in reversed(order):
        before = distance[here] - 1
        part = (1.0 + hanging[here]) / paths[here]
        for each in around[here]:
            if distance[each] == before:
                hanging[each] += paths[each] * part
        if here != start:
            through[here] += hanging[here]


@dataclass(frozen=True)
class Band:
    """`count` people have a value of at least `low` and below `high`; the last band has no end."""

    low: float
    high: float | None
    count: int


def distribution(values: Iterable[float], limits: Sequence[float], *, least: int) -> list[Band]:
    """How many people have which value, between `limits`; none for fewer than `least` people.

    No band holds fewer than `least` people: a smaller one is joined with the one below it, and the lowest with the
    one above, so that nobody can be told from it.
    """
    known = sorted(values)
    ends = [*limits[1:], None]
    bands = [Band(low, high, _between(known, low, high)) for low, high in zip(limits, ends, strict=True)]
    joined: list[Band] = []
    for band in reversed(bands):
        small = joined and joined[-1].count < least
        joined.append(_together(band, joined.pop()) if small else band)
    if len(joined) > 1 and joined[-1].count < least:
        joined.append(_together(joined.pop(), joined.pop()))
    return joined[::-1] if len(known) >= least else []


def _together(lower: Band, upper: Band) -> Band:
    return Band(lower.low, upper.high, lower.count + upper.count)


def _between(known: Sequence[float], low: float, high: float | None) -> int:
    return sum(low <= each and (high is None or each < high) for each in known)


def middle(values: Mapping[str, float]) -> float:
    """The median: as many have more as have less."""
    known = sorted(values.values())
    half = len(known) // 2
    if not known:
        return 0.0
    return known[half] if len(known) % 2 else (known[half - 1] + known[half]) / 2
