"""The hash that ties an entry to the one before it, and the check of the whole chain."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trilogue.foundation.audit.models import Entry


def digest(entry: "Entry") -> str:
    said = [
        entry.number,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.account,
        entry.action,
        entry.object_type,
        entry.object_id,
        entry.edition,
        entry.fields,
        entry.previous,
    ]
    return hashlib.sha256(json.dumps(said, separators=(",", ":")).encode()).hexdigest()


def breaks() -> Iterator[tuple[int, str]]:
    """Every place where the chain does not hold, as (entry number, code). Nothing for a sound log."""
    from trilogue.foundation.audit.models import Entry, Head

    expected, previous = 1, ""
    for entry in Entry.objects.order_by("number").iterator():
        if entry.number != expected:
            yield expected, "missing"
        elif entry.previous != previous:
            yield entry.number, "not_linked"
        if digest(entry) != entry.digest:
            yield entry.number, "altered"
        expected, previous = entry.number + 1, entry.digest
    head = Head.objects.values_list("number", "digest").first() or (0, "")
    if head != (expected - 1, previous):
        yield expected, "truncated"
