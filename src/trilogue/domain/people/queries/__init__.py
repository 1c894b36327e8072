"""Reads about persons that are used in several places."""

from trilogue.domain.people.queries.consents import answers, current_texts, holds, refusing, without
from trilogue.domain.people.queries.details import detail, details
from trilogue.domain.people.queries.details import place as detail_place
from trilogue.domain.people.queries.duplicates import Proposal, alike, proposals, resembling
from trilogue.domain.people.queries.names import own_name
from trilogue.domain.people.queries.records import accounts_of, records_of, standing_for
from trilogue.domain.people.queries.search import Found, Hit, find, standing

__all__ = [
    "Found",
    "Hit",
    "Proposal",
    "accounts_of",
    "alike",
    "answers",
    "current_texts",
    "detail",
    "detail_place",
    "details",
    "find",
    "holds",
    "own_name",
    "proposals",
    "records_of",
    "refusing",
    "resembling",
    "standing",
    "standing_for",
    "without",
]
