"""Restoring beside the PostgreSQL database that is there, and changing the names once all is done."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from django.db import DatabaseError, connection, transaction

from trilogue.foundation.backup.postgresql import run
from trilogue.foundation.backup.problem import Unusable

MAINTENANCE = "postgres"
Done = TypeVar("Done")


def put(dump: Path, ready: Callable[[], Done], place: Callable[[], None], *, replace: bool) -> Done:
    """Returns what `ready` did inside the restored database, before anybody else could reach it.

    `place` is done just before the restored database takes the name.
    """
    name = str(connection.settings_dict["NAME"])
    with _explained(name):
        if not replace and connection.introspection.table_names():
            raise Unusable("not_empty", name)
        with _restored(dump, f"{name}_restoring"):
            with _at(f"{name}_restoring"):
                done = ready()
            place()
            with _at(MAINTENANCE):
                _swap(name)
    return done


def tried(dump: Path, look: Callable[[], None]) -> None:
    """Restored beside, looked at and dropped."""
    name = str(connection.settings_dict["NAME"])
    with _explained(name), _restored(dump, f"{name}_checking"), _at(f"{name}_checking"):
        look()


@contextmanager
def _explained(name: str) -> Iterator[None]:
    if not shutil.which("pg_restore"):
        raise Unusable("no_program", "pg_restore")
    try:
        yield
    except subprocess.CalledProcessError as error:
        raise Unusable("program", f"pg_restore: {error.stderr.strip()[:300]}") from error
    except DatabaseError as error:
        raise Unusable("database", f"{name}: {str(error).splitlines()[0]}") from error


@contextmanager
def _restored(dump: Path, name: str) -> Iterator[None]:
    """A database of that name. One that could not take another's place is dropped: it holds the same data."""
    try:
        with _at(MAINTENANCE):
            _say(f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}"')
        with _at(name):
            run(
                "pg_restore",
                "--no-owner",
                "--no-privileges",
                "--exit-on-error",
                f"--dbname={name}",
                str(dump),
            )
        yield
    finally:
        with suppress(DatabaseError), _at(MAINTENANCE):
            _say(f'DROP DATABASE IF EXISTS "{name}"')


def _swap(name: str) -> None:
    """Refused by the server while anybody is connected to the old one."""
    _say(f'DROP DATABASE IF EXISTS "{name}_before"')
    with transaction.atomic():
        _say(
            f'ALTER DATABASE "{name}" RENAME TO "{name}_before"',
            f'ALTER DATABASE "{name}_restoring" RENAME TO "{name}"',
        )
    _say(f'DROP DATABASE "{name}_before"')


def _say(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def _at(name: str) -> Iterator[None]:
    connection.close()
    usual, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
