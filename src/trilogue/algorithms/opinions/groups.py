"""How many groups of opinion there are, who belongs to which, and what keeps both steady over time."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from trilogue.algorithms.opinions.crowd import Crowd
from trilogue.algorithms.opinions.kmeans import means, settle, spread
from trilogue.algorithms.opinions.model import Floats, Longs

FEWEST, MOST = 2, 5
POINTS_PER_GROUP = 12
STARTS = 8
STEADY = 0.02
"""An earlier division of the voters is kept while no other has an inertia that is smaller by more than this share."""
SAME = 1e-9
WINS = 4


@dataclass(frozen=True, slots=True)
class Count:
    """How many groups are shown, which number wins at present and for how many times in a row."""

    shown: int = 0
    winner: int = 0
    wins: int = 0


def _most_groups(crowd: Crowd) -> int:
    """At most 5, 2 and one more for every twelve points, and never more than there are points (Polis)."""
    return min(MOST, FEWEST + len(crowd.points) // POINTS_PER_GROUP, len(crowd.points))


def divisions(crowd: Crowd, before: Mapping[int, Longs], rng: np.random.Generator) -> dict[int, Longs]:
    """For each possible number of groups, the cluster of each point. `before` has earlier clusters of the rows."""
    divided = {k: _divide(crowd, k, before.get(k), rng) for k in range(FEWEST, _most_groups(crowd) + 1)}
    return {k: labels for k, labels in divided.items() if len(np.unique(labels)) == k}


def from_centres(crowd: Crowd, centres: Floats) -> Longs:
    """The clusters that the given centres settle to."""
    labels: Longs = settle(crowd.points, crowd.weights, centres[None])[0][0]
    return labels


def _divide(crowd: Crowd, k: int, before: Longs | None, rng: np.random.Generator) -> Longs:
    starts = [spread(crowd.points, crowd.weights, k, rng) for _ in range(STARTS)]
    continued = before is not None and len(np.unique(before[before >= 0])) == k
    if before is not None and continued:
        known = before >= 0
        starts.insert(0, means(crowd.points[crowd.point[known]], np.ones(int(known.sum())), before[known], k))
    labels, inertia = settle(crowd.points, crowd.weights, np.stack(starts))
    best = int(np.flatnonzero(inertia <= inertia.min() * (1 + SAME))[0])
    if continued and inertia[0] <= inertia[best] / (1 - STEADY):
        best = 0
    chosen: Longs = labels[best]
    return chosen


def silhouette(crowd: Crowd, labels: Longs) -> float:
    """The mean over voters of (b - a) / max(a, b): a is the mean distance to the others of one's own group, b that
    to the nearest other group (Rousseeuw 1987); 0 for who is alone in a group.
    """
    points, weights = crowd.points, crowd.weights
    distances = np.hypot(points[:, None, 0] - points[None, :, 0], points[:, None, 1] - points[None, :, 1])
    k = int(labels.max()) + 1
    sums = np.stack([(distances * np.where(labels == group, weights, 0.0)).sum(axis=1) for group in range(k)])
    mass = np.bincount(labels, weights, k)
    own = np.arange(len(points))
    inside = sums[labels, own] / np.maximum(mass[labels] - 1, 1)
    outside = sums / mass[:, None]
    outside[labels, own] = np.inf
    nearest = outside.min(axis=0)
    greater = np.maximum(inside, nearest)
    each = np.where(
        (mass[labels] > 1) & (greater > 0), (nearest - inside) / np.where(greater > 0, greater, 1), 0.0
    )
    return float((each * weights).sum() / weights.sum())


def winner(crowd: Crowd, divided: Mapping[int, Longs]) -> int:
    """The number of groups with the greatest silhouette, of equal ones the smallest; 1 when nothing can be divided."""
    scores = {k: silhouette(crowd, labels) for k, labels in divided.items()}
    best = max(scores.values(), default=0.0)
    return next((k for k, score in scores.items() if score >= best - SAME), min(1, len(crowd.points)))


def steadied(before: Count, best: int, possible: Collection[int]) -> Count:
    """The number shown changes only when another has won four times in a row (Polis), or is no longer possible."""
    wins = before.wins + 1 if best == before.winner else 1
    keeps = before.shown in possible and wins < WINS
    return Count(before.shown if keeps else best, best, wins)


def named(clusters: Longs, before: Longs, centres: Floats) -> Longs:
    """A number for each cluster: that of the earlier group with which it shares most voters, else the lowest free one.

    `clusters` and `before` are per voter, -1 for none. Clusters without a predecessor are numbered from the largest,
    of equal ones from the left, of those from below.
    """
    k = len(centres)
    sizes = np.bincount(clusters, minlength=k)
    earlier = np.unique(before[before >= 0])
    shared = np.zeros((k, len(earlier)), np.int64)
    known = before >= 0
    np.add.at(shared, (clusters[known], np.searchsorted(earlier, before[known])), 1)
    names = np.full(k, -1)
    for cluster, old in zip(*linear_sum_assignment(-shared), strict=True):
        if shared[cluster, old]:
            names[cluster] = earlier[old]
    free = iter(sorted(set(range(2 * k + MOST)) - set(names.tolist())))
    new = sorted(
        np.flatnonzero(names < 0), key=lambda each: (-sizes[each], centres[each, 0], centres[each, 1])
    )
    for cluster in new:
        names[cluster] = next(free)
    return names
