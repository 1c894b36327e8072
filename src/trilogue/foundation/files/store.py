"""Files under `settings.MEDIA_ROOT`, each named after what it holds, kept for good once `put` returns.

A file is written aside, synced and linked to its name, and the folder is synced: it is there as a whole or not at
all, and it is there before the row that names it can be committed. What no row names any more a sweep removes.
"""

import fcntl
import os
import re
import secrets
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

NAME = re.compile(r"(?:pictures|documents)/([0-9a-f]{2})[0-9a-f]{62}[-.0-9a-z]{1,12}")
"""The kind, the digest, and what tells several files of one digest apart."""
DIGEST = re.compile(r"[0-9a-f]{64}")
SPARED = timedelta(days=1)
"""How long a file stays that no row names: the request that brought it may not have committed yet."""


def put(name: str, data: bytes) -> None:
    """Keep a file. The same name always means the same content, so that one that is there stays.

    Raises OSError where the disk refuses; nothing is then left under the name.
    """
    path = _path(name)
    _make_folder(path.parent)
    with _locked(fcntl.LOCK_SH):
        if path.exists():
            os.utime(path)
        else:
            _link(path, data)
        _sync(path.parent)


def read(name: str) -> bytes:
    """Raises FileNotFoundError."""
    return _path(name).read_bytes()


def exists(name: str) -> bool:
    return _path(name).is_file()


def renew(names: Iterable[str]) -> bool:
    """Let all of them stay as long as if they had come now; False where one is gone."""
    paths = [_path(each) for each in names]
    with _locked(fcntl.LOCK_SH):
        if not all(each.is_file() for each in paths):
            return False
        for each in paths:
            os.utime(each)
    return True


def remove(name: str) -> None:
    path = _path(name)
    path.unlink(missing_ok=True)
    if path.parent.is_dir():
        _sync(path.parent)


@dataclass(frozen=True)
class Kept:
    path: Path
    digest: str
    """"" for a file that a killed process left aside."""

    @property
    def at(self) -> datetime:
        return datetime.fromtimestamp(self.path.stat().st_mtime).astimezone()


def kept() -> Iterator[Kept]:
    """Every file there is."""
    root = Path(settings.MEDIA_ROOT)
    for folder in (*root.glob("pictures/??"), *root.glob("documents/??")):
        for path in folder.iterdir():
            found = DIGEST.match(path.name)
            yield Kept(path, found[0] if found else "")


def sweep(named: Collection[str], *, now: datetime) -> int:
    """Remove the files whose digest is not `named`, once they are older than a day; returns how many."""
    count = 0
    for each in kept():
        if each.digest in named:
            continue
        with _locked(fcntl.LOCK_EX), suppress(FileNotFoundError):
            if now - each.at > SPARED:
                each.path.unlink()
                count += 1
    return count


@contextmanager
def _locked(how: int) -> Iterator[None]:
    """A file that is put again while the sweep looks at it is either seen as young, or written anew."""
    _make_folder(Path(settings.MEDIA_ROOT) / "pictures")
    with (Path(settings.MEDIA_ROOT) / ".lock").open("ab") as lock:
        fcntl.flock(lock, how)
        yield


def _path(name: str) -> Path:
    """Raises ValueError for a name that is none, so that no name leads out of the folder."""
    found = NAME.fullmatch(name)
    if not found:
        raise ValueError(name)
    kind, _, rest = name.partition("/")
    return Path(settings.MEDIA_ROOT) / kind / found[1] / rest


def _link(path: Path, data: bytes) -> None:
    aside = path.with_name(f".{secrets.token_hex(8)}.new")
    try:
        _write(aside, data)
        with suppress(FileExistsError):
            os.link(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _make_folder(folder: Path) -> None:
    for each in (folder.parent.parent, folder.parent, folder):
        if not each.is_dir():
            with suppress(FileExistsError):
                each.mkdir(mode=0o700, parents=True)
            _sync(each.parent)


def _sync(folder: Path) -> None:
    """Names are kept by the folder, not by the file."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
