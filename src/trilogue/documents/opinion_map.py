"""The map of opinions as a picture: a mark for each person, another shape for each group, a line round the group.

Pure, in viewBox units. What lies on one spot is spread a little, so that every mark can be seen; where the marks of a
group end and begin follows from the places alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import atan2, cos, hypot, pi, sin, sqrt

from trilogue.documents.sketch_map import Box, text_width
from trilogue.domain.opinions.queries import Group, Point

WIDTH, HEIGHT = 480, 320
MIDDLE = (240.0, 160.0)
REACH = (205.0, 120.0)
MARGIN = 16.0
LABEL = 17
MARK, SMALLEST = 4.6, 1.4
MANY = 150
"""So many marks of full size fit."""
SHAPES = ("circle", "square", "triangle", "diamond", "cross")
GOLDEN = pi * (3 - sqrt(5))
Place = tuple[float, float]


@dataclass(frozen=True)
class Cluster:
    """A group as drawn: `marks` and `outline` are paths, `x` and `y` the middle of the label's foot."""

    number: int
    size: int
    shape: str
    marks: str
    outline: str
    label: str
    x: float
    y: float


@dataclass(frozen=True)
class OpinionMap:
    width: int
    height: int
    clusters: tuple[Cluster, ...]


def opinion_map(groups: Sequence[Group], points: Sequence[Point], labels: Sequence[str]) -> OpinionMap | None:
    """`labels` are the words at each group. None where there is nothing to draw."""
    if not points:
        return None
    unit = _unit(points)
    places = _spread([(MIDDLE[0] + each.x * unit, MIDDLE[1] - each.y * unit) for each in points])
    members = {
        group.number: [
            place for place, point in zip(places, points, strict=True) if point.group == group.number
        ]
        for group in groups
    }
    size = max(SMALLEST, MARK * min(1.0, sqrt(MANY / len(points))))
    outlines = {number: _around(found) for number, found in members.items()}
    taken: list[Box] = []
    clusters = []
    for group, label in zip(groups, labels, strict=True):
        box = _label_box(label, outlines[group.number], places, taken)
        taken.append(box)
        shape = SHAPES[(group.number - 1) % len(SHAPES)]
        clusters.append(
            Cluster(
                group.number,
                group.size,
                shape,
                "".join(_mark(shape, place, size) for place in members[group.number]),
                _curve(outlines[group.number]),
                label,
                _units((box.left + box.right) / 2),
                _units(box.bottom - 5),
            )
        )
    return OpinionMap(WIDTH, HEIGHT, tuple(clusters))


COLOURS = {
    "circle": 'fill="#1f3f77" fill-opacity=".85"',
    "square": 'fill="none" stroke="#17212b" stroke-width="2"',
    "triangle": 'fill="#5c6771"',
    "diamond": 'fill="#fff" stroke="#1f3f77" stroke-width="2"',
    "cross": 'fill="none" stroke="#17212b" stroke-width="2"',
}


def standalone(drawn: OpinionMap, font: str) -> str:
    """The picture with its own colours, for documents that know no stylesheet. Labels are plain text, escaped."""
    from html import escape

    axes = f'<path d="M10 {MIDDLE[1]:g}H{WIDTH - 10}M{MIDDLE[0]:g} 10V{HEIGHT - 10}" fill="none" stroke="#dedad0"/>'
    parts = [
        f'<path d="{each.outline}" fill="none" stroke="#7f878e" stroke-width="1.5" stroke-dasharray="5 5"/>'
        f'<path d="{each.marks}" {COLOURS[each.shape]}/>'
        for each in drawn.clusters
    ]
    words = [
        f'<text x="{each.x:g}" y="{each.y:g}" text-anchor="middle" font-size="{LABEL}" font-weight="700"'
        f' font-family="{escape(font)}" fill="#17212b">{escape(each.label)}</text>'
        for each in drawn.clusters
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawn.width} {drawn.height}"'
        f' width="{drawn.width}" height="{drawn.height}">{axes}{"".join(parts)}{"".join(words)}</svg>'
    )


def _unit(points: Iterable[Point]) -> float:
    """Both axes have one scale, so that what is close is alike."""
    wide = max(abs(each.x) for each in points) or 1.0
    high = max(abs(each.y) for each in points) or 1.0
    return min(REACH[0] / wide, REACH[1] / high)


