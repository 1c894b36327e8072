"""Two axes on which the voters differ most, and where voters and statements stand on them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from trilogue.algorithms.opinions.ballots import Ballots
from trilogue.algorithms.opinions.krylov import leading
from trilogue.algorithms.opinions.model import AGREE, Floats

AXES = 2
CARRIED = 4
DIGITS = 9
NOTHING = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Map:
    """`weights` is axes x statements, `mean` a vote per statement, `rows` and `statements` positions, `shares` how
    much of the variance each axis explains.
    """

    weights: Floats
    mean: Floats
    rows: Floats
    statements: Floats
    shares: tuple[float, float]


def draw(ballots: Ballots, before: Mapping[str, tuple[float, float]], rng: np.random.Generator) -> Map:
    """Principal components of the votes, where a missing vote counts as its statement's mean.

    Centring makes a missing vote exactly 0, so that the table stays sparse. A voter's position is scaled by
    sqrt(statements / votes), as if all statements had been voted on; statements left out count as voted on by all
    (Polis). A statement stands where somebody stands who has agreed to it and voted on nothing else.
    `before` holds the earlier axes, which keep their direction.
    """
    voters, statements = ballots.shape
    heard = ballots.votes_on_columns()
    mean = np.bincount(ballots.column, ballots.value, statements) / np.maximum(heard, 1)
    mean[~ballots.included] = 0.0
    centred = np.where(ballots.included[ballots.column], ballots.value - mean[ballots.column], 0.0)
    table = sparse.csr_array((centred, ballots.column, ballots.starts), shape=ballots.shape)
    values, weights = _components(table, _start(ballots, before, rng))
    _point(weights, ballots, before)
    total = float((table.data**2).sum())
    columns = int((heard > 0).sum())
    left_out = int(((heard > 0) & ~ballots.included).sum())
    voted = np.bincount(ballots.row, ballots.included[ballots.column], voters) + left_out
    reach = np.sqrt(columns / np.maximum(voted, 1.0))
    shares = values / total if total else values
    return Map(
        weights=weights,
        mean=mean,
        rows=(table @ weights.T) * reach[:, None],
        statements=((AGREE - mean) * weights * np.sqrt(columns)).T,
        shares=(float(shares[0]), float(shares[1])),
    )


def _components(table: sparse.csr_array, start: Floats) -> tuple[Floats, Floats]:
    turned = table.T.tocsr()

    def times(rows: Floats) -> Floats:
        return np.ascontiguousarray((turned @ (table @ np.ascontiguousarray(rows.T))).T)

    values, weights = (
        leading(times, start, AXES) if table.data.any() else (np.empty(0), np.empty((0, table.shape[1])))
    )
    real = int(np.count_nonzero(values > NOTHING * values.max(initial=0.0)))
    missing = AXES - real
    return (
        np.concatenate([values[:real], np.zeros(missing)]),
        np.concatenate([weights[:real], np.zeros((missing, table.shape[1]))]),
    )


def _start(ballots: Ballots, before: Mapping[str, tuple[float, float]], rng: np.random.Generator) -> Floats:
    rows = rng.random((CARRIED, len(ballots.statements))) - 0.5
    if before:
        known = _aligned(ballots, before)
        rows[:AXES] = np.where(known.any(axis=1, keepdims=True), known, rows[:AXES])
    return rows * ballots.included


def _point(weights: Floats, ballots: Ballots, before: Mapping[str, tuple[float, float]]) -> None:
    """An axis points as before, else to where its weightiest statement (of equal ones the first) is agreed to."""
    known = _aligned(ballots, before)
    for axis in range(AXES):
        along = (weights[axis] * known[axis]).sum()
        if along == 0:
            along = weights[axis][np.abs(weights[axis]).round(DIGITS).argmax()] if weights.shape[1] else 0.0
        if along < 0:
            weights[axis] *= -1


def _aligned(ballots: Ballots, before: Mapping[str, tuple[float, float]]) -> Floats:
    return (
        np.array([before.get(each.id, (0.0, 0.0)) for each in ballots.statements]).reshape(-1, AXES).T.copy()
    )
