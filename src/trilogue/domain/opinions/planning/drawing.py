"""The map: where people stand who voted alike. It shows no delegation and nobody's number.

It is drawn once voting is over, and drawn anew only when so many people's votes differ from those of every map that
was ever drawn that nobody can be told apart by comparing two. Places are rounded, and in the order of their figures:
no order of voters is behind them.
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import groupby
from typing import Any, Self

from trilogue.algorithms.opinions.answer import Group
from trilogue.algorithms.opinions.disclosure import Published, complete
from trilogue.algorithms.opinions.shown import LEAST, Verdict
from trilogue.domain.opinions.planning.grouping import NOBODYS, Grouping
from trilogue.domain.opinions.planning.material import Material

AGAINST = frozenset({Verdict.REJECTS, Verdict.LACKS_MAJORITY})
DIGITS = 2
"""Of a place between -1 and 1."""


@dataclass(frozen=True)
class Drawn:
    """`groups` have a size, and the measures to which they agree and disagree more than others do; `points` are two
    coordinates and the number of the group; `divides` are the measures on which the groups part.
    """

    groups: list[dict[str, Any]]
    points: list[list[float | int]]
    divides: list[int]

    def to_plain(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Drawing:
    """`behind` has, for each map ever drawn, a mark of every voter with all votes. Never shown."""

    drawn: Drawn | None = None
    behind: tuple[frozenset[str], ...] = ()

    def after(self, material: Material, grouping: Grouping, figures: Published) -> "Drawing":
        """The map of now, if it may be drawn. `figures` are those of the measures in a result."""
        marks = _marks(material)
        if len(grouping.group) < LEAST or not all(_may_follow(then, marks) for then in self.behind):
            return self
        behind = self.behind if marks in self.behind else (*self.behind, marks)
        return Drawing(_drawn(grouping, figures), behind)

    def to_plain(self) -> dict[str, Any]:
        drawn = self.drawn.to_plain() if self.drawn else None
        return {"drawn": drawn, "behind": [sorted(each) for each in self.behind]}

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> Self:
        drawn = Drawn(**data["drawn"]) if data["drawn"] else None
        return cls(drawn, tuple(frozenset(each) for each in data["behind"]))


def _marks(material: Material) -> frozenset[str]:
    """One for each voter, that changes with any of the voter's votes."""
    return frozenset(
        sha256(repr((voter, [vote[1:] for vote in votes])).encode()).hexdigest()[:16]
        for voter, votes in groupby(material.votes, key=lambda vote: vote[0])
    )


def _may_follow(then: Collection[str], now: Collection[str]) -> bool:
    before, after = set(then), set(now)
    return before == after or max(len(after - before), len(before - after)) >= LEAST


def _drawn(grouping: Grouping, figures: Published) -> Drawn:
    number = {each.id: place for place, each in enumerate(grouping.groups, start=1)}
    reach = max((abs(each) for place in grouping.position.values() for each in place), default=0.0) or 1.0
    points = [
        [_rounded(x / reach), _rounded(y / reach), number[grouping.group[voter]]]
        for voter, (x, y) in grouping.position.items()
    ]
    public = complete(figures)
    return Drawn(
        groups=[_told(each, public) for each in grouping.groups],
        points=sorted(points, key=lambda point: (point[2], point[0], point[1])),
        divides=_dividing(figures),
    )


def _rounded(coordinate: float) -> float:
    return round(coordinate, DIGITS) + 0.0


def _told(group: Group, public: Collection[str]) -> dict[str, Any]:
    """Measures about the exchange itself, and those of which not all is public, set no group apart."""
    entries = [each for each in group.representative if each.statement in public]
    return {
        "size": group.size,
        "agrees": [int(each.statement) for each in entries if each.side == "agree"],
        "disagrees": [int(each.statement) for each in entries if each.side == "disagree"],
    }


def _dividing(figures: Published) -> list[int]:
    """The measures that one found group supports and of another no majority does, by what is published."""
    found = []
    for statement, finding in figures.statements.items():
        said = {shown.verdict for name, shown in finding.groups.items() if name != NOBODYS}
        if Verdict.SUPPORTS in said and said & AGAINST:
            found.append(int(statement))
    return sorted(found)
