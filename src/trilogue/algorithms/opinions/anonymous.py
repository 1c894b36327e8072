"""Single votes given away without names: no delegation, new numbers, one rounded time for all votes of a person."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Final

from trilogue.algorithms.opinions.model import natural
from trilogue.algorithms.opinions.shown import LEAST

HOUR: Final = 3600


@dataclass(frozen=True, slots=True)
class Ballot:
    """A vote as it is stored; `time` in seconds since 1970. Not to be shown."""

    voter: str
    statement: str
    value: int
    time: int


@dataclass(frozen=True, slots=True)
class AnonymousVote:
    """`voter` counts from 0; `time` is the full hour of the first vote of a person and at least four others."""

    time: int
    statement: str
    voter: int
    value: int


@dataclass(frozen=True, slots=True)
class Anonymous:
    """The votes in an order that tells nothing, and each voter's group where it has at least five in it."""

    votes: tuple[AnonymousVote, ...]
    group: Mapping[int, int]


def export_rows(
    ballots: Iterable[Ballot],
    *,
    seed: int,
    statements: Collection[str],
    groups: Mapping[str, int] | None = None,
) -> Anonymous:
    """The last vote of each person on each of the `statements`, which are those that are complete (`disclosure`).

    A person's times could tell who it is to somebody who saw the telephones in the room: so all votes of a person have
    the hour of the first, and an hour in which fewer than five began is joined to the one before. There is no
    delegation in it. `seed` must be secret and used once, or the numbers could be turned back. Of fewer than five
    voters nothing is given away.
    """
    first: dict[str, int] = {}
    last: dict[str, dict[str, int]] = defaultdict(dict)
    for ballot in ballots:
        if ballot.statement in statements:
            first[ballot.voter] = min(ballot.time, first.get(ballot.voter, ballot.time))
            last[ballot.voter][ballot.statement] = ballot.value
    if len(first) < LEAST:
        return Anonymous((), {})
    voters = sorted(first)
    Random(seed).shuffle(voters)  # noqa: S311  the secret is the seed
    hours = _hours(first)
    votes = (
        AnonymousVote(hours[voter], statement, number, value)
        for number, voter in enumerate(voters)
        for statement, value in last[voter].items()
    )
    group = _groups(voters, groups or {})
    return Anonymous(tuple(sorted(votes, key=lambda vote: (natural(vote.statement), vote.voter))), group)


def _hours(first: Mapping[str, int]) -> dict[str, int]:
    """For each voter the hour that at least five share."""
    begun: dict[int, list[str]] = defaultdict(list)
    for voter, time in first.items():
        begun[time // HOUR * HOUR].append(voter)
    shared: list[tuple[int, list[str]]] = []
    for hour, voters in sorted(begun.items()):
        if shared and min(len(shared[-1][1]), len(voters)) < LEAST:
            shared[-1][1].extend(voters)
        else:
            shared.append((hour, list(voters)))
    return {voter: hour for hour, voters in shared for voter in voters}


def _groups(voters: list[str], groups: Mapping[str, int]) -> dict[int, int]:
    size: dict[int, int] = defaultdict(int)
    for voter in voters:
        if voter in groups:
            size[groups[voter]] += 1
    return {
        number: groups[voter]
        for number, voter in enumerate(voters)
        if voter in groups and size[groups[voter]] >= LEAST
    }
