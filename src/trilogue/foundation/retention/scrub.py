"""Making sure that what was deleted is in no file of the database any more.

SQLite: its file is written anew and the write-ahead log emptied. PostgreSQL: the dead rows are freed; their
bytes are overwritten as the space is used again, and its own log keeps them until it is recycled.
"""

import logging
from collections.abc import Iterable
from pathlib import Path

from django.db import DatabaseError, connection

SMALL = 256 * 1024 * 1024
"""Bytes of an SQLite file that is written anew while somebody waits; a larger one waits for the night."""
logger = logging.getLogger("trilogue.retention")


def scrub(tables: Iterable[str] = (), *, however_large: bool = False) -> bool:
    """After the transaction that deleted them (on_commit).

    False when the database was too busy or too large: to be tried again later.
    """
    try:
        if connection.vendor == "sqlite":
            return _write_anew(however_large=however_large)
        _free(tables)
    except DatabaseError:
        logger.exception("deleted rows could not be scrubbed; it is tried again every night")
        return False
    return True


def _write_anew(*, however_large: bool) -> bool:
    name = Path(str(connection.settings_dict["NAME"]))
    small = however_large or not name.exists() or name.stat().st_size <= SMALL
    with connection.cursor() as cursor:
        if small:
            cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchone()[0]
    return small and not busy


def _free(tables: Iterable[str]) -> None:
    names = ", ".join(connection.ops.quote_name(each) for each in sorted(set(tables)))
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM {names}")
