"""Inside a backup: a zip with the database and the files, or with the keys, and a manifest that vouches for each."""

import hashlib
import json
import lzma
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from trilogue.foundation.backup.problem import Unusable
from trilogue.foundation.backup.rows import Rows, Table

FORMAT = 2
"""1 had no row hashes."""
MANIFEST = "manifest.json"
MEDIA, KEYS = "media", "keys"
BACKUP = "backup"
PIECE = 1024 * 1024
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(
        EOFError,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
        NotImplementedError,
        RuntimeError,
        ArithmeticError,
    ),
)
"""What the standard library raises for a zip that was altered, or packed in a way that we never do."""
LARGEST_MANIFEST = 64 * 1024 * 1024
QUICK = 1
"""The database is compressed with little effort; files and dumps are compressed already."""


@dataclass(frozen=True)
class Manifest:
    """`holds` is "backup" or "keys"; `database` the kind of database; `files` has the SHA-256 of each file by its name.

    `rows` is empty in a backup of format 1. `gone` names files that were deleted while it was made.
    """

    version: str
    made_at: datetime
    database: str
    holds: str = BACKUP
    files: dict[str, str] = field(default_factory=dict)
    rows: Table = field(default_factory=dict)
    gone: tuple[str, ...] = ()


def write(goal: Any, files: Iterable[tuple[str, Path]], manifest: Manifest) -> Manifest:
    """Returns the manifest as it was written. Raises OSError."""
    sums: dict[str, str] = {}
    gone = []
    with zipfile.ZipFile(goal, "w", compresslevel=QUICK) as bundle:
        for name, path in files:
            try:
                source = path.open("rb")
            except FileNotFoundError:
                gone.append(name)
                continue
            bundle.compression = zipfile.ZIP_DEFLATED if path.suffix == ".sqlite3" else zipfile.ZIP_STORED
            with source, bundle.open(name, "w", force_zip64=True) as part:
                sums[name] = _copied(source, part)
        written = replace(manifest, files=sums, gone=tuple(gone))
        bundle.writestr(MANIFEST, json.dumps(_said(written), indent=1))
    return written


def read(source: Path, *, holds: str = BACKUP) -> Manifest:
    """Raises Unusable: not_a_backup, other_kind, later; and OSError."""
    with _read("not_a_backup", source), zipfile.ZipFile(source) as bundle:
        with bundle.open(MANIFEST) as manifest:
            said = json.loads(manifest.read(LARGEST_MANIFEST))
        found = _manifest(said, bundle.namelist(), source)
    if found.holds != holds:
        raise Unusable("other_kind", source)
    return found


def unpack(source: Path, manifest: Manifest, folder: Path) -> None:
    """Every file, compared with its checksum and safe on the disk. Raises Unusable damaged; and OSError."""

    def put(name: str, packed: IO[bytes]) -> str:
        goal = folder / name
        goal.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with goal.open("xb") as unpacked:
            found = _copied(packed, unpacked)
            unpacked.flush()
            os.fsync(unpacked.fileno())
        return found

    _take(source, manifest, put)


def verify(source: Path, manifest: Manifest) -> None:
    """Every file compared with its checksum. Raises Unusable damaged; and OSError."""
    _take(source, manifest, lambda _, packed: _hashed(packed))


def content(source: Path, manifest: Manifest) -> dict[str, bytes]:
    """Small files by their names, each compared with its checksum. Raises Unusable damaged; and OSError."""
    found: dict[str, bytes] = {}

    def keep(name: str, packed: IO[bytes]) -> str:
        found[name] = packed.read()
        return hashlib.sha256(found[name]).hexdigest()

    _take(source, manifest, keep)
    return found


def files_in(folder: Path, under: str = MEDIA) -> Iterator[tuple[str, Path]]:
    """The files of a folder, under the names they have in a bundle. What begins with a dot is only being written."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
            yield f"{under}/{path.relative_to(folder).as_posix()}", path


def _take(source: Path, manifest: Manifest, take: Callable[[str, IO[bytes]], str]) -> None:
    """`take` reads a file to its end and returns the SHA-256 of what it read."""
    with _read("damaged", source), zipfile.ZipFile(source) as bundle:
        for name, expected in manifest.files.items():
            with _read("damaged", name), bundle.open(name) as packed:
                found = take(name, packed)
            if found != expected:
                raise Unusable("damaged", name)


@contextmanager
def _read(code: str, what: object) -> Iterator[None]:
    """Whatever a broken or a hostile zip makes of those who read it."""
    try:
        yield
    except BROKEN as error:
        raise Unusable(code, what) from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise Unusable(code, what) from error


def _said(manifest: Manifest) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "trilogue": manifest.version,
        "made_at": manifest.made_at.isoformat(timespec="seconds"),
        "holds": manifest.holds,
        "database": manifest.database,
        "files": manifest.files,
        "rows": {table: [rows.count, rows.digest] for table, rows in manifest.rows.items()},
        "gone": list(manifest.gone),
    }


def _manifest(said: Any, names: list[str], source: Path) -> Manifest:
    if not isinstance(said["format"], int) or said["format"] < 1:
        raise ValueError
    if said["format"] > FORMAT:
        raise Unusable("later", source)
    files = {str(name): str(digest) for name, digest in said["files"].items()}
    if sorted(names) != sorted({*files, MANIFEST}) or not all(_is_safe(name) for name in files):
        raise ValueError
    return Manifest(
        version=str(said["trilogue"]),
        made_at=datetime.fromisoformat(said["made_at"]),
        database=str(said["database"]),
        holds=str(said.get("holds", BACKUP)),
        files=files,
        rows={str(table): Rows(int(rows[0]), str(rows[1])) for table, rows in said.get("rows", {}).items()},
        gone=tuple(map(str, said.get("gone", ()))),
    )


def _is_safe(name: str) -> bool:
    parts = PurePosixPath(name).parts
    inside = bool(parts) and ".." not in parts and not name.startswith("/") and "\\" not in name
    if not inside or len(parts) == 1:
        return inside and (parts[0].startswith("database.") or parts[0] == "secret-key")
    return parts[0] in {MEDIA, KEYS}


def _hashed(source: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while piece := source.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()


def _copied(source: IO[bytes], goal: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while piece := source.read(PIECE):
        digest.update(piece)
        goal.write(piece)
    return digest.hexdigest()
