"""From the votes of a conversation to its map, groups and common ground."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

import numpy as np

from trilogue.algorithms.opinions import lists
from trilogue.algorithms.opinions.answer import Analysis, Group, Representative, Warned
from trilogue.algorithms.opinions.axes import Map, draw
from trilogue.algorithms.opinions.ballots import Ballots, count
from trilogue.algorithms.opinions.crowd import LEAST_VOTES
from trilogue.algorithms.opinions.found import Found, found, given, grown
from trilogue.algorithms.opinions.kmeans import middles
from trilogue.algorithms.opinions.model import Floats, Longs, Problem
from trilogue.algorithms.opinions.representative import (
    consensus,
    informed_consensus,
    priorities,
    representatives,
)
from trilogue.algorithms.opinions.state import State
from trilogue.algorithms.opinions.tally import delegations, tally

Centres = Sequence[tuple[float, float]]
Numbers = TypeVar("Numbers", Floats, Longs)


def analyse(
    problem: Problem,
    *,
    seed: int = 0,
    start: State | None = None,
    groups: Mapping[str, int] | None = None,
    centres: Centres | None = None,
) -> Analysis:
    """Map, groups, consensus, support by delegation and lists (docs/opinions.md).

    The answer depends on the votes that count, `seed` and `start` alone: not on the order in which votes of
    different voters arrived, on the names of the voters, or on what the process computed before. `start` is the
    state of the analysis before, from which axes, groups and their number are continued. `groups` says of voters in
    which group they are (the others are in none), `centres` from where on the map groups are to grow; either takes
    the place of looking for groups.
    """
    before = start or State()
    rng = np.random.default_rng(seed)
    ballots = count(problem)
    drawn = draw(ballots, before.axes, rng)
    if groups is not None:
        members = given(ballots, drawn, groups)
    elif centres is not None:
        members = grown(ballots, drawn, before, np.array(centres, np.float64).reshape(-1, 2), rng)
    else:
        members = found(ballots, drawn, before, rng)
    return _answer(problem, ballots, drawn, members)


def _answer(problem: Problem, ballots: Ballots, drawn: Map, members: Found) -> Analysis:
    names = tuple(each.id for each in ballots.statements)
    ids, part = np.unique(members.labels[members.labels >= 0], return_inverse=True)
    part_of_row = np.full(len(ballots.voters), -1)
    part_of_row[members.labels >= 0] = part
    votes = tally(ballots, part_of_row, len(ids))
    groups = _groups(ids.tolist(), part_of_row, drawn.rows, representatives(names, votes, ballots.included))
    everyone = tally(ballots, np.zeros(len(ballots.voters), np.int64), 1)[0]
    agree, disagree = consensus(names, everyone, ballots.included)
    countries = delegations(problem, ballots)
    by_country = lists.table(
        names, countries.names, countries.sizes, tally(ballots, countries.of_row, len(countries.names))
    )
    by_group = lists.table(names, [str(each.id) for each in groups], [each.size for each in groups], votes)
    listed = _included(by_country, ballots)
    supported, rejected, dividing = lists.supported(listed), lists.rejected(listed), lists.dividing(listed)
    return Analysis(
        voters=ballots.voters,
        statements=names,
        positions=_by_voter(ballots, drawn.rows),
        statement_positions=drawn.statements,
        variance=drawn.shares,
        group=_by_voter(ballots, members.labels).astype(np.int32),
        groups=groups,
        group_votes=votes.astype(np.int32),
        group_informed_consensus=informed_consensus(votes),
        consensus_agree=agree,
        consensus_disagree=disagree,
        priorities=priorities(
            votes.sum(axis=0),
            np.hypot(drawn.statements[:, 0], drawn.statements[:, 1]),
            np.array([each.meta for each in ballots.statements], bool),
        ),
        support=tuple(each for votes_on in by_country for each in votes_on),
        group_support=tuple(each for votes_on in by_group for each in votes_on),
        supported_by_all=supported,
        rejected_by_all=rejected,
        divides_countries=dividing,
        divides_groups=lists.dividing(_included(by_group, ballots)),
        not_enough_votes=lists.undecided(
            listed, {each.statement for several in (supported, rejected, dividing) for each in several}
        ),
        state=_state(ballots, drawn, members),
        warnings=(*countries.warnings, *_warnings(ballots, members)),
    )


def _groups(
    ids: Sequence[int], part_of_row: Longs, positions: Floats, chosen: Sequence[tuple[Representative, ...]]
) -> tuple[Group, ...]:
    inside = part_of_row >= 0
    centres = middles(positions[inside], part_of_row[inside]).tolist()
    sizes = np.bincount(part_of_row[inside], minlength=len(ids)).tolist()
    return tuple(
        Group(name, size, (x, y), entries)
        for name, size, (x, y), entries in zip(ids, sizes, centres, chosen, strict=True)
    )


def _included(statements: Sequence[lists.Votes], ballots: Ballots) -> list[lists.Votes]:
    return [votes for votes, included in zip(statements, ballots.included, strict=True) if included]


def _by_voter(ballots: Ballots, by_row: Numbers) -> Numbers:
    answer = np.empty_like(by_row)
    answer[ballots.owner] = by_row
    return answer


def _state(ballots: Ballots, drawn: Map, members: Found) -> State:
    crowd = members.crowd
    rows = np.argsort(ballots.owner[crowd.rows])
    point = crowd.point[rows]
    names = [each.id for each in ballots.statements]
    return State(
        axes={name: (x, y) for name, x, y in zip(names, *drawn.weights.tolist(), strict=True) if x or y},
        voters=tuple(ballots.voters[owner] for owner in ballots.owner[crowd.rows[rows]].tolist()),
        base=tuple(point.tolist()),
        clusters={k: tuple(clusters[point].tolist()) for k, clusters in members.clusters.items()},
        groups=tuple(members.labels[crowd.rows[rows]].tolist()),
        shown=members.count.shown,
        winner=members.count.winner,
        wins=members.count.wins,
    )


def _warnings(ballots: Ballots, members: Found) -> Iterator[Warned]:
    votes = ballots.votes_of_rows()
    if not len(ballots.row):
        yield Warned("no_votes")
    elif members.count.shown == 1:
        yield Warned("one_opinion")
    few = int((votes[members.crowd.rows] < LEAST_VOTES).sum())
    if few:
        yield Warned("grouped_with_few_votes", str(few))
    alone = int(((votes > 0) & (members.labels < 0)).sum())
    if alone:
        yield Warned("not_grouped", str(alone))
