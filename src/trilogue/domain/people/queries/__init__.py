"""Reads about persons that are used in several places."""

from trilogue.domain.people.queries.duplicates import Proposal, alike, proposals, resembling
from trilogue.domain.people.queries.names import own_name
from trilogue.domain.people.queries.records import records_of, standing_for
from trilogue.domain.people.queries.search import Found, Hit, find

__all__ = [
    "Found",
    "Hit",
    "Proposal",
    "alike",
    "find",
    "own_name",
    "proposals",
    "records_of",
    "resembling",
    "standing_for",
]
