"""Writing the log. Only actions and flows may (import contract 7), inside the transaction they describe."""

from collections.abc import Iterable

from django.db import models, transaction
from django.utils import timezone

from trilogue.foundation.access.actor import Actor
from trilogue.foundation.audit.chain import digest
from trilogue.foundation.audit.models import Entry, Head


def write(
    action: str, obj: models.Model, *, by: Actor, fields: Iterable[str] = (), edition: int | None = None
) -> Entry:
    """Append one entry. `fields` are names only; values never enter the log."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an audit entry belongs into the transaction it describes")
    head = stand_in_line()
    entry = Entry(
        number=head.number + 1,
        at=timezone.now(),
        account=by.account,
        action=action,
        object_type=obj._meta.label_lower,
        object_id=str(obj.pk),
        edition=edition,
        fields=sorted(fields),
        previous=head.digest,
    )
    entry.digest = digest(entry)
    entry.save()
    head.number, head.digest = entry.number, entry.digest
    head.save(update_fields=["number", "digest"])
    return entry


def stand_in_line() -> Head:
    """Wait until no other transaction writes the log, as every one has to before its first entry.

    Whoever locks rows that others lock too does this first: locks taken in one order cannot wait for each other.
    """
    head, _ = Head.objects.select_for_update().get_or_create(pk=1)
    return head
