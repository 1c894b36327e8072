"""Texts that only a key outside the database can open: one key an owner, and no text without it.

    row.diet = keys.seal(person.public_id, "no pork", place="delegations_nomination:diet")
    keys.unseal(person.public_id, row.diet, place="delegations_nomination:diet")

An owner is a person, or whatever else is to be forgotten as a whole. Once its key is destroyed nothing sealed
for it can be opened again, wherever copies of the database lie.
"""

from trilogue.foundation.keys.hashing import keyed_hash, make_key
from trilogue.foundation.keys.sealing import seal, unseal
from trilogue.foundation.keys.store import KeyRefused, destroy, exists, put_back

__all__ = ["KeyRefused", "destroy", "exists", "keyed_hash", "make_key", "put_back", "seal", "unseal"]
