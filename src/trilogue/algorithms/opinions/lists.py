"""What all delegations support, what they reject, what divides them, and what is still open."""

from collections.abc import Iterable, Sequence
from math import prod
from typing import TypeVar

import numpy as np

from trilogue.algorithms.opinions.answer import Division, Ranked, Support, Undecided
from trilogue.algorithms.opinions.model import Longs
from trilogue.algorithms.opinions.support import majorities

SURE = 0.95
ROUNDING = 1e-9
"""A probability of exactly 19/20 is sure, whatever its last digits."""
LEAST_SEEN = 5

Listed = TypeVar("Listed", Ranked, Division)

Votes = Sequence[Support]
"""The votes on one statement, of every delegation or of every found group."""


def needed(size: int) -> int:
    """So many votes of `size` people must be in before a majority is said to support or reject."""
    return max(LEAST_SEEN, (size + 1) // 2)


def table(names: Sequence[str], who: Sequence[str], sizes: Sequence[int], votes: Longs) -> tuple[Votes, ...]:
    """For each statement the support by each of `who`, from votes as who x statements x (A, D, S)."""
    size = np.broadcast_to(np.array(sizes, np.int64)[:, None], votes.shape[:2])
    supports, rejects = (majorities(size, votes[:, :, side], votes[:, :, 2]).tolist() for side in (0, 1))
    columns = [
        [
            Support(
                name,
                one,
                agree,
                disagree,
                seen - agree - disagree,
                seen,
                people,
                pro,
                con,
                seen >= needed(people),
            )
            for name, (agree, disagree, seen), pro, con in zip(names, counts, pros, cons, strict=True)
        ]
        for one, people, counts, pros, cons in zip(who, sizes, votes.tolist(), supports, rejects, strict=True)
    ]
    return tuple(zip(*columns, strict=True)) if columns else ((),) * len(names)


def supported(statements: Iterable[Votes]) -> tuple[Ranked, ...]:
    """Where a majority of each surely agrees, by the product of (A + 1) / (S + 2)."""
    return _by_score(
        Ranked(votes[0].statement, prod(_share(each) for each in votes), weakest.who, weakest.supports)
        for votes in statements
        if votes and all(each.enough and _sure(each.supports) for each in votes)
        for weakest in [min(votes, key=lambda each: (each.supports, _share(each)))]
    )


def rejected(statements: Iterable[Votes]) -> tuple[Ranked, ...]:
    """Where a majority of each surely disagrees, by the product of (D + 1) / (S + 2)."""
    return _by_score(
        Ranked(votes[0].statement, prod(_refusal(each) for each in votes), weakest.who, weakest.rejects)
        for votes in statements
        if votes and all(each.enough and _sure(each.rejects) for each in votes)
        for weakest in [min(votes, key=lambda each: (each.rejects, _refusal(each)))]
    )


def dividing(statements: Iterable[Votes]) -> tuple[Division, ...]:
    """Where a majority of one surely agrees and that of another surely does not, by the distance of their shares."""
    found = []
    for votes in statements:
        enough = [each for each in votes if each.enough]
        pros = [each for each in enough if _sure(each.supports)]
        cons = [each for each in enough if _sure(1 - each.supports)]
        if pros and cons:
            pro, con = max(pros, key=_share), min(cons, key=_share)
            found.append(Division(votes[0].statement, _share(pro) - _share(con), pro.who, con.who))
    return _by_score(found)


def undecided(statements: Iterable[Votes], decided: set[str]) -> tuple[Undecided, ...]:
    """Where some have too few votes and nothing was found yet; where the fewest are missing comes first."""
    found = [
        Undecided(votes[0].statement, sum(map(_missing, votes)), max(votes, key=_missing).who)
        for votes in statements
        if votes and votes[0].statement not in decided and not all(each.enough for each in votes)
    ]
    return tuple(sorted(found, key=lambda each: each.missing))


def _by_score(found: Iterable[Listed]) -> tuple[Listed, ...]:
    return tuple(sorted(found, key=lambda each: -round(each.score, 12)))


def _sure(probability: float) -> bool:
    return probability >= SURE - ROUNDING


def _share(votes: Support) -> float:
    return (votes.agree + 1) / (votes.seen + 2)


def _refusal(votes: Support) -> float:
    return (votes.disagree + 1) / (votes.seen + 2)


def _missing(votes: Support) -> int:
    return max(0, needed(votes.size) - votes.seen)
