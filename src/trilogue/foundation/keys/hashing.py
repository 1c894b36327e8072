"""Pseudonyms: a text hashed under the owner's key, so that only who has the key can repeat it."""

import hashlib
import hmac
from uuid import UUID

from trilogue.foundation.keys.store import KeyRefused, Kind, find, find_or_make


def make_fleeting(owner: UUID) -> None:
    """Raises KeyRefused: DESTROYED, DAMAGED."""
    find_or_make(owner, Kind.FLEETING)


def keyed_hash(owner: UUID, text: str, *, purpose: str) -> str:
    """64 hexadecimal digits: HMAC-SHA256 of the text. Another purpose gives another hash. Makes no key.

    Raises KeyRefused: DESTROYED, NO_KEY, DAMAGED.
    """
    key = find(owner)
    if key is None:
        raise KeyRefused("DESTROYED", owner)
    derived = hmac.digest(key.secret, f"{purpose}:{owner}".encode(), hashlib.sha256)
    return hmac.new(derived, text.encode(), hashlib.sha256).hexdigest()
