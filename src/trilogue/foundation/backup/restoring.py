"""A backup made the database: beside the one that is there, proved equal to what was saved, then put in its place.

`ready` is called within the restored database before anybody else can reach it, and what it returns is returned.
"""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.db import connection

from trilogue.foundation.backup import bundle, rows, swap
from trilogue.foundation.backup.bundle import MEDIA, Manifest
from trilogue.foundation.backup.copying import DUMP, SQLITE
from trilogue.foundation.backup.problem import Unusable

Done = TypeVar("Done")


def restore(
    source: Path, manifest: Manifest, folder: Path, ready: Callable[[], Done], *, replace: bool
) -> Done:
    """`folder` is an empty one beside the data. Raises Unusable with everything as it was; and OSError."""
    _is_for_us(manifest, source)
    bundle.unpack(source, manifest, folder)
    place = partial(_put_files, folder / MEDIA)
    if connection.vendor == "sqlite":
        return _put_sqlite(folder / SQLITE, manifest, ready, place, replace=replace)
    return swap.put(folder / DUMP, lambda: _proved(manifest, ready), place, replace=replace)


def check(source: Path, manifest: Manifest, folder: Path) -> None:
    """Everything but putting it in place, in a database made for it. Raises Unusable; and OSError."""
    _is_for_us(manifest, source)
    bundle.unpack(source, manifest, folder)
    if connection.vendor == "sqlite":
        _is_sound(folder / SQLITE)
        _is_equal(manifest, rows.of_sqlite(folder / SQLITE))
    else:
        swap.tried(folder / DUMP, lambda: _is_equal(manifest, rows.of_postgresql()))


def _is_for_us(manifest: Manifest, source: Path) -> None:
    if manifest.database != connection.vendor:
        raise Unusable(
            "other_database", f"{source}: holds a database of {manifest.database}, not of {connection.vendor}"
        )
    if (SQLITE if connection.vendor == "sqlite" else DUMP) not in manifest.files:
        raise Unusable("not_a_backup", source)


def _proved(manifest: Manifest, ready: Callable[[], Done]) -> Done:
    _is_equal(manifest, rows.of_postgresql())
    return ready()


def _is_equal(manifest: Manifest, found: rows.Table) -> None:
    """A backup of format 1 has nothing to compare with."""
    if manifest.rows and (differing := rows.differing(manifest.rows, found)):
        raise Unusable("rows", ", ".join(differing))


def _put_sqlite(
    restored: Path,
    manifest: Manifest,
    ready: Callable[[], Done],
    place: Callable[[], None],
    *,
    replace: bool,
) -> Done:
    target = Path(str(connection.settings_dict["NAME"]))
    if target.exists() and not replace:
        raise Unusable("there", target)
    _is_sound(restored)
    _is_equal(manifest, rows.of_sqlite(restored))
    with _opened(str(restored)):
        done = ready()
    for leftover in ("-wal", "-shm"):
        restored.with_name(restored.name + leftover).unlink(missing_ok=True)
    place()
    if target.exists():
        _close_for_good(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restoring-", dir=target.parent) as beside:
        last = Path(shutil.move(restored, Path(beside) / target.name))
        last.chmod(0o600 if not target.exists() else target.stat().st_mode & 0o777)
        _sync(last)
        last.replace(target)
    _sync(target.parent)
    return done


@contextmanager
def _opened(name: str) -> Iterator[None]:
    """The settings' database is this one meanwhile."""
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
            sound = opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    except sqlite3.DatabaseError:
        sound = False
    if not sound:
        raise Unusable("unsound", path.name)


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
        raise Unusable("in_use", target)
    for leftover in ("-wal", "-shm"):
        target.with_name(target.name + leftover).unlink(missing_ok=True)


def _put_files(restored: Path) -> None:
    """Before the database takes its place, so that no row is ever without its file.

    A file is called by what it holds: one that is there already is the same. What no row names is swept away later.
    """
    target = Path(settings.MEDIA_ROOT)
    for name, path in bundle.files_in(restored) if restored.is_dir() else ():
        goal = target / Path(name).relative_to(MEDIA)
        goal.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.replace(goal)
    for each in {target, *target.rglob("*")}:
        if each.is_dir():
            _sync(each)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
