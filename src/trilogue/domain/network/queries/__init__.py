"""Reads of the network, one module a theme."""

from trilogue.domain.network.queries.follow_ups import (
    follow_ups_at,
    follow_ups_in,
    follow_ups_of,
    history,
    reminder_due,
    waiting_follow_ups,
)
from trilogue.domain.network.queries.meetings import (
    Offered,
    Slot,
    agreed_in,
    choosable,
    colleagues_of,
    free_slots,
    held_meetings,
    is_open,
    meetings_of,
    other_of,
    shares_government,
    slots_of,
    terms_of,
)

__all__ = [
    "Offered",
    "Slot",
    "agreed_in",
    "choosable",
    "colleagues_of",
    "follow_ups_at",
    "follow_ups_in",
    "follow_ups_of",
    "free_slots",
    "held_meetings",
    "history",
    "is_open",
    "meetings_of",
    "other_of",
    "reminder_due",
    "shares_government",
    "slots_of",
    "terms_of",
    "waiting_follow_ups",
]
