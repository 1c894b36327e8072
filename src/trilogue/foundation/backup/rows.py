"""Whether two databases hold the same: of each table how many rows, and a hash in which their order is no matter.

Each row is written as JSON with its columns by name and hashed; the hashes are added up. Two databases of one kind
that hold the same rows have the same figures, wherever the rows lie; one changed, lost or doubled row shows.
"""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

CREDENTIALS = frozenset({"django_session", "usersessions_usersession", "cache"})
"""Tables whose rows would let somebody in, or mean nothing later: no backup has them."""
AT_ONCE = 2000
SIZE = 2**256


@dataclass(frozen=True)
class Rows:
    count: int
    digest: str


Table = dict[str, Rows]


def of_sqlite(path: Path) -> Table:
    """Raises sqlite3.DatabaseError."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as opened:
        names = opened.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
        return {name: _summed(opened.execute(_all(name))) for (name,) in _counted(names.fetchall())}


def of_postgresql() -> Table:
    """Of the connection's database, within the transaction in which it is called. Raises DatabaseError."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        names = cursor.fetchall()
    return {name: _streamed(connection.chunked_cursor, name) for (name,) in _counted(names)}


def differing(expected: Table, found: Table) -> list[str]:
    """Tables that do not hold the same, or that one of the two lacks."""
    return sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))


def _counted(names: Sequence[tuple[str]]) -> list[tuple[str]]:
    return sorted(each for each in names if each[0] not in CREDENTIALS)


def _streamed(opened: Callable[[], Any], name: str) -> Rows:
    with opened() as cursor:
        cursor.execute(_all(name))
        return _summed(cursor)


def _all(name: str) -> str:
    return f'SELECT * FROM "{name}"'  # noqa: S608  a table's own name


def _summed(cursor: Any) -> Rows:
    count = total = 0
    order: list[int] | None = None
    for row in _each(cursor):
        if order is None:
            names = [column[0] for column in cursor.description]
            order = sorted(range(len(names)), key=names.__getitem__)
        count += 1
        total += int.from_bytes(_hashed([row[place] for place in order]), "big")
    return Rows(count, f"{total % SIZE:064x}")


def _each(cursor: Any) -> Iterator[Sequence[Any]]:
    while rows := cursor.fetchmany(AT_ONCE):
        yield from rows


def _hashed(values: list[Any]) -> bytes:
    return hashlib.sha256(json.dumps(values, default=_said, separators=(",", ":")).encode()).digest()


def _said(value: Any) -> list[str]:
    """A value that JSON does not know, with the name of its type so that it equals no other's."""
    if isinstance(value, bytes | memoryview):
        return ["bytes", bytes(value).hex()]
    if isinstance(value, datetime) and value.tzinfo:
        value = value.astimezone(UTC)
    shown = value.isoformat() if isinstance(value, date) else str(value)
    return [type(value).__name__, shown]
