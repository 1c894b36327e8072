"""`trilogue backup`: the database and its files in one file, without sessions, caches and the keys of people."""

import argparse
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from trilogue.cli import bundle
from trilogue.cli.commands import positive
from trilogue.cli.refusal import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trilogue.cli.commands import Commands

LIFETIME = "90"
"""Days; also said in the consent texts' guide and in the policy."""
DATED = re.compile(r"trilogue-(\d{8}T\d{6})Z\.zip")
STAMP = "%Y%m%dT%H%M%S"
CREDENTIALS = ("django_session", "cache")
"""Tables whose rows would let somebody in, or mean nothing later."""


def add(commands: "Commands") -> None:
    backup = commands.add_parser("backup", help="write database and files into one file")
    backup.add_argument(
        "target", metavar="FILE", help="a new file; or a folder, which keeps dated files for their lifetime"
    )
    backup.set_defaults(run=_backup)


def _backup(chosen: argparse.Namespace) -> int:
    from trilogue.cli.database import is_up_to_date, open_database

    lifetime = _lifetime()
    now = datetime.now(UTC)
    folder, target = _where(chosen.target, now)
    open_database()
    if not is_up_to_date():
        raise Refused("the database is not up to date: start `trilogue serve` once, then this")
    _write(target, now)
    print(f"{target}: {target.stat().st_size} bytes")
    if folder:
        for path in _outlived(folder, now - timedelta(days=lifetime)):
            path.unlink()
            print(f"{path}: older than {lifetime} days, deleted")
    return 0


def _lifetime() -> int:
    try:
        return positive(os.environ.get("TRILOGUE_BACKUP_DAYS") or LIFETIME)
    except ValueError:
        raise Refused("TRILOGUE_BACKUP_DAYS is not a number of days: write for example 90") from None


def _where(given: str, now: datetime) -> tuple[Path | None, Path]:
    """The folder that keeps dated files, if one was named, and the file to write."""
    path = Path(given)
    if path.is_dir() or given.endswith("/"):
        try:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise Refused(f"{path}: {error.strerror}: name another folder") from error
        return path, path / f"trilogue-{now:{STAMP}}Z.zip"
    if path.exists():
        raise Refused(f"{path}: is there already: name a new file, or a folder")
    return None, path


def _write(target: Path, now: datetime) -> None:
    from django.db import connection

    try:
        with tempfile.TemporaryDirectory(prefix=".trilogue-", dir=target.parent) as aside:
            copy = _copied(Path(aside))
            bundle.write(
                target,
                [(copy.name, copy), *_media()],
                version=version("trilogue"),
                made_at=now,
                kind=connection.vendor,
            )
    except FileExistsError as error:
        raise Refused(f"{target}: is there already: name a new file, or a folder") from error
    except OSError as error:
        raise Refused(f"{target}: {error.strerror or error}: name another place") from error


def _copied(folder: Path) -> Path:
    from django.db import connection

    if connection.vendor == "sqlite":
        return _copied_sqlite(folder / "database.sqlite3")
    return _dumped_postgresql(folder / "database.dump")


def _copied_sqlite(copy: Path) -> Path:
    """As it stands at one moment, while others go on writing."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(copy)])
    with closing(sqlite3.connect(copy, isolation_level=None)) as opened:
        for table in CREDENTIALS:
            if opened.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [table]).fetchone():
                opened.execute(f'DELETE FROM "{table}"')  # noqa: S608  one of the names above
        opened.execute("VACUUM")
    return copy


def _dumped_postgresql(copy: Path) -> Path:
    from trilogue.cli.postgresql import run

    if not shutil.which("pg_dump"):
        raise Refused(
            "pg_dump was not found: install the client programs of PostgreSQL "
            "(apt install postgresql-client), or back the database up with your own tools"
        )
    excluded = [f"--exclude-table-data={table}" for table in CREDENTIALS]
    try:
        run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", *excluded, f"--file={copy}")
    except subprocess.CalledProcessError as error:
        raise Refused(f"pg_dump could not write the database: {error.stderr.strip()[:300]}") from error
    return copy


def _media() -> "Iterator[tuple[str, Path]]":
    from django.conf import settings

    if settings.MEDIA_ROOT:
        yield from bundle.media_in(Path(settings.MEDIA_ROOT))


def _outlived(folder: Path, before: datetime) -> list[Path]:
    """Dated files of before that moment; other files are left alone."""
    return [
        path
        for path in sorted(folder.iterdir())
        if (found := DATED.fullmatch(path.name))
        and datetime.strptime(found[1], STAMP).replace(tzinfo=UTC) < before
    ]
