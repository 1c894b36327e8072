"""The database of every release is taken over: migrated, its record as published, its log unbroken."""

import gzip
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

DUMPS = sorted(Path(__file__).parent.glob("*.sql.gz"))
TAKE_OVER = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from trilogue.flows.first_start import prepare
prepare(demonstration=True)
from trilogue.documents.record import published
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.models import Edition, Photograph
from trilogue.domain.tables.models import TablePlan
from trilogue.domain.tables.planning import figures
from trilogue.foundation.audit.chain import breaks
record = published()["cjk-workshop"]
shown = record.edition(7)
assert [each.number for each in record.editions] == [8, 7, 6, 5, 4, 3, 2, 1]
assert shown.counts() == {"CN": 35, "JP": 15, "KR": 38}
assert Participation.objects.count() == 88
photograph = Photograph.objects.earliest("pk")
assert photograph.group and not photograph.picture and str(photograph.credit)
assert str(photograph.caption) == "Commemorative Group Photo of 2019 Workshop"
report = figures(TablePlan.objects.get())
assert (report.cross.value, report.new.value) == (651, 924), report
assert list(breaks()) == []
"""


def test_there_is_a_dump_of_a_release() -> None:
    assert DUMPS


@pytest.mark.parametrize("dump", DUMPS, ids=lambda path: path.name)
def test_the_database_of_a_release_is_taken_over(dump: Path, tmp_path: Path) -> None:
    database = sqlite3.connect(tmp_path / "trilogue.sqlite3")
    database.executescript(gzip.decompress(dump.read_bytes()).decode())
    database.close()
    environment = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-c", TAKE_OVER],
        env={
            **environment,
            "TRILOGUE_DATA": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "trilogue.config.settings",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
