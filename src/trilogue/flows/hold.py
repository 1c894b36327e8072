"""One row as it stands now, for a page that compares it with what its reader saw before it changes anything."""

from typing import TypeVar

from django.db import models

from trilogue.foundation.audit import log

Row = TypeVar("Row", bound=models.Model)


def hold(row: Row) -> Row:
    """Read it again under its lock, which lasts until the transaction ends."""
    return log.hold(models.QuerySet(type(row))).get(pk=row.pk)
