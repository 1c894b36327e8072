"""`trilogue restore`: a backup becomes the database, after everybody erased since was erased from it again."""

import argparse
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from trilogue.cli import bundle
from trilogue.cli.refusal import Refused

if TYPE_CHECKING:
    from trilogue.cli.bundle import Manifest
    from trilogue.cli.commands import Commands

IN_USE = "is in use: stop `trilogue serve` and `trilogue worker` first"


def add(commands: "Commands") -> None:
    restore = commands.add_parser("restore", help="make a backup the database, erasures carried out again")
    restore.add_argument("file", type=Path, metavar="FILE", help="a file that `trilogue backup` wrote")
    restore.add_argument("--replace", action="store_true", help="in place of the database that is there")
    restore.set_defaults(run=_restore)


def _restore(chosen: argparse.Namespace) -> int:
    from trilogue.cli.database import alone_in_the_folder, load_settings
    from trilogue.cli.preconditions import data_folder

    manifest = bundle.read(chosen.file)
    load_settings()
    from django.db import connection

    if manifest.database != connection.vendor:
        raise Refused(
            f"{chosen.file}: holds a database of {manifest.database}, but the settings name {connection.vendor}: "
            "correct DATABASE_URL"
        )
    try:
        with (
            alone_in_the_folder(),
            tempfile.TemporaryDirectory(prefix=".restoring-", dir=_beside()) as aside,
        ):
            bundle.unpack(chosen.file, manifest, Path(aside))
            erased = _put_in_place(Path(aside), replace=chosen.replace)
    except OSError as error:
        raise Refused(f"{data_folder()}: {error.strerror or error}; nothing was replaced") from error
    _say(chosen.file, manifest, erased)
    return 0


def _beside() -> Path:
    """On the disk that the database is on, so that it can be put in place by its name alone."""
    from django.db import connection

    from trilogue.cli.preconditions import data_folder

    if connection.vendor != "sqlite":
        return data_folder()
    folder = Path(str(connection.settings_dict["NAME"])).absolute().parent
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _put_in_place(aside: Path, *, replace: bool) -> int:
    from django.db import connection

    if connection.vendor == "sqlite":
        erased = _put_sqlite(aside / "database.sqlite3", replace=replace)
    else:
        from trilogue.cli.swap import put_postgresql

        erased = put_postgresql(aside / "database.dump", _ready, replace=replace)
    _put_media(aside / bundle.MEDIA)
    return erased


def _put_sqlite(restored: Path, *, replace: bool) -> int:
    from django.db import connection

    target = Path(str(connection.settings_dict["NAME"]))
    if target.exists() and not replace:
        raise Refused(f"{target}: is there already: give --replace to lose what it holds")
    _is_sound(restored)
    with _opened(str(restored)):
        erased = _ready()
    for leftover in ("-wal", "-shm"):
        restored.with_name(restored.name + leftover).unlink(missing_ok=True)
    if target.exists():
        _close_for_good(target)
    restored.chmod(0o600 if not target.exists() else target.stat().st_mode & 0o777)
    restored.replace(target)
    _sync(target.parent)
    return erased


def _ready() -> int:
    """Bring the restored database up to date and erase again whom the ledger names, before it serves anybody."""
    from django.db import DatabaseError
    from django.utils import timezone

    from trilogue.cli.database import bring_up_to_date
    from trilogue.flows.erase import replay
    from trilogue.foundation.access import ANONYMOUS
    from trilogue.foundation.retention.scrub import scrub

    try:
        _is_known()
        bring_up_to_date()
        erased = replay(by=ANONYMOUS, now=timezone.now())
        scrub(however_large=True)
    except DatabaseError as error:
        raise Refused(f"the backup's database cannot be used ({error}): use another backup") from error
    return erased


def _is_known() -> None:
    """A later version's database has migrations that this one lacks."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    known = {app for app, _ in loader.disk_migrations}
    replaced = {key for each in loader.disk_migrations.values() for key in each.replaces}
    applied = {key for key in loader.applied_migrations if key[0] in known}
    if applied - set(loader.disk_migrations) - replaced:
        raise Refused("the backup was made by a later version of Trilogue: install that version first")


@contextmanager
def _opened(name: str) -> Iterator[None]:
    """The settings' database is this one meanwhile."""
    from django.db import connection

    connection.close()
    usual, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def _is_sound(path: Path) -> None:
    try:
        with closing(sqlite3.connect(path)) as opened:
            sound = opened.execute("PRAGMA quick_check").fetchone() == ("ok",)
    except sqlite3.DatabaseError:
        sound = False
    if not sound:
        raise Refused("the database in the backup is damaged: use another one")


def _close_for_good(target: Path) -> None:
    """Nobody may have the old database open, and no log of it may be left to be applied to the new one."""
    try:
        with closing(sqlite3.connect(target, timeout=1)) as opened:
            free = opened.execute("PRAGMA journal_mode=DELETE").fetchone() == ("delete",)
    except sqlite3.OperationalError:
        free = False
    except sqlite3.DatabaseError:
        free = True  # not a database at all
    if not free:
        raise Refused(f"{target}: {IN_USE}")
    for leftover in ("-wal", "-shm"):
        target.with_name(target.name + leftover).unlink(missing_ok=True)


def _put_media(restored: Path) -> None:
    from django.conf import settings

    if not restored.is_dir() or not settings.MEDIA_ROOT:
        return
    target = Path(settings.MEDIA_ROOT)
    if target.exists():
        shutil.rmtree(target)
    shutil.move(restored, target)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _say(file: Path, manifest: "Manifest", erased: int) -> None:
    from trilogue.foundation.retention import ledger

    print(f"{file}: restored as of {manifest.made_at:%Y-%m-%d %H:%M} UTC; erased again: {erased}")
    if not ledger.path().exists():
        print(
            f"{ledger.path()} is not there: if anybody was erased since the backup, restore the folder of keys "
            "and do this again"
        )
