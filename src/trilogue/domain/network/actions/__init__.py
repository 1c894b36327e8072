"""Every write of the network, one module a theme."""

from trilogue.domain.network.actions.encounters import keep_encounters
from trilogue.domain.network.actions.follow_ups import Entered, FollowUpFaulty, Parties, amend, record, remind
from trilogue.domain.network.actions.forgetting import forget
from trilogue.domain.network.actions.meetings import (
    MeetingRefused,
    add_place,
    add_slots,
    agree,
    ask,
    call_off,
    decline,
    leave,
    mark_held,
    move_slot,
    remove_place,
    remove_slot,
    rename_place,
    set_terms,
)

__all__ = [
    "Entered",
    "FollowUpFaulty",
    "MeetingRefused",
    "Parties",
    "add_place",
    "add_slots",
    "agree",
    "amend",
    "ask",
    "call_off",
    "decline",
    "forget",
    "keep_encounters",
    "leave",
    "mark_held",
    "move_slot",
    "record",
    "remind",
    "remove_place",
    "remove_slot",
    "rename_place",
    "set_terms",
]
