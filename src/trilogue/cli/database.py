"""Opening the database of an installation and bringing it up to date; Django is imported here and late."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from trilogue.cli.preconditions import address, data_folder, folder_is_usable
from trilogue.cli.refusal import Refused

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

SETTINGS = "trilogue.config.settings"
CONNECT_TIMEOUT = "10"
PREPARING = 7_201_225_318_151_414
"""Key of the PostgreSQL lock that lets one process at a time prepare the database."""


def open_database() -> None:
    """Load the settings and reach the database, or refuse with the cure."""
    load_settings()
    from django.db import DatabaseError, connection

    try:
        connection.ensure_connection()
        connection.introspection.table_names()
    except DatabaseError as error:
        raise Refused(_unreachable(connection, error)) from error


def answers() -> bool:
    """Whether the database can be asked, by a connection made for it."""
    from django.db import DatabaseError, connection

    connection.close()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


@contextmanager
def alone_in_the_folder() -> Iterator[None]:
    """One process of this machine at a time."""
    with (data_folder() / "preparing.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def preparing() -> Iterator[None]:
    """One process at a time: a file lock on this machine, an advisory lock for others on PostgreSQL."""
    from django.db import connection

    with alone_in_the_folder():
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [PREPARING])


def is_up_to_date() -> bool:
    """True if no migration waits."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def is_known() -> bool:
    """A later version's database has migrations that this one lacks, also of apps that it lacks."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    replaced = {key for each in loader.disk_migrations.values() for key in each.replaces}
    return not set(loader.applied_migrations) - set(loader.disk_migrations) - replaced


def bring_up_to_date() -> None:
    """Apply what waits, all of it or nothing. Raises Refused with the database as it was."""
    from django.core.management import call_command

    from trilogue.cli.migrating import MigrationFailed, migrate_all

    try:
        if not is_up_to_date():
            migrate_all()
    except MigrationFailed as error:
        raise Refused(
            f"the database could not be brought up to date: {error.name or 'preparing'}: "
            f"{_first_line(error.__cause__)}. "
            "It is as it was: go on with the version before this one, and report this"
        ) from error
    call_command("createcachetable", verbosity=0)


def _first_line(error: BaseException | None) -> str:
    said = str(error).strip().splitlines()
    return f"{type(error).__name__}: {said[0][:200]}" if said else type(error).__name__


def marked_as_demonstration() -> bool | None:
    """What the database says of itself; None while it is empty."""
    from django.db import connection

    from trilogue.domain.editions.models import Installation

    if Installation._meta.db_table not in connection.introspection.table_names():
        return None
    return Installation.objects.values_list("demonstration", flat=True).first()


def load_settings() -> None:
    """The settings and the apps, without reaching the database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    os.environ.setdefault("PGCONNECT_TIMEOUT", CONNECT_TIMEOUT)
    folder_is_usable(data_folder())
    address()
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except (ImproperlyConfigured, ValueError) as error:
        if "psycopg" in str(error):
            raise Refused(
                "DATABASE_URL names PostgreSQL, but its driver is missing: pip install 'trilogue[postgres]'"
            ) from error
        raise Refused(_unusable_setting(error)) from error


def _unusable_setting(error: Exception) -> str:
    """A setting's own words, but never the value of an address, which may hold a password."""
    if type(error).__name__ in {"ParseError", "UnknownSchemeError"}:
        return (
            "DATABASE_URL is not understood: write postgres://user:password@host:5432/name, "
            "or leave it out for SQLite"
        )
    return str(error)


def _unreachable(connection: "BaseDatabaseWrapper", error: Exception) -> str:
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return (
            f"{settings['NAME']}: cannot be used as database ({error}): "
            "check the file and its folder, or name another folder in TRILOGUE_DATA"
        )
    host = urlsplit(f"//{settings['HOST']}").hostname or "this machine"
    return (
        f"the database {settings['NAME']} on {host} port {settings['PORT'] or 5432} does not answer: "
        "start it, or correct DATABASE_URL"
    )
