"""Who is asking, what they may do, and the declaration every view carries."""

from trilogue.foundation.access.actor import ANONYMOUS, Actor, Appointed
from trilogue.foundation.access.declare import Access, anyone, half_signed_in, predicate, requires, signed_in
from trilogue.foundation.access.origin import network_of, origin_of

__all__ = [
    "ANONYMOUS",
    "Access",
    "Actor",
    "Appointed",
    "anyone",
    "half_signed_in",
    "network_of",
    "origin_of",
    "predicate",
    "requires",
    "signed_in",
]
