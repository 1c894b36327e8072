"""Writing the log. Only actions and flows may (import contract 7), inside the transaction they describe."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.db import models, transaction
from django.utils import timezone

from trilogue.foundation.access.actor import Actor
from trilogue.foundation.audit.chain import digest
from trilogue.foundation.audit.models import Entry, Head

Row = TypeVar("Row", bound=models.Model)

LINE = 0x7472696C6F677565
"""The number of the lock on PostgreSQL: "trilogue" in letters, so that no other program of the database has it."""


def write(
    action: str, obj: models.Model, *, by: Actor, fields: Iterable[str] = (), edition: int | None = None
) -> Entry:
    """Append one entry. `fields` are names only; values never enter the log."""
    stand_in_line()
    head, _ = Head.objects.get_or_create(pk=1)
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


def stand_in_line() -> None:
    """Wait until no other transaction writes the log, as every one has to before its first entry.

    The lock is no row's. Those who wait for a row that each of them changes wake all together at every change, and
    one goes on; here one wakes. SQLite has put its writers in line when their transaction began (ADR 2).
    """
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        raise RuntimeError("an audit entry belongs into the transaction it describes")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LINE])


def hold(rows: models.QuerySet[Row], *, of: Sequence[str] = ()) -> models.QuerySet[Row]:
    """These rows, when they are read, under a lock until the transaction ends; with `of`, the rows they point at.

    Every lock of a row is taken here, by who stands in line: locks taken in one order cannot wait for each other.
    """
    stand_in_line()
    return rows.select_for_update(no_key=True, of=of)
