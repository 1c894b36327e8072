"""QR codes as vectors: one closed outline, so that no printer leaves seams between the modules."""

from collections.abc import Sequence
from itertools import pairwise

import segno

Point = tuple[int, int]


def svg(content: str) -> str:
    """The code of a text at error level M as an SVG picture, one unit a module, without its quiet zone."""
    modules = segno.make(content, error="m", micro=False, boost_error=False).matrix
    size = len(modules)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<path fill-rule="evenodd" d="{outline(modules)}"/></svg>'
    )


def outline(modules: Sequence[Sequence[int]]) -> str:
    """The path round the dark modules."""
    edges = _edges(modules)
    path = ""
    while edges:
        corners = _turns(_loop(edges))
        path += "M" + "L".join(f"{x} {y}" for x, y in corners) + "Z"
    return path


def _edges(modules: Sequence[Sequence[int]]) -> dict[Point, list[Point]]:
    """Clockwise edges of every dark module from corner to corner, without those that two modules share."""
    found: set[tuple[Point, Point]] = set()
    for y, row in enumerate(modules):
        for x, dark in enumerate(row):
            if dark:
                corners = ((x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y))
                for edge in pairwise(corners):
                    if edge[::-1] in found:
                        found.remove(edge[::-1])
                    else:
                        found.add(edge)
    edges: dict[Point, list[Point]] = {}
    for first, last in sorted(found):
        edges.setdefault(first, []).append(last)
    return edges


def _loop(edges: dict[Point, list[Point]]) -> list[Point]:
    """Takes one closed line out of the edges."""
    point = next(iter(edges))
    points = []
    while point in edges:
        points.append(point)
        after = edges[point].pop()
        if not edges[point]:
            del edges[point]
        point = after
    return points


def _turns(points: list[Point]) -> list[Point]:
    """Those points of a closed line of unit steps where it changes direction."""
    around = zip(points[-1:] + points[:-1], points, points[1:] + points[:1], strict=True)
    return [here for before, here, after in around if before[0] != after[0] and before[1] != after[1]]
