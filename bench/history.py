"""How quickly the history of something that was changed 10,000 times opens, newest and oldest page.

`python -m bench history`, on SQLite and, where DATABASE_URL names a PostgreSQL database, on that. The rows are made in
a transaction that is rolled back; what is measured is the whole request, from middleware to bytes.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

CHANGES = 10_000
LIMIT = 0.100
"""Seconds."""
RUNS = 15
SQLITE = "sqlite"


def main() -> int:
    databases = [SQLITE, *filter(None, [os.environ.get("DATABASE_URL")])]
    return max(_on(each) for each in databases)


def _on(database: str) -> int:
    """In a process and a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="trilogue-bench-") as folder:
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment |= {
            "TRILOGUE_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "trilogue.config.settings",
            "TRILOGUE_SECOND_FACTOR": "optional",
        }
        if database != SQLITE:
            environment["DATABASE_URL"] = database
        command = [sys.executable, "-m", "bench.history", "measure"]
        return subprocess.run(command, env=environment, check=False).returncode


def measure() -> int:
    import django
    from django.core.management import call_command
    from django.db import connection, transaction

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    with transaction.atomic():
        client, path, pages = _furnished()
        newest, busy = _seconds(client, path)
        oldest, _ = _seconds(client, f"{path}?page={pages}")
        transaction.set_rollback(True)
    kept = max(newest, oldest) <= LIMIT
    print(
        f"history on {connection.vendor}: {CHANGES:,} changes, newest page {newest * 1000:.0f} ms, oldest "
        f"{oldest * 1000:.0f} ms (limit {LIMIT * 1000:.0f} ms; "
        f"of the processor {busy * 1000:.0f} ms) {'ok' if kept else 'NOT KEPT'}"
    )
    return 0 if kept else 1


def _furnished() -> "tuple[Client, str, int]":
    """A line with its history, and an officer of its desk who is signed in."""
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from tests import factories
    from trilogue.domain.editions.models import Revision
    from trilogue.web.desk.record_history import CHANGES_A_PAGE

    edition = factories.create_edition(number=7)
    line = factories.create_line(edition)
    account = factories.create_account()
    factories.create_appointment(account, role="desk", series=edition.series)
    now = timezone.now()
    Revision.objects.bulk_create(
        Revision(
            series=edition.series,
            edition=edition,
            object_type=line._meta.label_lower,
            object_id=line.pk,
            number=number,
            at=now,
            account=account,
            fields=["text"],
            values={"text": factories.text(_wording(number)).to_json(), "title": None, "introduction": None},
        )
        for number in range(1, CHANGES + 1)
    )
    client = Client(SERVER_NAME="localhost")
    client.force_login(account)
    arguments = (edition.series.slug, edition.number, "detail", line.pk)
    return client, reverse("desk_record_history", args=arguments), CHANGES // CHANGES_A_PAGE


def _wording(number: int) -> str:
    """A paragraph of which a few words change."""
    words = [f"word{(number * 7 + place) % 11 if place % 9 == 0 else place}" for place in range(60)]
    return " ".join(words)


def _seconds(client: "Client", path: str) -> tuple[float, float]:
    """Of the clock and of the processor."""
    client.get(path)
    taken, busy = [], []
    for _ in range(RUNS):
        begun, used = time.perf_counter(), time.process_time()
        answer = client.get(path)
        taken.append(time.perf_counter() - begun)
        busy.append(time.process_time() - used)
        if answer.status_code != 200 or b"<ins>" not in answer.content:
            raise RuntimeError(path)
    return statistics.median(taken), statistics.median(busy)


if __name__ == "__main__":
    sys.exit(measure() if sys.argv[1:] == ["measure"] else main())
