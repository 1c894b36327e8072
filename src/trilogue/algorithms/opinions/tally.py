"""Votes counted by found group and by delegation."""

from dataclasses import dataclass

import numpy as np

from trilogue.algorithms.opinions.answer import Warned
from trilogue.algorithms.opinions.ballots import Ballots
from trilogue.algorithms.opinions.lists import LEAST_SEEN
from trilogue.algorithms.opinions.model import AGREE, DISAGREE, Longs, Problem, natural


@dataclass(frozen=True, slots=True, eq=False)
class Delegations:
    """Countries in the order of their names, how many people each has, and the number of each row's (-1: none)."""

    names: tuple[str, ...]
    sizes: tuple[int, ...]
    of_row: Longs
    warnings: tuple[Warned, ...]


def tally(ballots: Ballots, part_of_row: Longs, parts: int) -> Longs:
    """Parts x statements x (agree, disagree, seen), of the rows that are in a part."""
    statements = len(ballots.statements)
    part = part_of_row[ballots.row]
    kinds = AGREE - DISAGREE + 1
    cell = (part * statements + ballots.column) * kinds + ballots.value - DISAGREE
    inside = cell if (part >= 0).all() else cell[part >= 0]
    counted = np.bincount(inside, minlength=parts * statements * kinds).reshape(parts, statements, kinds)
    return np.stack([counted[:, :, -1], counted[:, :, 0], counted.sum(axis=2)], axis=2)


def delegations(problem: Problem, ballots: Ballots) -> Delegations:
    """Everyone whose country has somebody to vote. A country is never smaller than the number who voted for it."""
    votes = ballots.votes_of_rows()
    country = [problem.delegation.get(ballots.voters[owner]) for owner in ballots.owner.tolist()]
    voted = dict.fromkeys(problem.sizes, 0)
    for name, cast in zip(country, votes.tolist(), strict=True):
        if name is not None and cast:
            voted[name] = voted.get(name, 0) + 1
    sizes = {name: max(voted[name], problem.sizes.get(name, 0)) for name in sorted(voted, key=natural)}
    names = tuple(name for name, size in sizes.items() if size)
    place = {name: number for number, name in enumerate(names)}
    of_row = np.array([-1 if name is None else place.get(name, -1) for name in country], np.int64)
    return Delegations(
        names=names,
        sizes=tuple(sizes[name] for name in names),
        of_row=of_row,
        warnings=(
            *(
                Warned("more_voters_than_size", name)
                for name in names
                if voted[name] > problem.sizes.get(name, 0) > 0
            ),
            *(Warned("delegation_too_small", name) for name in names if sizes[name] < LEAST_SEEN),
            *_strangers(int(((of_row < 0) & (votes > 0)).sum()), len(names)),
        ),
    )


def _strangers(count: int, countries: int) -> list[Warned]:
    return [Warned("voters_without_delegation", str(count))] if count and countries else []
