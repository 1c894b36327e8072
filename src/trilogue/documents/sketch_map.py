"""The sketch map: dots true to latitude and longitude on a plain graticule, no coast and no border.

Labels are placed so that they cover neither each other nor a dot, as far as there is room. Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, cos, floor, radians
from unicodedata import east_asian_width

WIDTH = 480
MARGIN = 70
NAME_SIZE, NOTE_SIZE = 18, 15
STEPS = (1, 2, 5, 10, 15, 30)
SIDES = (("start", 20), ("end", -20))
ROUNDS = 6


@dataclass(frozen=True)
class Spot:
    """A place to draw: where it is, what stands at it, and when it was visited (1 is the first stop)."""

    latitude: float
    longitude: float
    name: str
    note: str
    mark: str
    stops: tuple[int, ...]


@dataclass(frozen=True)
class GridLine:
    vertical: bool
    at: float
    label: str


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    radius: int
    spot: Spot
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True)
class SketchMap:
    width: int
    height: int
    grid: tuple[GridLine, ...]
    dots: tuple[Dot, ...]
    path: tuple[str, ...]


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: "Box") -> float:
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, wide) * max(0.0, high)


@dataclass(frozen=True)
class Position:
    """One way to write a label: x and baseline of its first line, its anchor, what it covers, its rank."""

    x: float
    y: float
    anchor: str
    box: Box
    rank: int


@dataclass(frozen=True)
class Frame:
    """Degrees to drawing units: one degree of longitude is shortened by the cosine of the middle latitude."""

    west: float
    north: float
    unit: float
    shortening: float
    height: int

    def x(self, longitude: float) -> float:
        return round((longitude - self.west) * self.unit * self.shortening, 1)

    def y(self, latitude: float) -> float:
        return round((self.north - latitude) * self.unit, 1)


def sketch_map(spots: Sequence[Spot]) -> SketchMap | None:
    """None when there is no place to draw."""
    if not spots:
        return None
    frame = _frame(spots)
    placed = _place_labels([(frame.x(each.longitude), frame.y(each.latitude), each) for each in spots], frame)
    return SketchMap(WIDTH, frame.height, _grid(frame), placed, _path(placed))


def _frame(spots: Sequence[Spot]) -> Frame:
    south, north = _span([each.latitude for each in spots])
    west, east = _span([each.longitude for each in spots])
    shortening = max(0.2, cos(radians((south + north) / 2)))
    wide, high = (east - west) * shortening, north - south
    unit = (WIDTH - 2 * MARGIN) / max(wide, high * 0.8)
    height = round(high * unit + 2 * MARGIN)
    slack = (WIDTH - wide * unit) / 2 / unit / shortening
    return Frame(west - slack, north + MARGIN / unit, unit, shortening, height)


def _span(values: list[float]) -> tuple[float, float]:
    """From the least to the greatest, at least one degree."""
    middle, half = (min(values) + max(values)) / 2, max(0.5, (max(values) - min(values)) / 2)
    return middle - half, middle + half


def _grid(frame: Frame) -> tuple[GridLine, ...]:
    span = max(frame.height / frame.unit, WIDTH / frame.unit / frame.shortening)
    step = next((each for each in STEPS if span / each <= 6), STEPS[-1])
    south = frame.north - frame.height / frame.unit
    east = frame.west + WIDTH / frame.unit / frame.shortening
    meridians = tuple(
        GridLine(True, frame.x(each), f"{abs(each)}° {'E' if each >= 0 else 'W'}")
        for each in range(ceil(frame.west / step) * step, floor(east) + 1, step)
    )
    parallels = tuple(
        GridLine(False, frame.y(each), f"{abs(each)}° {'N' if each >= 0 else 'S'}")
        for each in range(ceil(south / step) * step, floor(frame.north) + 1, step)
    )
    return meridians + parallels


def _place_labels(points: list[tuple[float, float, Spot]], frame: Frame) -> tuple[Dot, ...]:
    """Crowded dots choose first; then every label may choose again until none finds a better position."""
    dots = [Box(x - 16, y - 16, x + 16, y + 16) for x, y, _ in points]
    options = [_positions(*point) for point in points]
    order = sorted(range(len(points)), key=lambda each: (-_crowd(each, points), each))
    chosen: dict[int, Position] = {}
    for _ in range(ROUNDS):
        before = dict(chosen)
        for index in order:
            others = [dot for place, dot in enumerate(dots) if place != index]
            others += [position.box for place, position in chosen.items() if place != index]
            chosen[index] = min(options[index], key=lambda each: (_cost(each.box, others, frame), each.rank))
        if chosen == before:
            break
    return tuple(
        Dot(
            x,
            y,
            14 if len(spot.stops) > 1 else 10,
            spot,
            chosen[index].x,
            chosen[index].y,
            chosen[index].anchor,
        )
        for index, (x, y, spot) in enumerate(points)
    )


def _crowd(index: int, points: list[tuple[float, float, Spot]]) -> float:
    x, y, _ = points[index]
    return sum(
        1 / (1 + abs(x - other[0]) + abs(y - other[1]))
        for place, other in enumerate(points)
        if place != index
    )


def _positions(x: float, y: float, spot: Spot) -> list[Position]:
    """Where a label may stand, the most natural first."""
    wide, high = label_size(spot)
    over, under = y - high - 2, y + 36
    options = [(side, x + reach, y + dy) for dy in (6, -10, 22, -24, 36) for side, reach in SIDES]
    options += [("middle", x, under), ("middle", x, over)]
    options += [
        (side, x + reach, level) for level in (under, over) for side, reach in (("start", 8), ("end", -8))
    ]
    return [
        Position(round(at, 1), round(line, 1), anchor, _box(anchor, at, line, wide, high), rank)
        for rank, (anchor, at, line) in enumerate(options)
    ]


def _box(anchor: str, at: float, line: float, wide: float, high: float) -> Box:
    left = {"start": at, "end": at - wide, "middle": at - wide / 2}[anchor]
    return Box(left - 3, line - NAME_SIZE, left + wide + 3, line - NAME_SIZE + high + 4)


def _cost(box: Box, others: list[Box], frame: Frame) -> float:
    outside = max(0.0, 2 - box.left) + max(0.0, box.right - WIDTH + 2)
    outside += max(0.0, 2 - box.top) + max(0.0, box.bottom - frame.height + 2)
    return outside * 40 + sum(box.overlap(each) for each in others)


def label_size(spot: Spot) -> tuple[float, float]:
    """Width and height of a label of one or two lines, estimated from the kinds of its characters."""
    first = text_width(spot.name, NAME_SIZE) + text_width(spot.mark, NOTE_SIZE) + 6
    second = text_width(spot.note, NOTE_SIZE)
    return max(first, second), NAME_SIZE * 1.15 + (NOTE_SIZE * 1.25 if spot.note else 0)


def text_width(text: str, size: int) -> float:
    return sum(1.0 if east_asian_width(char) in "WF" else 0.62 for char in text) * size


def _path(dots: tuple[Dot, ...]) -> tuple[str, ...]:
    """From stop to stop in their order, each leg bent a little so that a way there and back can be told apart."""
    order = sorted(((stop, dot) for dot in dots for stop in dot.spot.stops), key=lambda each: each[0])
    legs = []
    for (_, a), (_, b) in pairwise(order):
        if (a.x, a.y) != (b.x, b.y):
            bend_x, bend_y = (a.x + b.x) / 2 - (b.y - a.y) * 0.14, (a.y + b.y) / 2 + (b.x - a.x) * 0.14
            legs.append(f"M{a.x:.0f} {a.y:.0f}Q{bend_x:.0f} {bend_y:.0f} {b.x:.0f} {b.y:.0f}")
    return tuple(legs)
