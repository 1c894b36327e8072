"""Restoring beside the PostgreSQL database that is there, and changing the names once all is done."""

import shutil
import subprocess
from collections.abc import Callable
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from trilogue.cli.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

MAINTENANCE = "postgres"


def put_postgresql(dump: Path, ready: Callable[[], int], *, replace: bool) -> int:
    """Returns what `ready` did inside the restored database, before anybody else could reach it."""
    from django.db import DatabaseError, connection

    from trilogue.cli.postgresql import run

    if not shutil.which("pg_restore"):
        raise Refused(
            "pg_restore was not found: install the client programs of PostgreSQL (apt install postgresql-client)"
        )
    name = str(connection.settings_dict["NAME"])
    try:
        if not replace and connection.introspection.table_names():
            raise Refused(f"the database {name} is not empty: give --replace to lose what it holds")
        with _at(MAINTENANCE):
            _say(f'DROP DATABASE IF EXISTS "{name}_restoring"', f'CREATE DATABASE "{name}_restoring"')
        with _at(f"{name}_restoring"):
            run(
                "pg_restore",
                "--no-owner",
                "--no-privileges",
                "--exit-on-error",
                f"--dbname={name}_restoring",
                str(dump),
            )
            done = ready()
        with _at(MAINTENANCE):
            _swap(name)
    except subprocess.CalledProcessError as error:
        raise Refused(f"pg_restore could not read the backup: {error.stderr.strip()[:300]}") from error
    except DatabaseError as error:
        raise Refused(
            f"the database {name} could not be replaced ({str(error).splitlines()[0]}): stop `trilogue serve` and "
            "`trilogue worker`, and use a database user that may create databases"
        ) from error
    finally:
        _drop_leftover(name)
    return done


def _drop_leftover(name: str) -> None:
    """What was restored and could not take its place holds the same data as the backup."""
    from django.db import DatabaseError

    with suppress(DatabaseError), _at(MAINTENANCE):
        _say(f'DROP DATABASE IF EXISTS "{name}_restoring"')


def _swap(name: str) -> None:
    """Refused by the server while anybody is connected to the old one."""
    from django.db import transaction

    _say(f'DROP DATABASE IF EXISTS "{name}_before"')
    with transaction.atomic():
        _say(
            f'ALTER DATABASE "{name}" RENAME TO "{name}_before"',
            f'ALTER DATABASE "{name}_restoring" RENAME TO "{name}"',
        )
    _say(f'DROP DATABASE "{name}_before"')


def _say(*statements: str) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def _at(name: str) -> "Iterator[None]":
    from django.db import connection

    connection.close()
    usual, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
