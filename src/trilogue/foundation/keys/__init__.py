"""Texts that only a key outside the database can open: one key an owner, and no text without it.

    row.diet = keys.seal(person.public_id, "no pork", place="delegations_nomination:diet")
    keys.unseal(person.public_id, row.diet, place="delegations_nomination:diet")

An owner is a person, or whatever else is to be forgotten as a whole. Once its key is destroyed nothing sealed
for it can be opened again, wherever copies of the database lie.

A fleeting key, which no backup of keys holds, makes pseudonyms that nobody is to repeat one day:

    keys.make_fleeting(conversation.public_id)
    keys.keyed_hash(conversation.public_id, "...", purpose="voter")
"""

from trilogue.foundation.keys.hashing import keyed_hash, make_fleeting
from trilogue.foundation.keys.sealing import seal, unseal
from trilogue.foundation.keys.store import KeyRefused, destroy, exists, lasting_files, put_back, set_apart

__all__ = [
    "KeyRefused",
    "destroy",
    "exists",
    "keyed_hash",
    "lasting_files",
    "make_fleeting",
    "put_back",
    "seal",
    "set_apart",
    "unseal",
]
