"""Geometry of the record's pictures: bars, the drawn group, the round table, the sketch map. Pure, in viewBox units.

Positions follow from the figures alone, so one record always gives one picture.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, cos, pi, sin, sqrt

PATTERNED = frozenset({"CN", "JP", "KR"})
"""Countries that have a pattern of their own; the others are filled with the brand colour."""


def pattern(code: str) -> str:
    """The last part of the pattern's id: "cn" for `#p-cn`, "other" where there is none."""
    return code.lower() if code in PATTERNED else "other"


@dataclass(frozen=True)
class Bar:
    code: str
    pattern: str
    count: int
    top: int
    width: int


@dataclass(frozen=True)
class Bars:
    bars: tuple[Bar, ...]
    width: int
    height: int


def bars(counts: Sequence[tuple[str, int]], *, width: int = 400) -> Bars:
    """One horizontal bar a country, in the order given; the scale ends at the next round number."""
    step, full = 74, _round_up(max((count for _, count in counts), default=0))
    drawn = tuple(
        Bar(code, pattern(code), count, index * step, round(width * count / full))
        for index, (code, count) in enumerate(counts)
    )
    return Bars(drawn, width, max(0, len(drawn) * step - 20))


def _round_up(value: int) -> int:
    """The next of 1, 2, 4, 5, 8, 10 times a power of ten."""
    power: int = 10 ** (len(str(max(value, 1))) - 1)
    return next(factor * power for factor in (1, 2, 4, 5, 8, 10) if factor * power >= value)


@dataclass(frozen=True)
class Figure:
    """One person of the drawn group, standing at the middle of the feet."""

    pattern: str
    x: float
    y: float


@dataclass(frozen=True)
class Group:
    figures: tuple[Figure, ...]
    width: int
    height: int
    rows: int
    scale: float


def group(counts: Mapping[str, int], *, width: int = 640, height: int = 300) -> Group:
    """One figure a participant, in rows as for a photograph, countries mixed evenly."""
    order = _mixed(counts)
    rows = max(1, round(sqrt(len(order) * 0.28)))
    longest = ceil(len(order) / rows) + 1
    gap = min(31.5, (width - 20) / (longest + 1))  # rows stand half a gap apart, so that heads show
    scale = gap / 31.5
    last = height - 36
    figures = []
    for row, people in enumerate(_rows(order, rows)):
        y = last - (rows - 1 - row) * 34 * scale
        left = (width - gap * (len(people) - 1)) / 2 + (gap / 4 if row % 2 else -gap / 4)
        for index, code in enumerate(people):
            figures.append(Figure(pattern(code), round(left + index * gap, 1), round(y + 34 * scale, 1)))
    return Group(tuple(figures), width, height, rows, round(scale, 3))


def _mixed(counts: Mapping[str, int]) -> list[str]:
    """Each country's people spread evenly over the whole line."""
    places = [
        ((index + 0.5) / count, code) for code, count in sorted(counts.items()) for index in range(count)
    ]
    return [code for _, code in sorted(places)]


def _rows(order: list[str], rows: int) -> list[list[str]]:
    """Rows from the back, the longer ones in front."""
    size, more = divmod(len(order), rows)
    lengths = [size + (1 if index >= rows - more else 0) for index in range(rows)]
    starts = [sum(lengths[:index]) for index in range(rows)]
    return [order[start : start + length] for start, length in zip(starts, lengths, strict=True)]


@dataclass(frozen=True)
class Seat:
    pattern: str
    x: float
    y: float


@dataclass(frozen=True)
class RoundTable:
    seats: tuple[Seat, ...]
    lines: tuple[tuple[float, float, float, float], ...]


def round_table(codes: Sequence[str], *, seats: int = 8) -> RoundTable:
    """Seats taken by the countries in turn; a line joins any two people of different countries."""
    if not codes:
        return RoundTable((), ())
    around = []
    for index in range(seats):
        angle = 2 * pi * index / seats - pi / 2
        code = codes[index % len(codes)]
        around.append(Seat(pattern(code), round(160 + 112 * cos(angle), 1), round(160 + 112 * sin(angle), 1)))
    lines = tuple(
        (a.x, a.y, b.x, b.y)
        for index, a in enumerate(around)
        for b in around[index + 1 :]
        if a.pattern != b.pattern
    )
    return RoundTable(tuple(around), lines)
