"""Weighted k-means in the plane, from several starts at once."""

import numpy as np

from trilogue.algorithms.opinions.model import Floats, Longs

ROUNDS = 100


def settle(points: Floats, weights: Floats, centres: Floats) -> tuple[Longs, Floats]:
    """Lloyd's iterations from starts x k x 2 `centres`: labels (starts x points) and inertia of each start.

    Of equally near centres the first is taken. A start that leaves a centre without points has infinite inertia.
    """
    starts, k, _ = centres.shape
    offset = np.arange(starts)[:, None] * k
    labels = np.full((starts, len(points)), -1)
    distances = _squares(points, centres)
    for _ in range(ROUNDS):
        nearest = distances.argmin(axis=2)
        if (nearest == labels).all():
            break
        labels = nearest
        centres = _means(points, weights, labels + offset, centres)
        distances = _squares(points, centres)
    inertia = (np.take_along_axis(distances, labels[:, :, None], axis=2)[:, :, 0] * weights).sum(axis=1)
    used = np.bincount((labels + offset).ravel(), minlength=starts * k).reshape(starts, k)
    return labels, np.where((used > 0).all(axis=1), inertia, np.inf)


def spread(points: Floats, weights: Floats, k: int, rng: np.random.Generator) -> Floats:
    """`k` starting centres, each drawn by its squared distance to those before (Arthur and Vassilvitskii 2007)."""
    chosen = [_drawn(weights, rng)]
    nearest = ((points - points[chosen[0]]) ** 2).sum(axis=1)
    while len(chosen) < k:
        chosen.append(_drawn(weights * nearest, rng))
        nearest = np.minimum(nearest, ((points - points[chosen[-1]]) ** 2).sum(axis=1))
    return points[chosen]


def means(points: Floats, weights: Floats, labels: Longs, k: int) -> Floats:
    """The weighted mean of each of k clusters; of an empty one, the origin."""
    return _means(points, weights, labels[None], np.zeros((1, k, 2))).reshape(k, 2)


def middles(points: Floats, labels: Longs) -> Floats:
    """The mean of each cluster."""
    return means(points, np.ones(len(points)), labels, int(labels.max(initial=-1)) + 1)


def _squares(points: Floats, centres: Floats) -> Floats:
    x = points[None, :, None, 0] - centres[:, None, :, 0]
    y = points[None, :, None, 1] - centres[:, None, :, 1]
    return np.asarray(x * x + y * y)


def _means(points: Floats, weights: Floats, clusters: Longs, before: Floats) -> Floats:
    def total(figures: Floats) -> Floats:
        repeated = np.broadcast_to(figures, clusters.shape).ravel()
        sums = np.bincount(clusters.ravel(), repeated, starts * k)
        return np.asarray(sums, np.float64).reshape(starts, k, 1)

    starts, k, _ = before.shape
    mass = total(weights)
    sums = np.concatenate([total(weights * points[:, 0]), total(weights * points[:, 1])], axis=2)
    return np.where(mass > 0, sums / np.where(mass > 0, mass, 1.0), before)


def _drawn(weights: Floats, rng: np.random.Generator) -> int:
    total = np.cumsum(weights)
    return min(int(np.searchsorted(total, rng.random() * total[-1], side="right")), len(weights) - 1)
