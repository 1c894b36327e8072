"""Two who edit at once: whether a form was loaded from what is stored now, and what changed since if not."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core import signing
from django.db import models

from trilogue.domain.editions.actions.history import plain
from trilogue.domain.editions.models import Revision
from trilogue.domain.editions.queries import revisions_of
from trilogue.web.desk import difference
from trilogue.web.desk.difference import Part

SALT = "trilogue.loaded"
LOOKED_BACK = 100
"""Changes of a row that are searched for what a form was loaded from."""


@dataclass(frozen=True)
class Unseen:
    """What others changed since a form was loaded. `loaded` is what it was loaded from, none where nobody knows."""

    parts: list[Part]
    who: str
    at: datetime | None
    loaded: Mapping[str, Any] | None


def digest(row: models.Model, names: Iterable[str]) -> str:
    """What the row's values are, in one short word: two people who saw the same have the same."""
    return _fingerprint(plain(row, names))


def carried(row: models.Model, names: Iterable[str]) -> str:
    """The row's values themselves, for a page to carry of a row that has no history to find them in again."""
    return signing.dumps(plain(row, names), salt=SALT, compress=True)


def _carried(loaded: str) -> dict[str, Any] | None:
    try:
        values: dict[str, Any] = signing.loads(loaded, salt=SALT)
    except signing.BadSignature:
        return None
    return values


def _fingerprint(values: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:32]


def changed_since(row: models.Model, names: Iterable[str], loaded: str) -> Unseen | None:
    """What others changed since a page was loaded from the row, None where nothing did.

    `loaded` is what the page has kept of the row: its digest, or its values as `carried`.
    """
    values = _carried(loaded)
    kept = loaded if values is None else _fingerprint(values)
    return None if kept == digest(row, names) else unseen(row, names, loaded)


def unseen(row: models.Model, names: Iterable[str], loaded: str) -> Unseen:
    """What the changes came to since the state that was carried, or that has this digest in the row's history."""
    wanted = sorted(names)
    now = plain(row, wanted)
    known = list(revisions_of(type(row), row.pk).select_related("account")[:LOOKED_BACK])
    last = known[0] if known else None
    states = (_values(one, wanted) for one in known)
    before = _carried(loaded) or next((each for each in states if _fingerprint(each) == loaded), None)
    parts = difference.of_states(type(row), before or {}, now, wanted)
    return Unseen(parts, _who(last), last.at if last else None, before)


def _values(revision: Revision, names: list[str]) -> dict[str, Any]:
    return {name: revision.values.get(name) for name in names}


def _who(revision: Revision | None) -> str:
    account = revision.account if revision else None
    return (account.name or account.email) if account else ""
