"""Who is asking, what they may do, and the declaration every view carries."""

from trilogue.foundation.access.actor import ANONYMOUS, Actor, Appointed
from trilogue.foundation.access.declare import Access, anyone, predicate, requires, signed_in

__all__ = ["ANONYMOUS", "Access", "Actor", "Appointed", "anyone", "predicate", "requires", "signed_in"]
