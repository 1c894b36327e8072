"""Who writes votes when.

On PostgreSQL two devices of one voter could write to the same votes in different orders, and each wait for the other.
The locks against it are no rows', and are let go when the transaction ends. SQLite lets one write at a time (ADR 2),
and makes whoever comes meanwhile sleep for up to a tenth of a second; so that nobody oversleeps, the threads of a
process queue up before it.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

VOTES = 0x7472696C766F7465
"""The number of the lock that those who vote share: "trilvote" in letters."""


_here = threading.Lock()


@contextmanager
def in_line() -> Iterator[None]:
    """Around a transaction that writes votes."""
    if transaction.get_connection().vendor != "sqlite":
        yield
        return
    with _here:
        yield


def take_turn(mark: str) -> None:
    """Wait until no other device of this voter writes. `mark`, hexadecimal digits, is the voter's and no pseudonym:
    a server's log may show for which lock somebody waited, and when.
    """
    _lock("SELECT pg_advisory_xact_lock_shared(%s), pg_advisory_xact_lock(%s)", VOTES, _number(mark))


def halt_votes() -> None:
    """Wait until the votes under way are stored; those that come then wait for this transaction and see its work."""
    _lock("SELECT pg_advisory_xact_lock(%s)", VOTES)


def _lock(statement: str, *numbers: int) -> None:
    connection = transaction.get_connection()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(statement, numbers)


def _number(mark: str) -> int:
    """Sixteen digits as PostgreSQL's signed number."""
    return int(mark[:16], 16) - 2**63
