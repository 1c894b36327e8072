"""How quickly 10 editions of 300 people and 2 GB of files are saved, and put back on an empty machine.

Beside it stand what the disk and one core can do: the same bytes written and made safe, and hashed. Measured with
SQLite, and with a database of its own on the server of DATABASE_URL. BENCH_MEGABYTES says how much the files are;
the figures that count are of 2,048. The files lie in the folder of TMPDIR and are deleted at the end.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bench.private import ROOT, empty_database, private_database, server

if TYPE_CHECKING:
    from trilogue.domain.editions.models import Edition

EDITIONS, PEOPLE = 10, 300
MEGABYTES = int(os.environ.get("BENCH_MEGABYTES", "2048"))
FILE = 2
"""Megabytes of a file."""
LEAST_RATE, LONGEST = 100.0, 120.0
"""Megabytes a second of a backup; seconds of a restore."""
MB = 1_000_000
SHARES = {"KR": 120, "CN": 100, "JP": 80}
Environment = dict[str, str]


class Row(NamedTuple):
    name: str
    ok: bool
    words: str


def main() -> int:
    rows = [row for vendor in ("sqlite", *(["postgresql"] if server() else [])) for row in _measure(vendor)]
    for row in rows:
        print(f"{'ok  ' if row.ok else 'FAIL'} {row.name:32} {row.words}")
    return 0 if all(row.ok for row in rows) else 1


def _measure(vendor: str) -> list[Row]:
    with (
        private_database(vendor) as here,
        tempfile.TemporaryDirectory(prefix="trilogue-bench-") as folder,
        empty_database(vendor) as elsewhere,
    ):
        _run(here, "bench.backup", "fill")
        files = Path(here["TRILOGUE_DATA"], "files")
        _fill_files(files)
        new = {name: value for name, value in here.items() if name != "DATABASE_URL"}
        new |= {
            "TRILOGUE_DATA": str(Path(folder, "new")),
            **({"DATABASE_URL": elsewhere} if elsewhere else {}),
        }
        plain = Path(folder, "plain.zip")
        saved = _timed(lambda: _run(here, "trilogue.cli.main", "backup", str(plain)))
        size = plain.stat().st_size / MB
        limits = f"{_rate(size, _written(folder))} written alone, {_rate(size, _hashed(plain))} hashed alone"
        restored = _timed(lambda: _run(new, "trilogue.cli.main", "restore", str(plain)))
        plain.unlink()
        sealed = Path(folder, "sealed.zip.age")
        key = _run(here, "bench.backup", "key").strip()
        command = ("backup", str(sealed), "--recipient", key)
        encrypted = _timed(lambda: _run(here, "trilogue.cli.main", *command))
    return [
        Row(
            f"backup, {vendor}",
            size / saved >= LEAST_RATE,
            f"{size:,.0f} MB in {saved:.1f} s, read back: {_rate(size, saved)} (>= {LEAST_RATE:g} MB/s); {limits}",
        ),
        Row(f"backup, {vendor}, encrypted", ok=True, words=f"{encrypted:.1f} s: {_rate(size, encrypted)}"),
        Row(f"restore, {vendor}", restored <= LONGEST, f"{restored:.1f} s (<= {LONGEST:g} s), hashes equal"),
    ]


def _rate(size: float, seconds: float) -> str:
    return f"{size / seconds:.0f} MB/s"


def _timed(do: Callable[[], object]) -> float:
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun


def _run(environment: Environment, *command: str) -> str:
    ended = subprocess.run(
        [sys.executable, "-m", *command],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return ended.stdout


def _fill_files(folder: Path) -> None:
    """Nothing in them can be compressed, as in photographs; on the disk before the clock starts."""
    (folder / "pictures").mkdir(parents=True)
    for number in range(MEGABYTES // FILE):
        digest = hashlib.sha256(str(number).encode()).hexdigest()
        with (folder / "pictures" / f"{digest}-1600.webp").open("wb") as file:
            file.write(os.urandom(FILE * 1024 * 1024))
            file.flush()
            os.fsync(file.fileno())


def _written(folder: str) -> float:
    """Seconds in which the disk takes as much."""
    path, piece = Path(folder, "written"), os.urandom(1024 * 1024)
    begun = time.perf_counter()
    with path.open("wb") as file:
        for _ in range(MEGABYTES):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    seconds = time.perf_counter() - begun
    path.unlink()
    return seconds


def _hashed(path: Path) -> float:
    begun = time.perf_counter()
    with path.open("rb") as file:
        hashlib.file_digest(file, "sha256")
    return time.perf_counter() - begun


def fill() -> None:
    from trilogue.domain.editions.models import Edition, Series
    from trilogue.foundation.text.value import Text

    series = Series.objects.create(slug="saved", name=Text())
    for number in range(1, EDITIONS + 1):
        _fill_edition(Edition.objects.create(series=series, number=number, date=f"{2016 + number}-05"))


def _fill_edition(edition: "Edition") -> None:
    from trilogue.domain.delegations.models import Delegation, Participation
    from trilogue.domain.people.models import Person, PersonName
    from trilogue.domain.places.models import Country

    for code, share in SHARES.items():
        country, _ = Country.objects.get_or_create(code=code)
        delegation = Delegation.objects.create(edition=edition, country=country)
        people = Person.objects.bulk_create(Person(country=country) for _ in range(share))
        PersonName.objects.bulk_create(
            PersonName(
                person=each, script="latin", tag="en", full=f"Person {each.pk}", key=f"person {each.pk}"
            )
            for each in people
        )
        Participation.objects.bulk_create(
            Participation(
                edition=edition,
                delegation=delegation,
                person=each,
                state="confirmed",
                reference=f"X{each.pk:06}",
            )
            for each in people
        )


def _act(what: str) -> None:
    if what == "fill":
        import django

        django.setup()
        fill()
    else:
        from pyrage import x25519

        print(x25519.Identity.generate().to_public())


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _act(sys.argv[1])
    else:
        sys.exit(main())