def _spread(places: Iterable[Place]) -> list[Place]:
    """The n-th on a spot moves away from it on a spiral."""
    seen: dict[Place, int] = {}
    found = []
    for x, y in places:
        spot = (round(x), round(y))
        count = seen.get(spot, 0)
        seen[spot] = count + 1
        away = 5.2 * sqrt(count)
        found.append((x + away * cos(GOLDEN * count), y + away * sin(GOLDEN * count)))
    return found


def _around(places: Sequence[Place]) -> list[Place]:
    """The corners of a line round these places, at a distance from them: the hull of circles round each."""
    return _hull(
        (x + MARGIN * cos(step * pi / 8), y + MARGIN * sin(step * pi / 8))
        for x, y in _hull(places)
        for step in range(16)
    )


def _hull(places: Iterable[Place]) -> list[Place]:
    """Convex, counter-clockwise: by angle round the lowest place, turning back wherever the line would bend inwards."""
    found = sorted(set(places), key=lambda place: (place[1], place[0]))
    if len(found) < 3:
        return found
    x0, y0 = found[0]
    rest = sorted(found[1:], key=lambda p: (atan2(p[1] - y0, p[0] - x0), hypot(p[0] - x0, p[1] - y0)))
    line = [found[0]]
    for place in rest:
        while len(line) > 1 and _turn(line[-2], line[-1], place) <= 0:
            line.pop()
        line.append(place)
    return line


def _turn(a: Place, b: Place, c: Place) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _curve(corners: Sequence[Place]) -> str:
    return "M" + "L".join(f"{_units(x):g} {_units(y):g}" for x, y in corners) + "Z" if corners else ""


def _label_box(label: str, outline: Sequence[Place], places: Sequence[Place], taken: Sequence[Box]) -> Box:
    """Above, below or beside the group, where it covers least."""
    wide, high = text_width(label, LABEL), LABEL * 1.3
    left, right = min(x for x, _ in outline), max(x for x, _ in outline)
    top, bottom = min(y for _, y in outline), max(y for _, y in outline)
    middle, level = (left + right) / 2, (top + bottom) / 2
    wanted = (
        (middle - wide / 2, top - high),
        (middle - wide / 2, bottom),
        (right + 4, level - high / 2),
        (left - wide - 4, level - high / 2),
        (left, top - high),
        (right - wide, top - high),
        (left, bottom),
        (right - wide, bottom),
    )
    boxes = [_inside(Box(x, y, x + wide, y + high)) for x, y in wanted]
    return min(boxes, key=lambda box: _cost(box, places, taken))


def _inside(box: Box) -> Box:
    dx = max(4 - box.left, 0) - max(box.right - WIDTH + 4, 0)
    dy = max(2 - box.top, 0) - max(box.bottom - HEIGHT + 2, 0)
    return Box(box.left + dx, box.top + dy, box.right + dx, box.bottom + dy)


def _cost(box: Box, places: Iterable[Place], taken: Iterable[Box]) -> float:
    covered = sum(
        box.left - MARK < x < box.right + MARK and box.top - MARK < y < box.bottom + MARK for x, y in places
    )
    return covered + sum(each.overlap(box) for each in taken)


def _mark(shape: str, place: Place, size: float) -> str:
    x, y = _units(place[0]), _units(place[1])
    r, half = _units(size), _units(size * 0.92)
    match shape:
        case "circle":
            return f"M{_units(x - r):g} {y:g}a{r:g} {r:g} 0 1 0 {2 * r:g} 0a{r:g} {r:g} 0 1 0 {-2 * r:g} 0z"
        case "square":
            return f"M{_units(x - half):g} {_units(y - half):g}h{2 * half:g}v{2 * half:g}h{-2 * half:g}z"
        case "triangle":
            return f"M{x:g} {_units(y - 1.2 * r):g}l{_units(1.2 * r):g} {_units(2.1 * r):g}h{_units(-2.4 * r):g}z"
        case "diamond":
            d = _units(1.2 * r)
            return f"M{x:g} {_units(y - d):g}l{d:g} {d:g}l{-d:g} {d:g}l{-d:g} {-d:g}z"
    side = 2 * half
    return f"M{_units(x - half):g} {_units(y - half):g}l{side:g} {side:g}m0 {-side:g}l{-side:g} {side:g}"


def _units(value: float) -> float:
    return round(value, 1) + 0.0
