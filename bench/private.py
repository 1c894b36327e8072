"""A database of one's own, empty and up to date, for runs that kill, race or fill: in a folder, or on the server."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[1]
SERVER = "DATABASE_URL"
"""Names the PostgreSQL server; the database it names is left alone."""


def server() -> str:
    """The address of a PostgreSQL server, or nothing."""
    url = os.environ.get(SERVER, "")
    return url if urlsplit(url).scheme.startswith("postgres") else ""


@contextmanager
def private_database(vendor: str) -> Iterator[dict[str, str]]:
    """The environment of processes that use it. `vendor` is sqlite or postgresql."""
    with tempfile.TemporaryDirectory(prefix="trilogue-private-") as folder, empty_database(vendor) as named:
        url = named or f"sqlite:///{Path(folder, 'private.sqlite3')}"
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "trilogue.config.settings",
            "TRILOGUE_DATA": folder,
            "SECRET_KEY": "for this run only",
            "DATABASE_URL": url,
            "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
        }
        command = [sys.executable, "-m", "django", "migrate", "--verbosity=0"]
        subprocess.run(command, env=environment, cwd=ROOT, check=True)
        yield environment


@contextmanager
def empty_database(vendor: str) -> Iterator[str]:
    """Its address on the server, without any table; nothing for SQLite, where it is a file in some folder."""
    if vendor == "sqlite":
        yield ""
        return
    import psycopg

    name = f"trilogue_{uuid4().hex[:12]}"
    with psycopg.connect(_named("postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
        try:
            yield _named(name)
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def _named(database: str) -> str:
    return urlunsplit(urlsplit(server())._replace(path=f"/{database}"))
