"""Geometry of the network's pictures: ties by edition, the distribution, governments on a circle. In viewBox units."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import pi

from trilogue.algorithms.ties.brokerage import Band
from trilogue.algorithms.ties.growth import Pair
from trilogue.algorithms.ties.layout import GAP, circle
from trilogue.documents.charts import pattern

MOST_POINTS = 60
"""Governments that a picture can number legibly."""
MOST_LINES = 240


@dataclass(frozen=True)
class Reached:
    """An edition's bar: of the whole width `possible`, first what is new, then what was renewed."""

    top: int
    possible: int
    new: int
    renewed: int


def reached(rows: Sequence[tuple[int, int, int]], *, width: int = 400) -> list[Reached]:
    """One bar for each (possible, new, renewed); the widest is the edition with most possible ties."""
    most = max((possible for possible, _new, _renewed in rows), default=0) or 1
    return [
        Reached(
            index * 74,
            round(width * possible / most),
            round(width * new / most),
            round(width * (new + renewed) / most) - round(width * new / most),
        )
        for index, (possible, new, renewed) in enumerate(rows)
    ]


@dataclass(frozen=True)
class Column:
    left: int
    height: int
    count: int


def columns(bands: Sequence[Band], *, height: int = 160, step: int = 80) -> list[Column]:
    most = max((each.count for each in bands), default=0) or 1
    return [
        Column(index * step, round(height * each.count / most), each.count)
        for index, each in enumerate(bands)
    ]


@dataclass(frozen=True)
class Point:
    """A government, under its number in the list beside the picture."""

    key: str
    number: int
    pattern: str
    x: float
    y: float


@dataclass(frozen=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    width: float


@dataclass(frozen=True)
class Web:
    """Around (0, 0); `reach` is how far it goes on every side, and `least` the ties from which a line is drawn."""

    points: tuple[Point, ...]
    lines: tuple[Line, ...]
    reach: int
    least: int


def web(groups: Sequence[tuple[str, Sequence[str]]], ties: Mapping[Pair, int]) -> Web:
    """Governments by country, in the order given, on one circle; a line's width grows with the ties."""
    places = sum(len(keys) for _, keys in groups) + GAP * len(groups)
    radius = max(140.0, places * 34 / (2 * pi))
    spots = circle([keys for _, keys in groups], radius=radius)
    ordered = [(code, key) for code, keys in groups for key in keys]
    points = tuple(
        Point(key, number, pattern(code), spots[key].x, spots[key].y)
        for number, (code, key) in enumerate(ordered, start=1)
    )
    least = _least(ties.values())
    lines = tuple(
        Line(spots[one].x, spots[one].y, spots[other].x, spots[other].y, min(0.5 + count / 2, 8.0))
        for (one, other), count in sorted(ties.items())
        if one in spots and other in spots and count >= least
    )
    return Web(points, lines, round(radius) + 20, least)


def _least(counts: Collection[int]) -> int:
    """The smallest number of ties from which no more lines come than a picture can show, or else the largest."""
    known = sorted(counts, reverse=True)
    if len(known) <= MOST_LINES:
        return 1
    return min(known[MOST_LINES] + 1, known[0])


def most_tied(ties: Mapping[Pair, int], *, most: int = MOST_POINTS) -> list[str]:
    """The governments with most ties, those with as many by key."""
    totals: dict[str, int] = {}
    for pair, count in ties.items():
        for key in pair:
            totals[key] = totals.get(key, 0) + count
    return sorted(totals, key=lambda key: (-totals[key], key))[:most]
