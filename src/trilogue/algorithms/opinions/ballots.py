"""The votes that count, in an order that neither their arrival nor the names of the voters can change."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from trilogue.algorithms.opinions.model import (
    ACCEPTED,
    REJECTED,
    Flags,
    Ints,
    Longs,
    Problem,
    Statement,
    Values,
    Words,
    natural,
)

CELLS = 1 << 24
"""So many cells of the table of votes are laid out at once."""
UNSEEN = -2
MULTIPLIER = 0x9E3779B97F4A7C15
SHIFT = 32


@dataclass(frozen=True, slots=True, eq=False)
class Ballots:
    """Rows are voters, ordered by what they voted; columns are statements in the natural order of their ids.

    `voters` stands in the natural order of ids, and row r belongs to voters[owner[r]]. `row`, `column` and `value`
    are the votes that count, by row, then column; those of row r stand from starts[r] to starts[r + 1]. `included`
    marks the statements that shape axes and lists.
    """

    voters: tuple[str, ...]
    statements: tuple[Statement, ...]
    owner: Longs
    starts: Longs
    row: Ints
    column: Ints
    value: Values
    included: Flags

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.voters), len(self.statements)

    def votes_of_rows(self) -> Longs:
        return np.diff(self.starts)

    def votes_on_columns(self) -> Longs:
        return np.bincount(self.column, minlength=len(self.statements))


def count(problem: Problem) -> Ballots:
    """The last vote of every voter on every statement."""
    voters, voter = _in_order(problem.voters, problem.voter)
    names, statement = _in_order([each.id for each in problem.statements], problem.statement)
    by_name = {each.id: each for each in problem.statements}
    statements = tuple(by_name[name] for name in names)
    row, column, value = _last(voter, statement, problem.value, (len(voters), len(statements)))
    starts = np.searchsorted(row, np.arange(len(voters) + 1))
    owner = np.argsort(_content(row, column, value, (len(voters), len(statements))), kind="stable")
    sizes = np.diff(starts)[owner]
    taken = np.repeat(starts[owner] - (np.cumsum(sizes) - sizes), sizes) + np.arange(len(row))
    return Ballots(
        voters=voters,
        statements=statements,
        owner=owner,
        starts=np.concatenate([[0], np.cumsum(sizes)]),
        row=np.repeat(np.arange(len(voters), dtype=np.int32), sizes),
        column=column[taken],
        value=value[taken],
        included=np.array([_included(each, strict=problem.strict) for each in statements], bool),
    )


def _in_order(names: Sequence[str], numbers: Ints) -> tuple[tuple[str, ...], Ints]:
    order = sorted(range(len(names)), key=lambda number: natural(names[number]))
    place = np.empty(len(names), np.int32)
    place[order] = np.arange(len(names), dtype=np.int32)
    return tuple(names[number] for number in order), place[numbers]


def _last(voter: Ints, statement: Ints, value: Values, shape: tuple[int, int]) -> tuple[Ints, Ints, Values]:
    """By voter, then statement. Of repeated places numpy keeps what is assigned last, which is the last vote."""
    voters, statements = shape
    slab = max(1, CELLS // max(1, statements))
    pieces = []
    for first in range(0, voters, slab):
        after = min(first + slab, voters)
        here = slice(None) if after - first == voters else (voter >= first) & (voter < after)
        table = np.full((after - first) * statements, UNSEEN, np.int8)
        cells = (voter[here] - first).astype(np.int64) * statements + statement[here]
        table[cells] = value[here]
        places = np.flatnonzero(table != UNSEEN)
        rows, columns = np.divmod(places, statements)
        pieces.append((rows.astype(np.int32) + np.int32(first), columns.astype(np.int32), table[places]))
    if not pieces:
        return np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0, np.int8)
    row, column, kept = (np.concatenate(each) for each in zip(*pieces, strict=True))
    return row, column, kept


def _content(row: Ints, column: Ints, value: Values, shape: tuple[int, int]) -> Words:
    """A number per voter that depends on the votes alone: a sum in integers modulo 2^64, hence exact.

    Voters of equal votes have equal numbers; that others have is as likely as any collision of 64 bits.
    """
    voters, statements = shape
    weights = _scrambled(np.arange(3 * statements, dtype=np.uint64)).reshape(statements, 3)
    votes = sparse.csr_array(
        (weights[column, value + 1], column, np.searchsorted(row, np.arange(voters + 1))), shape=shape
    )
    numbers: Words = votes @ np.ones(statements, np.uint64)
    return numbers


def _scrambled(numbers: Words) -> Words:
    for _ in range(3):
        numbers = (numbers + np.uint64(1)) * np.uint64(MULTIPLIER)
        numbers ^= numbers >> np.uint64(SHIFT)
    return numbers


def _included(statement: Statement, *, strict: bool) -> bool:
    return not statement.meta and statement.moderated >= (ACCEPTED if strict else REJECTED + 1)
