"""The file of a backup: a zip with the database, files, and a manifest that has the checksum of each."""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from trilogue.cli.refusal import Refused

FORMAT = 1
MANIFEST = "manifest.json"
MEDIA = "media"
PIECE = 1024 * 1024
LARGEST_MANIFEST = 64 * 1024 * 1024


@dataclass(frozen=True)
class Manifest:
    """`database` is the kind of database; `files` has the SHA-256 of each file in the bundle by its name."""

    version: str
    made_at: datetime
    database: str
    files: dict[str, str]


def write(
    target: Path, files: Iterable[tuple[str, Path]], *, version: str, made_at: datetime, kind: str
) -> None:
    """One file that only its owner may read; there as a whole or not at all. Raises FileExistsError, OSError."""
    part = target.with_name(f".{target.name}.part")
    descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            _fill(file, files, version=version, made_at=made_at, kind=kind)
            file.flush()
            os.fsync(file.fileno())
        os.link(part, target)
    finally:
        part.unlink(missing_ok=True)


def _fill(
    file: IO[bytes], files: Iterable[tuple[str, Path]], *, version: str, made_at: datetime, kind: str
) -> None:
    sums = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, path in files:
            with path.open("rb") as source, bundle.open(name, "w", force_zip64=True) as goal:
                sums[name] = _copied(source, goal)
        said = {
            "format": FORMAT,
            "trilogue": version,
            "made_at": made_at.isoformat(timespec="seconds"),
            "database": kind,
            "files": sums,
        }
        bundle.writestr(MANIFEST, json.dumps(said, indent=1))


def read(source: Path) -> Manifest:
    """Raises Refused when the file is not a backup, or of a later format."""
    try:
        with zipfile.ZipFile(source) as bundle:
            with bundle.open(MANIFEST) as manifest:
                said = json.loads(manifest.read(LARGEST_MANIFEST))
            return _manifest(said, set(bundle.namelist()))
    except OSError as error:
        raise Refused(f"{source}: {error.strerror or error}") from error
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError) as error:
        raise Refused(
            f"{source}: not a backup of Trilogue, or damaged: name a file that `trilogue backup` wrote"
        ) from error


def _manifest(said: Any, names: set[str]) -> Manifest:
    if said["format"] != FORMAT:
        raise Refused("the backup was made by a later version of Trilogue: install that version first")
    files = {str(name): str(digest) for name, digest in said["files"].items()}
    if names != {*files, MANIFEST} or not all(_is_safe(name) for name in files):
        raise ValueError
    return Manifest(said["trilogue"], datetime.fromisoformat(said["made_at"]), said["database"], files)


def unpack(source: Path, manifest: Manifest, folder: Path) -> None:
    """Every file, compared with its checksum. Raises Refused when one differs, OSError when the disk is full."""
    with zipfile.ZipFile(source) as bundle:
        for name, expected in manifest.files.items():
            goal = folder / name
            goal.parent.mkdir(parents=True, exist_ok=True)
            try:
                with bundle.open(name) as packed, goal.open("xb") as unpacked:
                    found = _copied(packed, unpacked)
            except (zipfile.BadZipFile, EOFError) as error:
                raise _damaged(source, name) from error
            if found != expected:
                raise _damaged(source, name)


def media_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """Uploaded files, under the names they have in a bundle."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield f"{MEDIA}/{path.relative_to(folder).as_posix()}", path


def _damaged(source: Path, name: str) -> Refused:
    return Refused(f"{source}: {name} does not match its checksum; the backup is damaged: use another one")


def _is_safe(name: str) -> bool:
    parts = PurePosixPath(name).parts
    inside = bool(parts) and ".." not in parts and not name.startswith("/") and "\\" not in name
    return inside and (parts[0] == MEDIA if len(parts) > 1 else parts[0].startswith("database."))


def _copied(source: IO[bytes], goal: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while piece := source.read(PIECE):
        digest.update(piece)
        goal.write(piece)
    return digest.hexdigest()
