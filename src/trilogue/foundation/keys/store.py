"""One small file a key, in the folder `settings.KEYS`, which may be shared by several machines.

A key is written aside and then linked to its name: it is there as a whole or not at all, and of several
processes that make it at once one wins. Destroying overwrites the key where it lies and leaves the file as a
sign that it must never be made again. Nothing keeps keys in memory, so that this holds for every process at once.

An owner's key is of one kind, told by the ending of its file: lasting ones are copied into the file of keys that a
backup may write, fleeting ones are nowhere but here.
"""

import hashlib
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from django.conf import settings

MARK = b"TRILKEY1"
ID_LENGTH = 8
KEY_LENGTH = 32
NOTHING = bytes(ID_LENGTH + KEY_LENGTH)
LENGTH = len(MARK) + len(NOTHING)


class KeyRefused(Exception):
    """`code` says why a text is neither sealed nor opened.

    DESTROYED: sealing for an owner whose key was destroyed. NO_KEY: the folder lacks the owner's key.
    OTHER_KEY: sealed with a key that this folder does not have. DAMAGED: the key file is broken.
    BROKEN_SEAL: the sealed text was changed, or belongs to another owner or place.
    """

    def __init__(self, code: str, owner: UUID) -> None:
        super().__init__(code, str(owner))
        self.code = code
        self.owner = owner


class Kind(StrEnum):
    """In the order in which they are looked for: a key that is set apart meanwhile is met under its new name."""

    LASTING = ".key"
    FLEETING = ".fleeting"


@dataclass(frozen=True, repr=False)
class Key:
    identifier: bytes
    secret: bytes


def exists(owner: UUID) -> bool:
    """Whether the owner has a key: not before the first text is sealed, and not once it was destroyed."""
    return _read(owner) not in (None, NOTHING)


def find(owner: UUID) -> Key | None:
    """The owner's key, None when it was destroyed. Raises KeyRefused: NO_KEY, DAMAGED."""
    content = _read(owner)
    if content is None:
        raise KeyRefused("NO_KEY", owner)
    return None if content == NOTHING else _key(content, owner)


def find_or_make(owner: UUID, kind: Kind = Kind.LASTING) -> Key:
    """Raises KeyRefused: DESTROYED, DAMAGED."""
    content = _read(owner)
    if content is None:
        _create(owner, _new(), kind)
        content = _read(owner)
    if content in (None, NOTHING):
        raise KeyRefused("DESTROYED", owner)
    return _key(content, owner)


def destroy(owner: UUID) -> None:
    """For good: also where no key was ever made, none will be."""
    if _read(owner) is None and _create(owner, NOTHING):
        return
    for kind in Kind:
        with suppress(FileNotFoundError):
            _overwrite(_path(owner, kind))


def set_apart(owner: UUID) -> None:
    """Make a lasting key a fleeting one, as those of exchanges were not always."""
    with suppress(FileNotFoundError):
        _path(owner, Kind.LASTING).rename(_path(owner, Kind.FLEETING))
        _sync(Path(settings.KEYS))


def lasting_files() -> list[Path]:
    """Of all owners, as they may be copied."""
    folder = Path(settings.KEYS)
    return sorted(folder.glob(f"[!.]*{Kind.LASTING}")) if folder.is_dir() else []


def put_back(owner: UUID, content: bytes) -> bool:
    """The file of a key as a copy has it. What was destroyed here or there stays so; else the key that is here stays.

    False where the copy has another key than the one that is here. Raises KeyRefused: DAMAGED.
    """
    copied = _checked(owner, content)
    if _read(owner) is None and _create(owner, copied):
        return True
    here = _read(owner)
    if copied == NOTHING:
        destroy(owner)
    return copied == NOTHING or here in (copied, NOTHING)


def _checked(owner: UUID, content: bytes) -> bytes:
    """What stands behind the mark."""
    if len(content) != LENGTH or not content.startswith(MARK):
        raise KeyRefused("DAMAGED", owner)
    behind = content.removeprefix(MARK)
    if behind != NOTHING:
        _key(behind, owner)
    return behind


def _new() -> bytes:
    secret = secrets.token_bytes(KEY_LENGTH)
    return _identifier(secret) + secret


def _identifier(secret: bytes) -> bytes:
    return hashlib.sha256(MARK + secret).digest()[:ID_LENGTH]


def _key(content: bytes | None, owner: UUID) -> Key:
    identifier, secret = (content or b"")[:ID_LENGTH], (content or b"")[ID_LENGTH:]
    if identifier != _identifier(secret):
        raise KeyRefused("DAMAGED", owner)
    return Key(identifier, secret)


def _path(owner: UUID, kind: Kind) -> Path:
    return Path(settings.KEYS) / f"{owner}{kind}"


def _read(owner: UUID) -> bytes | None:
    """What stands behind the mark: identifier and secret, or zeros. None when there is no file."""
    for kind in Kind:
        with suppress(FileNotFoundError):
            content = _path(owner, kind).read_bytes()
            if len(content) != LENGTH or not content.startswith(MARK):
                raise KeyRefused("DAMAGED", owner)
            return content.removeprefix(MARK)
    return None


def _create(owner: UUID, content: bytes, kind: Kind = Kind.LASTING) -> bool:
    """Whether this call made the file. A process killed half-way leaves at most a file aside that nobody reads;
    where that is the key's second name, destroying overwrites both.
    """
    path = _path(owner, kind)
    _make_folder(path.parent)
    aside = path.with_name(f".{secrets.token_hex(8)}.new")
    _write(aside, MARK + content)
    try:
        os.link(aside, path)
    except FileExistsError:
        return False
    finally:
        aside.unlink()
        _sync(path.parent)
    return True


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(descriptor, content)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _overwrite(path: Path) -> None:
    descriptor = os.open(path, os.O_WRONLY)
    try:
        os.pwrite(descriptor, NOTHING, len(MARK))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700, parents=True)
        _sync(folder.parent)


def _sync(folder: Path) -> None:
    """Names are kept by the folder, not by the file: without this a key could be lost with its text stored."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
