"""AES-256-GCM under the owner's key. Sealed: version (1), key's identifier (8), nonce (12), text and tag."""

import re
import secrets
from uuid import UUID

from trilogue.foundation.keys.store import ID_LENGTH, KeyRefused, find, find_or_make

VERSION = b"\x01"
NONCE_LENGTH = 12
HEAD_LENGTH = len(VERSION) + ID_LENGTH
PLACE = re.compile(r"[a-z][a-z0-9_]*:[a-z][a-z0-9_]*")


def seal(owner: UUID, text: str, *, place: str) -> bytes:
    """The text for a binary column. `place` is "table:column": sealed texts cannot be moved to another.

    Raises KeyRefused DESTROYED when the owner's key was destroyed.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    key = find_or_make(owner)
    nonce = secrets.token_bytes(NONCE_LENGTH)
    head = VERSION + key.identifier
    return head + nonce + AESGCM(key.secret).encrypt(nonce, text.encode(), _bound(head, place, owner))


def unseal(owner: UUID, data: bytes | memoryview, *, place: str) -> str | None:
    """The text, or None when the owner's key was destroyed.

    Raises KeyRefused: BROKEN_SEAL, OTHER_KEY, NO_KEY, DAMAGED.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    data = bytes(data)
    head, nonce = data[:HEAD_LENGTH], data[HEAD_LENGTH : HEAD_LENGTH + NONCE_LENGTH]
    bound = _bound(head, place, owner)
    key = find(owner)
    if key is None:
        return None
    if not head.startswith(VERSION) or len(nonce) < NONCE_LENGTH:
        raise KeyRefused("BROKEN_SEAL", owner)
    if head != VERSION + key.identifier:
        raise KeyRefused("OTHER_KEY", owner)
    try:
        return AESGCM(key.secret).decrypt(nonce, data[HEAD_LENGTH + NONCE_LENGTH :], bound).decode()
    except InvalidTag as error:
        raise KeyRefused("BROKEN_SEAL", owner) from error


def _bound(head: bytes, place: str, owner: UUID) -> bytes:
    """What the seal holds together with the text."""
    if not PLACE.fullmatch(place):
        raise ValueError(f"{place!r} is not table:column")
    return head + f"{place}:{owner}".encode()
