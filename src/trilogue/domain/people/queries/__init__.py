"""Reads about persons that are used in several places."""

from trilogue.domain.people.queries.consents import answers, current_texts, holds
from trilogue.domain.people.queries.details import detail, details
from trilogue.domain.people.queries.details import place as detail_place
from trilogue.domain.people.queries.names import own_name
from trilogue.domain.people.queries.records import records_of, standing_for

__all__ = [
    "answers",
    "current_texts",
    "detail",
    "detail_place",
    "details",
    "holds",
    "own_name",
    "records_of",
    "standing_for",
]
