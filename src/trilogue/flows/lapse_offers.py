"""The clock's part: offers that nobody confirmed in time end, in every edition that is not over."""

from datetime import datetime

from trilogue.flows.offer import lapse_in, late_delegations


def lapse_all(*, now: datetime) -> int:
    """Each delegation in a transaction of its own; returns how many were offered a place. Twice is once."""
    return sum(len(lapse_in(each, now=now)) for each in late_delegations(now))
