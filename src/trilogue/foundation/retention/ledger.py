"""The ledger of erasures: outside the database, so that restoring an older backup cannot bring anybody back.

One line an erased record, its public id or the account's number and the time, in `erasures.jsonl` beside the
keys of people. It holds nothing that names anybody.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

NAME = "erasures.jsonl"


@dataclass(frozen=True)
class Erased:
    """Everybody ever erased here, with the time of it."""

    people: dict[UUID, datetime] = field(default_factory=dict)
    accounts: dict[int, datetime] = field(default_factory=dict)


def path() -> Path:
    return Path(settings.KEYS) / NAME


def note(public_ids: Iterable[UUID], *, now: datetime) -> None:
    """Append, on disk when this returns. An erasure noted and then rolled back is carried out at the next restore."""
    _append([{"person": str(each), "at": _said(now)} for each in public_ids])


def note_account(number: int, *, now: datetime) -> None:
    """An account that belonged to nobody. Numbers may be given anew after a restore: the time tells."""
    _append([{"account": number, "at": _said(now)}])


def add(lines: str) -> None:
    """The lines of a copy that are not here yet; so nobody erased according to either ledger comes back."""
    known = (
        set(path().read_text(encoding="utf-8", errors="replace").splitlines()) if path().exists() else set()
    )
    missing = [line for line in lines.splitlines() if line and line not in known]
    if missing:
        _write("".join(f"{line}\n" for line in missing))


def erased() -> Erased:
    """A line that a power cut tore is passed over."""
    found = Erased()
    try:
        lines = path().read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return found
    for line in lines:
        _read(line, found)
    return found


def _read(line: str, found: Erased) -> None:
    try:
        entry = json.loads(line)
        at = datetime.fromisoformat(entry["at"])
        if "person" in entry:
            found.people[UUID(entry["person"])] = at
        else:
            found.accounts[int(entry["account"])] = at
    except (ValueError, KeyError, TypeError, AttributeError):
        return


def _append(entries: list[dict[str, Any]]) -> None:
    _write("".join(json.dumps(entry) + "\n" for entry in entries))


def _write(lines: str) -> None:
    path().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path(), os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, (_end_of_a_torn_line(descriptor) + lines).encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    _sync(path().parent)


def _sync(folder: Path) -> None:
    """Its first line also makes the file, whose name the folder keeps."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _end_of_a_torn_line(descriptor: int) -> str:
    """A line break where the last line has none."""
    size = os.fstat(descriptor).st_size
    return "\n" if size and os.pread(descriptor, 1, size - 1) != b"\n" else ""


def _said(now: datetime) -> str:
    return now.isoformat(timespec="microseconds")
