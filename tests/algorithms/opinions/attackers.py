"""An attacker who knows everything that is published, by linear programming, and nothing of how it is made."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import add

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array

from trilogue.algorithms.opinions.disclosure import Counts, Finding, Published
from trilogue.algorithms.opinions.shown import Range, Shown, Tally, answers_only

VALUES = 4
"""Agree, disagree, pass, and not answered."""
Place = tuple[str, str, int]
"""Statement, part, value."""
Floats = NDArray[np.float64]
GLANCES = 6


@dataclass
class Attacker:
    """Linear constraints on the unknown counts, and the truth, which the attacker does not have."""

    bounds: list[Range] = field(default_factory=list)
    truth: list[int] = field(default_factory=list)
    places: dict[int, Place] = field(default_factory=dict)
    rows: list[dict[int, float]] = field(default_factory=list)
    known: list[float] = field(default_factory=list)

    def unknown(self, bounds: Range, truth: int) -> int:
        assert bounds[0] <= truth <= bounds[1]
        self.bounds.append(bounds)
        self.truth.append(truth)
        return len(self.bounds) - 1

    def learn(self, row: Mapping[int, float], known: float) -> None:
        self.rows.append(dict(row))
        self.known.append(known)

    def extremes(self, cell: int) -> tuple[float, float]:
        """The least and the greatest value of a cell that is possible."""
        objective = np.zeros(len(self.bounds))
        objective[cell] = 1
        return round(self._solved(objective)[cell], 6), round(self._solved(-objective)[cell], 6)

    def certain(self) -> list[Place]:
        """Every count that is not said exactly and is known all the same.

        A count that differs from the truth in any possible table is none; a few tables at a glance clear most.
        """
        chance = np.random.default_rng(1)
        doubtful = {cell for cell in self.places if self.bounds[cell][0] < self.bounds[cell][1]}
        for _ in range(GLANCES):
            if doubtful:
                point = self._solved(chance.normal(size=len(self.bounds)))
                doubtful -= {cell for cell in doubtful if abs(point[cell] - self.truth[cell]) > 1e-6}
        return [self.places[cell] for cell in sorted(doubtful) if len(set(self.extremes(cell))) == 1]

    def _solved(self, objective: Floats) -> Floats:
        entries = [
            (number, cell, value) for number, row in enumerate(self.rows) for cell, value in row.items()
        ]
        lines, cells, values = zip(*entries, strict=True)
        matrix = csr_array((values, (lines, cells)), shape=(len(self.rows), len(self.bounds)))
        answer = linprog(objective, A_eq=matrix, b_eq=self.known, bounds=self.bounds, method="highs")
        assert answer.status == 0, answer.message
        found: Floats = answer.x
        return found


def attacker(published: Published, counts: Counts, *, rows: bool = False) -> Attacker:
    """Who knows sizes, turnout, every cell and the sums as shown; with `rows` the single votes and their sums too."""
    attack = Attacker()
    for statement, finding in published.statements.items():
        if finding.complete or not rows:
            _learn(attack, statement, published, counts, rows=rows)
    return attack


def bare(published: Published) -> Published:
    """The same without anything but how many answered."""
    return Published(
        published.parts,
        {
            statement: Finding(
                {name: answers_only(shown) for name, shown in finding.delegations.items()},
                {name: answers_only(shown) for name, shown in finding.groups.items()},
                finding.total,
                finding.complete,
            )
            for statement, finding in published.statements.items()
        },
    )


def _learn(attack: Attacker, statement: str, published: Published, counts: Counts, *, rows: bool) -> None:
    finding = published.statements[statement]
    total = reduce(add, counts.delegations[statement].values(), Tally())
    sums = [_sum(attack, total, value, rows=rows) for value in range(3)]
    people: Counter[str] = Counter()
    tallies_of: dict[str, Tally] = {}
    for name, part in published.parts.items():
        people[part] += {**counts.sizes, **counts.turnout}[name]
        tallies_of[part] = tallies_of.get(part, Tally()) + counts.delegations[statement].get(name, Tally())
    for view, sizes, tallies in (
        (finding.delegations, people, tallies_of),
        (finding.groups, counts.group_sizes, counts.groups.get(statement, {})),
    ):
        cells = [
            _part(attack, (statement, name), shown, sizes[name], tallies[name])
            for name, shown in view.items()
        ]
        if cells and finding.complete:
            for value in range(3):
                attack.learn({sums[value]: -1.0, **{each[value]: 1.0 for each in cells}}, 0)


def _sum(attack: Attacker, total: Tally, value: int, *, rows: bool) -> int:
    truth = (total.agree, total.disagree, total.passed)[value]
    return attack.unknown((truth, truth) if rows else (0, total.seen), truth)


def _part(attack: Attacker, place: tuple[str, str], shown: Shown, size: int, tally: Tally) -> list[int]:
    truth = (tally.agree, tally.disagree, tally.passed, size - tally.seen)
    cells = [attack.unknown(*each) for each in zip(_ranges(shown, size), truth, strict=True)]
    attack.places |= {cell: (*place, value) for value, cell in enumerate(cells)}
    attack.learn(dict.fromkeys(cells, 1.0), size)
    return cells


def _ranges(shown: Shown, size: int) -> list[Range]:
    if shown.seen is None or not (shown.agree and shown.disagree and shown.passed):
        return [(0, size)] * VALUES
    return [shown.agree, shown.disagree, shown.passed, (size - shown.seen,) * 2]
