"""Who is grouped, and the at most hundred points that stand for all of them."""

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from trilogue.algorithms.opinions.kmeans import means, spread
from trilogue.algorithms.opinions.model import Flags, Floats, Longs

LEAST_VOTES = 7
LEAST_VOTERS = 15
POINTS = 100
ROUNDS = 10
DIGITS = 9


@dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """`rows` are the voters who are grouped, `point` the point that stands for each, `weights` how many it stands
    for.
    """

    rows: Longs
    point: Longs
    points: Floats
    weights: Floats


def grouped(votes: Longs, heard: int, earlier: Flags) -> Longs:
    """The rows of those who voted on at least 7 statements (or on all, if there are fewer), or were grouped earlier.

    If they are fewer than 15, those with the most votes come in as well; all who have as many as the fifteenth,
    so that nobody is left out by name.
    """
    enough = (votes >= max(1, min(LEAST_VOTES, heard))) | (earlier & (votes > 0))
    voting = np.flatnonzero(votes > 0)
    if enough.sum() < LEAST_VOTERS and len(voting):
        fifteenth = np.sort(votes[voting])[::-1][:LEAST_VOTERS][-1]
        enough = enough | (votes >= fifteenth)
    return np.flatnonzero(enough)


def condense(positions: Floats, rows: Longs, before: Longs, rng: np.random.Generator) -> Crowd:
    """Voters at one place are one point; above a hundred places, a hundred base clusters stand for them.

    `before` is the base cluster that each of `rows` belonged to (-1: none); the earlier clusters are continued.
    """
    places, point = np.unique(positions[rows].round(DIGITS) + 0.0, axis=0, return_inverse=True)
    point = point.reshape(-1)
    weights: Floats = np.bincount(point, minlength=len(places)).astype(np.float64)
    if len(places) > POINTS:
        base = _base(places, weights, _continued(positions[rows], before, places, weights, rng))
        used, base = np.unique(base, return_inverse=True)
        middles = means(places, weights, base, len(used))
        return Crowd(rows, base[point], middles, np.bincount(base, weights).astype(np.float64))
    return Crowd(rows, point, places, weights)


def _continued(
    positions: Floats, before: Longs, places: Floats, weights: Floats, rng: np.random.Generator
) -> Floats:
    known = before >= 0
    if not known.any():
        return spread(places, weights, POINTS, rng)
    used, cluster = np.unique(before[known], return_inverse=True)
    kept = means(positions[known], np.ones(int(known.sum())), cluster, len(used))
    if len(kept) >= POINTS:
        return kept[:POINTS]
    nearest = cKDTree(kept).query(places)[0] ** 2
    more = spread(places, weights * nearest + 1e-300, POINTS - len(kept), rng)
    return np.concatenate([kept, more])


def _base(places: Floats, weights: Floats, centres: Floats) -> Longs:
    labels = np.full(len(places), -1)
    for _ in range(ROUNDS):
        nearest = cKDTree(centres).query(places)[1]
        if (nearest == labels).all():
            break
        labels = nearest
        mass = np.bincount(labels, weights, len(centres))
        centres = np.where(mass[:, None] > 0, means(places, weights, labels, len(centres)), centres)
    return labels
