"""The groups that an analysis found, as they may be shown: a small one as part of the nearest."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from trilogue.algorithms.opinions import Analysis, Problem, analyse
from trilogue.algorithms.opinions.answer import Group
from trilogue.algorithms.opinions.disclosure import drawable_groups
from trilogue.domain.opinions.planning.material import Material

NOBODYS = "-1"
"""The name of the part of those who are in no group, because they hardly voted."""


@dataclass(frozen=True)
class Grouping:
    """`group` says in which group a voter is, `position` where on the map. Who is in no group is in neither."""

    group: Mapping[str, int]
    position: Mapping[str, tuple[float, float]]
    groups: tuple[Group, ...]

    @classmethod
    def of(cls, problem: Problem, analysis: Analysis) -> Self:
        """Where groups were joined, what sets them apart is found anew."""
        drawn = drawable_groups(
            {each.id: each.size for each in analysis.groups},
            {each.id: each.centre for each in analysis.groups},
        )
        found = dict(zip(analysis.voters, analysis.group.tolist(), strict=True))
        group = {voter: drawn[each] for voter, each in found.items() if each in drawn}
        joined = any(each != host for each, host in drawn.items())
        groups = analyse(problem, groups=group).groups if joined else analysis.groups
        places = {
            voter: (x, y)
            for voter, (x, y) in zip(analysis.voters, analysis.positions.tolist(), strict=True)
            if voter in group
        }
        return cls(group, places, groups)

    @property
    def sizes(self) -> Counter[int]:
        return Counter(self.group.values())

    def names(self, material: Material) -> dict[str, str]:
        """The name of each voter's group, as the counts have it."""
        return {voter: str(self.group.get(voter, NOBODYS)) for voter in material.country}
