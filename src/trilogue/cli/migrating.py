"""Bringing the database to this version's shape: in one transaction, as a whole or not at all. Imported late."""

from typing import Any

from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection, transaction


class MigrationFailed(Exception):
    """`name` is the migration; nothing is left of it nor of those before it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class _Migrate(migrate.Command):
    """Knows which migration is at work, and lets none leave checks behind: PostgreSQL alters no table that has some."""

    current = ""

    def migration_progress_callback(self, action: str, migration: Any = None, *_: Any, **__: Any) -> None:
        if action == "apply_start":
            self.current = str(migration)
        elif action == "apply_success" and connection.vendor == "postgresql":
            connection.check_constraints()


def migrate_all() -> None:
    """Every migration that waits. Others who write meanwhile wait too. Raises MigrationFailed."""
    command = _Migrate()
    connection.ensure_connection()
    connection.disable_constraint_checking()  # SQLite cannot do so within a transaction, and wants it to alter tables
    try:
        with transaction.atomic():
            call_command(command, interactive=False, verbosity=0)
    except Exception as error:
        raise MigrationFailed(command.current) from error
    finally:
        connection.enable_constraint_checking()
