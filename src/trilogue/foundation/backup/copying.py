"""The database as it stands at one moment, while others go on writing, with the hashes of its rows."""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction

from trilogue.foundation.backup import rows
from trilogue.foundation.backup.postgresql import run
from trilogue.foundation.backup.problem import Unusable

SQLITE, DUMP = "database.sqlite3", "database.dump"


@dataclass(frozen=True)
class Copy:
    path: Path
    rows: rows.Table


def copied(folder: Path) -> Copy:
    """Without credentials. Raises Unusable: no_program, program; and OSError."""
    return _dumped(folder / DUMP) if connection.vendor == "postgresql" else _copied(folder / SQLITE)


def _copied(copy: Path) -> Copy:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(copy)])
    try:
        _take_out_credentials(copy)
        return Copy(copy, rows.of_sqlite(copy))
    except sqlite3.Error as error:
        raise Unusable("cannot_write", f"{copy}: {error}") from error


def _take_out_credentials(copy: Path) -> None:
    with closing(sqlite3.connect(copy, isolation_level=None)) as opened:
        for table in sorted(rows.CREDENTIALS):
            if opened.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [table]).fetchone():
                opened.execute(f'DELETE FROM "{table}"')  # noqa: S608  one of the names above
        opened.execute("VACUUM")


def _dumped(copy: Path) -> Copy:
    """The dump and the hashes see one snapshot."""
    if not shutil.which("pg_dump"):
        raise Unusable("no_program", "pg_dump")
    excluded = [f"--exclude-table-data={table}" for table in sorted(rows.CREDENTIALS)]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        try:
            run(
                "pg_dump",
                "--format=custom",
                "--no-owner",
                "--no-privileges",
                f"--snapshot={snapshot}",
                *excluded,
                f"--file={copy}",
            )
        except subprocess.CalledProcessError as error:
            raise Unusable("program", f"pg_dump: {error.stderr.strip()[:300]}") from error
        return Copy(copy, rows.of_postgresql())
