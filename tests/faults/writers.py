"""Writers who change the record and add files until they are told to stop, and what of theirs a database holds.

`python -m tests.faults.writers prepare COUNT` prints the lines that are theirs; `write STOP LINE...` writes as one
thread a line until the file STOP is there, and prints what was acknowledged; `found` prints what is stored.
"""

import hashlib
import json
import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

PAUSE = 0.3
"""Seconds between two changes of a writer, on average."""
FILE_EVERY = 5
"""Changes of a line after which its writer adds a file."""


def prepare(writers: int) -> list[int]:
    from tests import factories

    factories.create_installation()
    edition = factories.create_edition()
    return [factories.create_line(edition).pk for _ in range(writers)]


def write(stop: Path, line: int) -> list[list[Any]]:
    """[line, number, clock]: each change when it was acknowledged, by the clock that all processes share."""
    from django.db import OperationalError, connection

    acknowledged: list[list[Any]] = []
    chance = random.Random(line)
    while not stop.exists():
        time.sleep(chance.uniform(0, 2 * PAUSE))
        try:
            acknowledged.append([line, _change(line), time.monotonic()])
        except OperationalError:
            connection.close()  # not acknowledged: a page would have said that the database is busy
    connection.close()
    return acknowledged


def _change(line: int) -> int:
    """One request: the line with its revision and its entry in the log, and now and then a file with its row."""
    from django.db import transaction

    from trilogue.domain.editions.actions import change
    from trilogue.domain.editions.models import Line
    from trilogue.foundation.access import ANONYMOUS
    from trilogue.foundation.text.value import Entry, Text

    number = _number(str(Line.objects.get(pk=line).text)) + 1
    digest = _stored(f"{line}:{number}") if number % FILE_EVERY == 0 else ""
    with transaction.atomic():
        row = Line.objects.select_related("edition").get(pk=line)
        change(row, by=ANONYMOUS, text=Text("en", {"en": Entry(f"change {number}")}))
        if digest:
            _add_file(row, digest)
    return number


def _stored(content: str) -> str:
    """Whole before its row, under the digest of what it holds, as uploads are kept."""
    from django.conf import settings

    data = content.encode() * 1000
    digest = hashlib.sha256(data).hexdigest()
    path = Path(settings.MEDIA_ROOT) / "documents" / f"{digest}.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{digest}")
    aside.write_bytes(data)
    aside.rename(path)
    return digest


def _add_file(row: Any, digest: str) -> None:
    from tests import factories
    from trilogue.domain.editions.models import EditionFile
    from trilogue.foundation.access import ANONYMOUS
    from trilogue.foundation.audit import log

    log.hold(type(row.edition).objects.filter(pk=row.edition_id)).get()
    number = EditionFile.objects.filter(edition=row.edition).count() + 1
    file = EditionFile.objects.create(
        edition=row.edition,
        number=number,
        title=factories.text("A file"),
        credit=factories.text("Ministry"),
        language="en",
        kind="pdf",
        name="a.pdf",
        size=1,
        digest=digest,
    )
    log.write("add", file, by=ANONYMOUS)


def found() -> dict[str, Any]:
    """By line the number in its text, in its last revision, and of its entries in the log; files without content."""
    from django.conf import settings

    from trilogue.domain.editions.models import EditionFile, Line, Revision
    from trilogue.foundation.audit.chain import breaks
    from trilogue.foundation.audit.models import Entry

    lines = {}
    for row in Line.objects.all():
        last = Revision.objects.filter(object_type=row._meta.label_lower, object_id=row.pk).first()
        entries = Entry.objects.filter(action="change", object_type=row._meta.label_lower, object_id=row.pk)
        lines[row.pk] = [_number(str(row.text)), last.number - 1 if last else 0, entries.count()]
    digests = list(EditionFile.objects.values_list("digest", flat=True))
    files = Path(settings.MEDIA_ROOT) / "documents"
    return {
        "lines": lines,
        "files": len(digests),
        "logged": Entry.objects.filter(action="add", object_type="editions.editionfile").count(),
        "lost": [each for each in digests if not (files / f"{each}.pdf").is_file()],
        "breaks": list(breaks()),
    }


def _number(text: str) -> int:
    return int(text.rpartition(" ")[2]) if text.startswith("change ") else 0


def _main(what: str, *rest: str) -> Any:
    if what == "prepare":
        return prepare(int(rest[0]))
    if what == "found":
        return found()
    with ThreadPoolExecutor(len(rest) - 1) as threads:
        done = threads.map(lambda line: write(Path(rest[0]), int(line)), rest[1:])
        return [each for one in done for each in one]


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(json.dumps(_main(*sys.argv[1:])))
