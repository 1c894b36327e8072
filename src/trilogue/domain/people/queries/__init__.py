"""Reads about persons that are used in several places."""

from trilogue.domain.people.queries.consents import answers, current_texts, holds, refusing, without
from trilogue.domain.people.queries.details import detail, details
from trilogue.domain.people.queries.details import place as detail_place
from trilogue.domain.people.queries.duplicates import Proposal, alike, proposals, resembling
from trilogue.domain.people.queries.names import own_name
from trilogue.domain.people.queries.records import accounts_of, parts_of, records_of, standing_for
from trilogue.domain.people.queries.search import Found, Hit, find, standing
from trilogue.domain.people.queries.second_factors import factors_of, key_owner, opened, recovery_of
from trilogue.domain.people.queries.sign_ins import sessions_of, sign_ins_of

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
    "factors_of",
    "find",
    "holds",
    "key_owner",
    "opened",
    "own_name",
    "parts_of",
    "proposals",
    "records_of",
    "recovery_of",
    "refusing",
    "resembling",
    "sessions_of",
    "sign_ins_of",
    "standing",
    "standing_for",
    "without",
]
