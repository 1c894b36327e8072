"""A migration that fails leaves the database as it was, whatever those before it did; `serve` says so and ends."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from bench.installation import free_port
from tests.cli.conftest import SOURCE, Run
from tests.cli.installation import make_installation, put_database, run_python
from tests.cli.server import ON_POSTGRESQL, address, new_database
from trilogue.foundation.backup import rows

FAILING = {
    "DJANGO_SETTINGS_MODULE": "tests.cli.failing.settings",
    "PYTHONPATH": os.pathsep.join((str(SOURCE), str(SOURCE.parent))),
}
STATE = """
import json, django; django.setup()
from django.db import connection, transaction
from trilogue.foundation.backup import rows
with transaction.atomic():
    found = rows.of_postgresql()
print(json.dumps({name: [each.count, each.digest] for name, each in found.items()}))
"""


def test_on_sqlite_the_old_state_is_there_to_the_last_row(run: Run, migrated: Path, tmp_path: Path) -> None:
    put_database(migrated, tmp_path)
    make_installation(tmp_path)
    database = tmp_path / "data" / "trilogue.sqlite3"
    before, shape = rows.of_sqlite(database), schema(database)
    failed = run("serve", "--port", str(free_port()), **FAILING)
    assert_told(failed.returncode, failed.stderr)
    assert rows.of_sqlite(database) == before
    assert schema(database) == shape
    assert "audit log" in run("verify-audit").stdout


def schema(database: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(database)) as opened:
        return opened.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()


def assert_told(code: int, said: str) -> None:
    assert code == 2
    assert said.count("\n") == 1
    assert "failing.0002_fails: ArithmeticError: planted" in said
    assert "as it was" in said


@ON_POSTGRESQL[0]
@ON_POSTGRESQL[1]
def test_on_postgresql_too(run: Run, tmp_path: Path) -> None:
    with new_database() as name:
        url = address(name)
        make_installation(tmp_path, DATABASE_URL=url)
        before = state(tmp_path, url)
        failed = run("serve", "--port", str(free_port()), DATABASE_URL=url, **FAILING)
        assert_told(failed.returncode, failed.stderr)
        assert state(tmp_path, url) == before
        assert "failing_leftover" not in before


def state(folder: Path, url: str) -> str:
    return run_python(STATE, folder, DATABASE_URL=url)
