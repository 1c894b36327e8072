"""What somebody can work out who adds and subtracts everything that is published of one statement.

A part (a delegation, or a found group) splits into those who agree, disagree, pass, and those of its known voters who
did not answer. Of every part a range is published for each of the four, of all parts together the exact four sums.
What is possible are the tables with these row and column sums within the ranges. For one part the ranges and its size
make a base polytope, the sum of such polytopes is the base polytope of the sum of their bounds, and its whole points
are sums of whole points (Frank, "Connections in Combinatorial Optimization", 2011, chapter 14). So the least and the
greatest value of a cell follow from one inequality for each of the sixteen sets of columns, without a solver, and are
the same for whole numbers as for fractions: this is the strongest attack there is on these figures.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np

from trilogue.algorithms.opinions.shown import Range, Shown, Tally

COLUMNS: Final = 4
UNANSWERED: Final = 3
SETS: Final = np.array(list(product((0, 1), repeat=COLUMNS)), np.int64)
"""Each set of columns as a row of zeros and ones."""


@dataclass(frozen=True, slots=True)
class Row:
    """A part of `size` known people, with what is published of each of the four columns."""

    size: int
    ranges: tuple[Range, Range, Range, Range]


def row(shown: Shown, size: int) -> Row:
    """The row of what is shown of `size` people."""
    if shown.seen is None or not (shown.agree and shown.disagree and shown.passed):
        return Row(size, ((0, size),) * COLUMNS)
    rest = size - shown.seen
    return Row(size, (shown.agree, shown.disagree, shown.passed, (rest, rest)))


def inferred(rows: Sequence[Row], total: Tally) -> list[list[Range]]:
    """For each row the least and the greatest value of each of its four counts that is possible.

    The truth must be possible; of ranges that no table fits the answer means nothing.
    """
    ranges = np.array([each.ranges for each in rows], np.int64).reshape(-1, COLUMNS, 2)
    low, high = ranges[:, :, 0], ranges[:, :, 1]
    size = np.array([[each.size] for each in rows], np.int64).reshape(-1, 1)
    sums = np.array([total.agree, total.disagree, total.passed, size.sum() - total.seen])
    inside, outside = high @ SETS.T, low @ (1 - SETS).T
    most = np.minimum(inside, size - outside)  # of each row in each set of columns
    needed = SETS @ sums - most.sum(axis=0) + most  # what the other rows cannot hold
    least, greatest = low.copy(), high.copy()
    for column in range(COLUMNS):
        own, has = [column], SETS[:, column] == 1
        floor = (needed - inside + high[:, own])[:, has]
        ceiling = (size - outside + low[:, own] - needed)[:, ~has]
        least[:, column] = np.maximum(low[:, column], floor.max(axis=1))
        greatest[:, column] = np.minimum(high[:, column], ceiling.min(axis=1))
    return [list(zip(*ends, strict=True)) for ends in zip(least.tolist(), greatest.tolist(), strict=True)]


def fits(rows: Sequence[Row], total: Tally) -> bool:
    """Whether there is a table of whole numbers within the ranges of the rows that has these sums."""
    sums = np.array([total.agree, total.disagree, total.passed, sum(each.size for each in rows) - total.seen])
    ranges = np.array([each.ranges for each in rows], np.int64).reshape(-1, COLUMNS, 2)
    size = np.array([[each.size] for each in rows], np.int64).reshape(-1, 1)
    most = np.minimum(ranges[:, :, 1] @ SETS.T, size - ranges[:, :, 0] @ (1 - SETS).T)
    return bool((SETS @ sums <= most.sum(axis=0)).all())


def tells(one: Sequence[Row], other: Sequence[Row], total: Tally) -> bool:
    """Whether two views of the same votes may tell a count that neither says, while their sums are not known.

    A count is in doubt if it can be another one when a single person answers otherwise and both views stay possible.
    """
    doubts = [sums for sums in _near(total) if fits(one, sums) and fits(other, sums)]
    return any(_tells(rows, total, doubts) for rows in (one, other))


def _near(total: Tally) -> Iterator[Tally]:
    """The sums if one person had answered otherwise, or not at all, or one more had."""
    counts = (total.agree, total.disagree, total.passed)
    for step in product((-1, 0, 1), repeat=3):
        near = [count + by for count, by in zip(counts, step, strict=True)]
        if any(step) and abs(sum(step)) <= 1 and min(near) >= 0:
            yield Tally(*near)


def _tells(rows: Sequence[Row], total: Tally, doubts: Sequence[Tally]) -> bool:
    known, others = inferred(rows, total), [inferred(rows, sums) for sums in doubts]
    return any(
        said[0] < said[1] and low == high and all(other[number][column] == (low, high) for other in others)
        for number, each in enumerate(rows)
        for column, said in enumerate(each.ranges[:UNANSWERED])
        for low, high in [known[number][column]]
    )
