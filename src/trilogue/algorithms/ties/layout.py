"""Where each point of a drawn network stands: on one circle, in the order given, with gaps between the groups.

Positions are rounded to a tenth, so that one network gives one picture on every system.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

GAP = 1.5
"""Between two groups, in places of a point."""


@dataclass(frozen=True)
class Spot:
    x: float
    y: float


def circle(groups: Sequence[Sequence[str]], *, radius: float) -> dict[str, Spot]:
    """Around (0, 0), clockwise from the top; the first group begins there."""
    filled = [group for group in groups if group]
    whole = sum(map(len, filled)) + GAP * (len(filled) if len(filled) > 1 else 0)
    spots, place = {}, GAP / 2 if len(filled) > 1 else 0.0
    for group in filled:
        for each in group:
            angle = 2 * pi * (place + 0.5) / whole - pi / 2
            spots[each] = Spot(_tenth(radius * cos(angle)), _tenth(radius * sin(angle)))
            place += 1
        place += GAP
    return spots


def _tenth(value: float) -> float:
    """Without a negative zero."""
    return round(value, 1) + 0.0
