"""A disk that may lose its power: what was synced stays, of everything else any part is there or not.

Contents are kept block by block, and of a block written twice either version may be there. A name that was given,
changed or taken away is sure once its folder was synced. Both are more than real disks and file systems lose.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from tests.faults.trace import Event, Named, Opened, Sized, Sought, Synced, Written

BLOCK = 4096
LIKELY = (0.0, 1.0, 0.5, None)
"""How likely each unsynced piece is there, one power cut after another; None: drawn for this cut."""


@dataclass
class File:
    """`kept` is sure; of `open` changes (line, offset, data; without data a new size) any may be there."""

    kept: bytes = b""
    open: list[tuple[int, int, bytes | None]] = field(default_factory=list)
    position: int = 0
    size: int = 0
    appending: bool = False

    def sync(self, since: int) -> None:
        """What was asked for before the line `since` is sure from now on."""
        sure = [each for each in self.open if each[0] < since]
        if sure:
            self.open = [each for each in self.open if each[0] >= since]
            self.kept = _with(self.kept, ((offset, data) for _, offset, data in sure))

    def after(self, lot: random.Random, likely: float) -> bytes:
        """One of the ways in which it may be found."""
        if not self.open:
            return self.kept
        return _with(self.kept, self._found(lot, likely))

    def _found(self, lot: random.Random, likely: float) -> Iterator[tuple[int, bytes | None]]:
        for _, offset, data in self.open:
            for begin, part in _blocks(offset, data):
                if lot.random() < likely:
                    yield begin, part


@dataclass
class Disk:
    """`names` are those that the program sees, `sure` those that a power cut leaves, `doubtful` what lies between.

    Each entry of `doubtful` is what one call did, which is there as a whole or not at all: names with the file that
    each has from then on, None for no file any more.
    """

    names: dict[str, File] = field(default_factory=dict)
    sure: dict[str, File] = field(default_factory=dict)
    doubtful: list[dict[str, File | None]] = field(default_factory=list)

    @classmethod
    def holding(cls, files: Mapping[str, bytes]) -> "Disk":
        made = {path: File(kept=data, size=len(data)) for path, data in files.items()}
        return cls(dict(made), dict(made))

    def follow(self, line: int, event: Event) -> None:
        if isinstance(event, Opened):
            self._open(line, event)
        elif isinstance(event, Named):
            self._name(event)
        elif isinstance(event, Synced):
            self._sync(event)
        elif isinstance(event, Written | Sized | Sought) and event.path in self.names:
            _change(self.names[event.path], line, event)

    def after(self, lot: random.Random, likely: float) -> dict[str, bytes]:
        """The files that are found when the power is back."""
        found: dict[str, File | None] = dict(self.sure)
        for each in self.doubtful:
            if lot.random() < likely:
                found.update(each)
        return {path: file.after(lot, likely) for path, file in found.items() if file}

    def _open(self, line: int, event: Opened) -> None:
        if event.path not in self.names and event.new:
            self.names[event.path] = File()
            self.doubtful.append({event.path: self.names[event.path]})
        file = self.names.get(event.path)
        if file is None:
            return
        file.position, file.appending = 0, event.appending
        if event.emptied and file.size:
            file.open.append((line, 0, None))
            file.size = 0

    def _name(self, event: Named) -> None:
        file = self.names.get(event.old)
        if file is None:
            return
        done: dict[str, File | None] = {}
        if event.new:
            done[event.new] = self.names[event.new] = file
        if not event.keeps:
            done[event.old] = None
            del self.names[event.old]
        self.doubtful.append(done)

    def _sync(self, event: Synced) -> None:
        if event.path in self.names:
            self.names[event.path].sync(event.since)
        open_: list[dict[str, File | None]] = []
        for each in self.doubtful:
            if any(str(PurePosixPath(name).parent) == event.path for name in each):
                self._is_sure(each)
            else:
                open_.append(each)
        self.doubtful = open_

    def _is_sure(self, done: dict[str, File | None]) -> None:
        for name, file in done.items():
            if file is None:
                self.sure.pop(name, None)
            else:
                self.sure[name] = file


def _change(file: File, line: int, event: Written | Sized | Sought) -> None:
    if isinstance(event, Sought):
        file.position = event.offset
    elif isinstance(event, Sized):
        file.open.append((line, event.size, None))
        file.size = event.size
    else:
        offset = event.offset
        if offset is None:
            offset = file.size if file.appending else file.position
            file.position = offset + len(event.data)
        file.open.append((line, offset, event.data))
        file.size = max(file.size, offset + len(event.data))


def _with(kept: bytes, changes: Iterator[tuple[int, bytes | None]]) -> bytes:
    held = bytearray(kept)
    for offset, data in changes:
        if data is None:
            held[offset:] = bytes(max(0, offset - len(held)))
            continue
        if len(held) < offset:
            held.extend(bytes(offset - len(held)))
        held[offset : offset + len(data)] = data
    return bytes(held)


def _blocks(offset: int, data: bytes | None) -> Iterator[tuple[int, bytes | None]]:
    """Cut where the disk's blocks begin."""
    if data is None:
        yield offset, None
        return
    first = BLOCK - offset % BLOCK
    yield offset, data[:first]
    for begin in range(first, len(data), BLOCK):
        yield offset + begin, data[begin : begin + BLOCK]
