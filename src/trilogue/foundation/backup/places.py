"""Where backups lie: a folder of dated files; and the lock by which one process of an installation makes them."""

import fcntl
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings

from trilogue.foundation.backup.problem import Unusable
from trilogue.foundation.backup.rotation import outlived

STAMP = "%Y%m%dT%H%M%S"
DATED = re.compile(r"trilogue-(\d{8}T\d{6})Z\.zip(?:\.age)?", re.ASCII)
PART = re.compile(r"\.trilogue-\d{8}T\d{6}Z\.zip(?:\.age)?\.part", re.ASCII)
ASIDE = ".backing-up-"
FORGOTTEN = 3600
"""Seconds without a change after which a file that is only being written belongs to a process that died."""


def dated(folder: Path, now: datetime, *, sealed: bool) -> Path:
    """A new name in the folder, which is made where it is not there. Raises Unusable: cannot_write."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Unusable("cannot_write", f"{folder}: {error.strerror}") from error
    return folder / f"trilogue-{now.astimezone(UTC):{STAMP}}Z.zip{'.age' * sealed}"


def rotate(folder: Path, *, now: datetime) -> list[Path]:
    """Delete the dated backups whose time is over, which are returned, and what a killed process left."""
    made = {path: at for path in sorted(folder.iterdir()) if (at := _made_at(path.name))}
    over = outlived(made.values(), now=now, lifetime=timedelta(days=settings.BACKUP_DAYS))
    gone = [path for path, at in made.items() if at in over]
    for path in gone:
        path.unlink(missing_ok=True)
    for path in folder.iterdir():
        if PART.fullmatch(path.name) and time.time() - path.stat().st_mtime > FORGOTTEN:
            path.unlink(missing_ok=True)
    return gone


def _made_at(name: str) -> datetime | None:
    found = DATED.fullmatch(name)
    try:
        return datetime.strptime(found[1], STAMP).replace(tzinfo=UTC) if found else None
    except ValueError:
        return None


@contextmanager
def aside() -> Iterator[Path]:
    """A folder for the database's copy, with the data and private. Another process that wants one waits.

    What a killed process left there is deleted first: it may hold people who were erased since.
    """
    data = Path(settings.DATA)
    with (data / "backup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for left in data.glob(f"{ASIDE}*"):
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix=ASIDE, dir=data) as folder:
            yield Path(folder)
