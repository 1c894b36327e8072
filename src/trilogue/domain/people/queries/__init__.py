"""Reads about persons that are used in several places."""

from trilogue.domain.people.queries.names import own_name
from trilogue.domain.people.queries.records import records_of, standing_for
from trilogue.domain.people.queries.search import Found, Hit, find

__all__ = ["Found", "Hit", "find", "own_name", "records_of", "standing_for"]
