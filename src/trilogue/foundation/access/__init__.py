"""Who is asking, what they may do, and the declaration every view carries."""

from trilogue.foundation.access.actor import ANONYMOUS, Actor, Appointed
from trilogue.foundation.access.declare import Access, anyone, predicate, requires, signed_in
from trilogue.foundation.access.origin import origin_of

__all__ = [
    "ANONYMOUS",
    "Access",
    "Actor",
    "Appointed",
    "anyone",
    "origin_of",
    "predicate",
    "requires",
    "signed_in",
]
