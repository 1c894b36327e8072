"""Keeping a snapshot up to date, by whichever worker comes first."""

import json

from trilogue.domain.opinions.actions import snapshots
from trilogue.domain.opinions.choices import Ballot
from trilogue.domain.opinions.models import Conversation
from trilogue.domain.opinions.planning.material import gather

ATTEMPTS = 5


def refresh_all(conversation: Conversation) -> bool:
    """Both ballots. Says whether anything moved."""
    moved = [refresh(conversation, ballot) for ballot in Ballot.values]
    return any(moved)


def refresh(conversation: Conversation, ballot: str = Ballot.OPEN) -> bool:
    """Compute the ballot anew where anything behind it changed since; twice has the effect of once.

    Computed outside any transaction, so that nobody who votes waits; where another worker stored something
    meanwhile, it is computed again from that. So two workers agree. Says whether the snapshot changed.
    """
    for _ in range(ATTEMPTS):
        before = snapshots.snapshot_of(conversation, ballot)
        material = gather(conversation, ballot)
        if _basis(before.state) == material.fingerprint:
            return False
        from trilogue.domain.opinions.planning.reckoning import reckon

        if snapshots.keep(before, reckon(before, material)):
            return True
    return False


def _basis(state: str) -> str:
    return str(json.loads(state)["basis"]) if state else ""
