"""Reads about the network that are used in several places."""

from trilogue.domain.network.queries.cards import (
    Shown,
    name_for,
    names_of,
    own_card,
    own_channels,
    shown_by,
    shown_to,
)
from trilogue.domain.network.queries.codes import card_of, code_of, owner_of
from trilogue.domain.network.queries.companions import OwnTable, own_tables
from trilogue.domain.network.queries.contacts import contacts_between, contacts_of
from trilogue.domain.network.queries.directory import (
    editions_of,
    in_directory,
    shown_at,
    shown_in,
    shown_in_directory,
)

__all__ = [
    "OwnTable",
    "Shown",
    "card_of",
    "code_of",
    "contacts_between",
    "contacts_of",
    "editions_of",
    "in_directory",
    "name_for",
    "names_of",
    "own_card",
    "own_channels",
    "own_tables",
    "owner_of",
    "shown_at",
    "shown_by",
    "shown_in",
    "shown_in_directory",
    "shown_to",
]
