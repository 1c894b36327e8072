"""Cuts the power at many points of what an installation asked of its disk, and looks at what each cut leaves.

`python -m tests.faults.power_cut` reads a `Recording` as JSON and prints for each cut where it was, how many deeds had
been acknowledged by then, and the faults that were found. The installation of the environment is the place where the
images are laid out, one after another.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.private import ROOT
from tests.faults.disk import LIKELY, Disk
from tests.faults.left import faults, left
from tests.faults.officers import Deed
from tests.faults.trace import Answered, Event, read

LEFT_OUT = ("static", "workers", "trilogue.sqlite3-shm", "preparing.lock")
"""Made anew at every start. The -shm is an index that SQLite rebuilds; no power cut leaves it to be trusted."""
MEMORY = Path("/dev/shm")  # a disk that forgets is what is wanted here


@dataclass(frozen=True)
class Recording:
    """`before` is a copy of the data folder from before the `protocol` began; `folder` where it stood then."""

    protocol: str
    folder: str
    before: str
    deeds: list[Deed]


@dataclass(frozen=True)
class Cut:
    """`event` is the first that did not happen any more. `faults` begin with what kind they are."""

    event: int
    acknowledged: int
    faults: list[str]

    @property
    def corrupt(self) -> bool:
        return any(not each.startswith("lost ") for each in self.faults)

    @property
    def lost(self) -> int:
        return sum(each.startswith("lost ") for each in self.faults)


def cuts(recording: Recording, count: int, *, seed: int, processes: int = 2) -> list[Cut]:
    """So many, at points drawn by lot, shared out among processes."""
    with tempfile.TemporaryDirectory(
        dir=MEMORY if MEMORY.is_dir() else None, prefix="trilogue-cut-"
    ) as folder:
        running = [
            _judge(recording, Path(folder, str(number)), count, seed, f"{number}/{processes}")
            for number in range(processes)
        ]
        said = [each.communicate()[0] for each in running]
        assert all(each.returncode == 0 for each in running), said
    return [Cut(**json.loads(line)) for part in said for line in part.splitlines()]


def _judge(recording: Recording, folder: Path, count: int, seed: int, share: str) -> "subprocess.Popen[str]":
    folder.mkdir()
    shutil.copy(Path(recording.before, "secret-key"), folder)
    told = folder / "recording.json"
    told.write_text(json.dumps(asdict(recording)))
    environment = {
        **{name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "SECRET_KEY"}},
        "TRILOGUE_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "trilogue.config.settings",
        "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
    }
    command = [sys.executable, "-m", "tests.faults.power_cut", str(told), str(count), str(seed), share]
    return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def judged(recording: Recording, folder: Path, count: int, seed: int, share: str) -> Iterator[Cut]:
    part, parts = map(int, share.split("/"))
    events = _events(recording)
    answered = _answers(events, recording.deeds)
    points = sorted(random.Random(seed).choices(range(len(events) + 1), k=count))
    disk = Disk.holding(_held(Path(recording.before), recording.folder))
    done = 0
    for number, point in enumerate(points):
        while done < point:
            disk.follow(*events[done])
            done += 1
        if number % parts == part:
            lot = random.Random(f"{seed}:{number}")
            likely = LIKELY[number // parts % len(LIKELY)]
            files = disk.after(lot, lot.random() if likely is None else likely)
            deeds = [_as_known(deed, answered, point) for deed in recording.deeds]
            with _laid_out(files, recording.folder, folder):
                yield Cut(point, sum(each.acknowledged for each in deeds), _faults(deeds))


def _events(recording: Recording) -> list[tuple[int, Event]]:
    with Path(recording.protocol).open(encoding="ascii", errors="replace") as protocol:
        return list(read(protocol, Path(recording.folder)))


def _answers(events: list[tuple[int, Event]], deeds: Iterable[Deed]) -> dict[int, int]:
    """At which event each port was first answered. Each deed has a port of its own, or the proof says nothing."""
    ports = [deed.port for deed in deeds if deed.port]
    assert len(set(ports)) == len(ports)
    first: dict[int, int] = {}
    for number, (_, event) in enumerate(events):
        if isinstance(event, Answered):
            first.setdefault(event.port, number)
    return first


def _as_known(deed: Deed, answered: dict[int, int], point: int) -> Deed:
    """As its officer knows it, when the power goes before the event `point`."""
    told = deed.acknowledged and answered[deed.port] < point
    return Deed(deed.kind, deed.words, deed.port, acknowledged=told)


def _held(before: Path, folder: str) -> dict[str, bytes]:
    """What the disk held when the protocol began, under the names that the protocol uses."""
    files = (each for each in before.rglob("*") if each.is_file())
    return {
        str(Path(folder, each.relative_to(before))): each.read_bytes()
        for each in files
        if each.relative_to(before).parts[0] not in LEFT_OUT
    }


@contextmanager
def _laid_out(files: dict[str, bytes], original: str, folder: Path) -> Iterator[None]:
    """The image as an installation's folder; closed and taken away again afterwards."""
    from django.db import connection

    made = []
    for path, data in files.items():
        relative = Path(path).relative_to(original)
        if relative.parts[0] not in LEFT_OUT:
            made.append(folder / relative)
            made[-1].parent.mkdir(parents=True, exist_ok=True)
            made[-1].write_bytes(data)
    yield
    connection.close()
    for each in (*made, *folder.glob("trilogue.sqlite3*")):
        each.unlink(missing_ok=True)


def _faults(deeds: list[Deed]) -> list[str]:
    from django.db import DatabaseError

    try:
        found: dict[str, Any] = left()
    except DatabaseError as error:
        return [f"unreadable: {error}"]
    return faults(deeds, found)


def main(told: Path, count: int, seed: int, share: str) -> None:
    said = json.loads(told.read_text())
    recording = Recording(**{**said, "deeds": [Deed(**each) for each in said["deeds"]]})
    for cut in judged(recording, told.parent, count, seed, share):
        sys.stdout.write(json.dumps(asdict(cut)) + "\n")


if __name__ == "__main__":
    import django

    django.setup()
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
