"""What a backup is sealed with, by age (https://age-encryption.org): for those who are to read it, or by a passphrase.

For recipients the file is an age file, which `age --decrypt` opens too. By passphrase it is a zip with two of them:
`identity.age`, a key made for this file alone, opened by the passphrase; and `backup.age`, opened by that key: the
library seals by passphrase only what fits into memory.
"""

import hashlib
import os
import threading
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

import pyrage
from pyrage import passphrase as by_passphrase
from pyrage import x25519

from trilogue.foundation.backup.problem import Unusable

MARK = b"age-encryption.org/v1\n"
IDENTITY, SEALED = "identity.age", "backup.age"
LARGEST_IDENTITY = 64 * 1024
TOO_MUCH = "Excessive work"
"""What age says of a passphrase that was made much slower to try than this machine, as busy as it is, would make it."""
TRIES = 5


@dataclass(frozen=True)
class Seal:
    """Nothing, or public keys (age1...), or a passphrase. Not shown: it may hold the passphrase."""

    recipients: tuple[str, ...] = ()
    passphrase: str = ""

    def __repr__(self) -> str:
        return "Seal(...)"

    def __bool__(self) -> bool:
        return bool(self.recipients or self.passphrase)

    def check(self) -> None:
        """Raises Unusable: recipient."""
        for each in self.recipients:
            _recipient(each)


@dataclass(frozen=True, repr=False)
class Opener:
    """What opens a sealed backup: a file of identities (AGE-SECRET-KEY-1...), or the passphrase."""

    identities: Path | None = None
    passphrase: Callable[[], str] = lambda: ""


class Stream:
    """Written from front to back. Knows the SHA-256 and the number of bytes that went through."""

    def __init__(self, goal: IO[bytes]) -> None:
        self.goal = goal
        self.digest = hashlib.sha256()
        self.size = 0

    def write(self, piece: bytes) -> int:
        self.digest.update(piece)
        self.size += len(piece)
        self.goal.write(piece)
        return len(piece)

    def flush(self) -> None:
        self.goal.flush()


@contextmanager
def sealing(goal: Stream, seal: Seal) -> Iterator[Any]:
    """Something to write the plain bytes to. Raises OSError where `goal` takes no more."""
    if seal.passphrase:
        key = x25519.Identity.generate()
        with zipfile.ZipFile(cast("IO[bytes]", goal), "w") as outer:
            outer.writestr(IDENTITY, by_passphrase.encrypt(str(key).encode(), seal.passphrase))
            with (
                outer.open(SEALED, "w", force_zip64=True) as inner,
                _encrypting(inner, [key.to_public()]) as plain,
            ):
                yield plain
    elif seal.recipients:
        with _encrypting(goal, [_recipient(each) for each in seal.recipients]) as plain:
            yield plain
    else:
        yield goal


@contextmanager
def _encrypting(goal: Any, recipients: Sequence[Any]) -> Iterator[Any]:
    """By a thread, so that nothing plain has to lie on the disk and nothing large in memory."""
    source, sink = os.pipe()
    failed: list[Exception] = []

    def encrypt() -> None:
        try:
            with os.fdopen(source, "rb") as plain:
                pyrage.encrypt_io(plain, goal, recipients)
        except Exception as error:  # noqa: BLE001  told to the other thread
            failed.append(error)

    at_work = threading.Thread(target=encrypt, name="sealing")
    at_work.start()
    try:
        with os.fdopen(sink, "wb", buffering=1024 * 1024) as plain:
            yield Stream(plain)
    except BrokenPipeError:
        pass  # its cause is told below
    finally:
        at_work.join()
    if failed:
        raise OSError(f"sealing: {failed[0]}") from failed[0]


def is_sealed(source: Path) -> bool:
    """Raises OSError."""
    return _has_mark(source) or _is_by_passphrase(source)


@contextmanager
def opening(source: Path, opener: Opener, folder: Path) -> Iterator[Path]:
    """A plain file: the same one, or what it holds, written into `folder` and gone afterwards.

    Raises Unusable: needs_identity, wrong_identity, identity, needs_passphrase, wrong_passphrase, damaged; and OSError.
    """
    if not is_sealed(source):
        yield source
        return
    plain = folder / "opened"
    try:
        _open(source, opener, plain)
        yield plain
    finally:
        plain.unlink(missing_ok=True)


def _open(source: Path, opener: Opener, plain: Path) -> None:
    if _has_mark(source):
        with source.open("rb") as sealed:
            _decrypt(sealed, plain, _identities(source, opener), source)
        return
    try:
        with zipfile.ZipFile(source) as outer:
            with outer.open(IDENTITY) as inner:
                key = _unlocked(inner.read(LARGEST_IDENTITY), opener, source)
            with outer.open(SEALED) as sealed:
                _decrypt(sealed, plain, [key], source)
    except (zipfile.BadZipFile, EOFError) as error:
        raise Unusable("damaged", source) from error


def _decrypt(sealed: IO[bytes], plain: Path, identities: Sequence[Any], source: Path) -> None:
    """Whatever fails leaves a part of the file behind, which nobody may take for the whole."""
    descriptor = os.open(plain, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb", buffering=1024 * 1024) as goal:
            pyrage.decrypt_io(sealed, goal, identities)
    except pyrage.DecryptError as error:
        raise Unusable("wrong_identity", source) from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise Unusable("damaged", source) from error


def _identities(source: Path, opener: Opener) -> list[Any]:
    if opener.identities is None:
        raise Unusable("needs_identity", source)
    lines = opener.identities.read_text(encoding="utf-8", errors="replace").split()
    try:
        found = [x25519.Identity.from_str(each) for each in lines if each.startswith("AGE-SECRET-KEY-1")]
    except pyrage.IdentityError as error:
        raise Unusable("identity", opener.identities) from error
    if not found:
        raise Unusable("identity", opener.identities)
    return found


def _unlocked(sealed: bytes, opener: Opener, source: Path) -> Any:
    said = opener.passphrase()
    if not said:
        raise Unusable("needs_passphrase", source)
    for _ in range(TRIES):
        try:
            return x25519.Identity.from_str(by_passphrase.decrypt(sealed, said).decode())
        except (pyrage.DecryptError, pyrage.IdentityError, ValueError, OSError) as error:
            if TOO_MUCH not in str(error):
                raise Unusable("wrong_passphrase", source) from error
    raise Unusable("too_slow", source)


def _recipient(said: str) -> Any:
    try:
        return x25519.Recipient.from_str(said)
    except pyrage.RecipientError as error:
        raise Unusable("recipient", said[:80]) from error


def _has_mark(source: Path) -> bool:
    with source.open("rb") as file:
        return file.read(len(MARK)) == MARK


def _is_by_passphrase(source: Path) -> bool:
    try:
        with zipfile.ZipFile(source) as outer:
            return set(outer.namelist()) == {IDENTITY, SEALED}
    except (zipfile.BadZipFile, ValueError):
        return False
