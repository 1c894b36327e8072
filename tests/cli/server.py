"""Databases of a test's own on the PostgreSQL server that DATABASE_URL names."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.conf import settings

if TYPE_CHECKING:
    import psycopg

SERVER = settings.DATABASES["default"]
PROGRAMS = ("pg_dump", "pg_restore")
ON_POSTGRESQL = [
    pytest.mark.own_database,
    pytest.mark.skipif(
        "postgresql" not in SERVER["ENGINE"],
        reason="DATABASE_URL names no PostgreSQL: another test tells the story on SQLite",
    ),
    pytest.mark.skipif(
        not all(map(shutil.which, PROGRAMS)),
        reason="pg_dump and pg_restore were not found (apt install postgresql-client)",
    ),
]


def opened(name: str) -> "psycopg.Connection":
    import psycopg

    return psycopg.connect(
        host=SERVER["HOST"] or None,
        port=SERVER["PORT"] or None,
        user=SERVER["USER"] or None,
        password=SERVER["PASSWORD"] or None,
        dbname=name,
        autocommit=True,
    )


@contextmanager
def new_database() -> Iterator[str]:
    """Its name; empty, and dropped afterwards with whatever was restored beside it."""
    name = f"trilogue_story_{uuid4().hex[:12]}"
    with opened("postgres") as server:
        server.execute(f'CREATE DATABASE "{name}"')
    yield name
    with opened("postgres") as server:
        for left in (name, f"{name}_restoring", f"{name}_checking", f"{name}_before"):
            server.execute(f'DROP DATABASE IF EXISTS "{left}" WITH (FORCE)')


def address(name: str) -> str:
    user = quote(SERVER["USER"] or "") + (f":{quote(SERVER['PASSWORD'])}" if SERVER["PASSWORD"] else "")
    host = quote(SERVER["HOST"] or "", safe="")
    return f"postgres://{user}@{host}:{SERVER['PORT'] or 5432}/{name}"
