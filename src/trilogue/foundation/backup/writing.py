"""Putting a backup on the disk: as a whole or not at all, read only by its owner, read back before it counts."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trilogue.foundation.backup import bundle
from trilogue.foundation.backup.envelope import Seal, Stream, is_sealed, sealing
from trilogue.foundation.backup.problem import Unusable

PIECE = 4 * 1024 * 1024


@dataclass(frozen=True)
class Written:
    """`checksum` is the SHA-256 of the file."""

    size: int
    checksum: str
    manifest: bundle.Manifest


def write(
    target: Path,
    files: Iterator[tuple[str, Path]],
    manifest: bundle.Manifest,
    *,
    seal: Seal,
    over: bool = False,
) -> Written:
    """`over`: in place of a file that is there. Raises Unusable: exists, cannot_write, changed."""
    try:
        with _placed(target, over=over) as (part, stream):
            with sealing(stream, seal) as plain:
                written = bundle.write(plain, files, manifest)
            done = Written(stream.size, stream.digest.hexdigest(), written)
            stream.flush()
            _to_disk(stream.goal.fileno())
            _read_back(part, done)
    except FileExistsError as error:
        raise Unusable("exists", target) from error
    except OSError as error:
        raise Unusable("cannot_write", f"{target}: {error.strerror or error}") from error
    return done


@contextmanager
def _placed(target: Path, *, over: bool) -> Iterator[tuple[Path, Any]]:
    part = target.with_name(f".{target.name}.part")
    descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield part, Stream(file)
        if over:
            part.replace(target)
        else:
            os.link(part, target)
        _sync_folder(target.parent)
    finally:
        part.unlink(missing_ok=True)


def _to_disk(descriptor: int) -> None:
    """And out of the memory that the system keeps of it, so that reading it back reads the disk."""
    os.fsync(descriptor)
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def _read_back(part: Path, written: Written) -> None:
    """Raises Unusable: changed; for a file without seal also whatever its own checksums find."""
    if checksum(part) != written.checksum:
        raise Unusable("changed", part)
    if (
        not is_sealed(part)
        and bundle.read(part, holds=written.manifest.holds).files != written.manifest.files
    ):
        raise Unusable("changed", part)


def checksum(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
