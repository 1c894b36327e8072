"""The group of every voter: given, grown from given centres, or found and continued from an earlier state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from trilogue.algorithms.opinions.axes import Map
from trilogue.algorithms.opinions.ballots import Ballots
from trilogue.algorithms.opinions.crowd import Crowd, condense, grouped
from trilogue.algorithms.opinions.groups import Count, divisions, from_centres, named, steadied, winner
from trilogue.algorithms.opinions.kmeans import middles
from trilogue.algorithms.opinions.model import Floats, Longs
from trilogue.algorithms.opinions.state import State


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The group of each row (-1: none), and what the next analysis continues from."""

    labels: Longs
    crowd: Crowd
    clusters: Mapping[int, Longs]
    count: Count


def given(ballots: Ballots, drawn: Map, groups: Mapping[str, int]) -> Found:
    """The groups that others have made; who is not named, or named with -1, is in none."""
    labels = np.array([groups.get(ballots.voters[owner], -1) for owner in ballots.owner.tolist()], np.int64)
    rows = np.flatnonzero(labels >= 0)
    crowd = Crowd(rows, np.arange(len(rows)), drawn.rows[rows], np.ones(len(rows)))
    return Found(labels, crowd, {}, Count())


def grown(ballots: Ballots, drawn: Map, before: State, centres: Floats, rng: np.random.Generator) -> Found:
    """The groups that the k x 2 centres settle to, each under the number of its centre."""
    crowd, _ = _gathered(ballots, drawn, before, rng)
    clusters = from_centres(crowd, centres)
    k = len(centres)
    return Found(_by_row(ballots, crowd, clusters[crowd.point]), crowd, {k: clusters}, Count(k, k, 1))


def found(ballots: Ballots, drawn: Map, before: State, rng: np.random.Generator) -> Found:
    """As many groups as fit the positions best, with the names and the steadiness of `before`."""
    crowd, earlier = _gathered(ballots, drawn, before, rng)
    divided = divisions(crowd, {k: earlier.of(each) for k, each in before.clusters.items()}, rng)
    counted = steadied(Count(before.shown, before.winner, before.wins), winner(crowd, divided), divided)
    clusters = divided.get(counted.shown, np.zeros(len(crowd.points), np.int64))[crowd.point]
    names = named(clusters, earlier.of(before.groups), middles(drawn.rows[crowd.rows], clusters))
    return Found(_by_row(ballots, crowd, names[clusters]), crowd, divided, counted)


class _Earlier:
    """What a state says of the voters of some rows."""

    def __init__(self, places: Longs) -> None:
        self._places = places
        self.known = places >= 0

    def within(self, rows: Longs) -> "_Earlier":
        return _Earlier(self._places[rows])

    def of(self, labels: Sequence[int]) -> Longs:
        """The label of each row, -1 for who had none."""
        return np.array([*labels, -1], np.int64)[self._places if labels else np.full(len(self._places), -1)]


def _gathered(
    ballots: Ballots, drawn: Map, before: State, rng: np.random.Generator
) -> tuple[Crowd, _Earlier]:
    place = {voter: number for number, voter in enumerate(before.voters)}
    everyone = _Earlier(
        np.array([place.get(ballots.voters[owner], -1) for owner in ballots.owner.tolist()], np.int64)
    )
    heard = int(np.count_nonzero(ballots.votes_on_columns()))
    rows = grouped(ballots.votes_of_rows(), heard, everyone.known)
    earlier = everyone.within(rows)
    return condense(drawn.rows, rows, earlier.of(before.base), rng), earlier


def _by_row(ballots: Ballots, crowd: Crowd, groups: Longs) -> Longs:
    labels = np.full(len(ballots.voters), -1)
    labels[crowd.rows] = groups
    return labels
