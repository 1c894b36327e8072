"""The story of an erasure and an older backup on PostgreSQL, by its own programs, in a database of its own."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.installation import CANARY, DIET, PERSON, PLACE, make_installation, run_python
from tests.cli.server import ON_POSTGRESQL, address, new_database, opened

pytestmark = ON_POSTGRESQL
OPEN = """
import django; django.setup()
from uuid import UUID
from trilogue.foundation import keys
print(keys.unseal(UUID("{person}"), bytes.fromhex("{sealed}"), place="{place}"))
"""


@pytest.fixture
def name() -> Iterator[str]:
    with new_database() as name:
        yield name


@pytest.fixture
def url(name: str) -> str:
    return address(name)


@pytest.fixture
def backup(run: Run, tmp_path: Path, url: str) -> Path:
    """Of an installation with one person in it, who is erased after it was made."""
    make_installation(tmp_path, DATABASE_URL=url)
    target = tmp_path / "backup.zip"
    written = run("backup", str(target), DATABASE_URL=url)
    assert written.returncode == 0, written.stderr
    assert unsealed(tmp_path, dump_in(target), url) == DIET
    erased = run("erase", "gone@example.org", "--yes", DATABASE_URL=url)
    assert erased.returncode == 0, erased.stderr
    return target


def dump_in(target: Path) -> str:
    """The dump of a backup as SQL."""
    folder = target.with_suffix("")
    shutil.unpack_archive(target, folder)
    command = ["pg_restore", "--file=-", str(folder / "database.dump")]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def unsealed(folder: Path, dump: str, url: str) -> str:
    """What the sealed column of a dump says with the keys that there are."""
    (sealed,) = re.findall(r"\bdiet\t\\\\x([0-9a-f]+)", dump)
    code = OPEN.format(person=PERSON, sealed=sealed, place=PLACE)
    return run_python(code, folder, DATABASE_URL=url).strip()


def people(name: str) -> list[tuple[object, ...]]:
    with opened(name) as database:
        return database.execute("SELECT email, erased_at IS NOT NULL FROM people_person").fetchall()


def databases(name: str) -> list[str]:
    with opened("postgres") as server:
        found = server.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{name}%"])
        return [each for (each,) in found]


def test_what_was_sealed_stays_closed_and_restoring_erases_again_before_anything_is_served(
    run: Run, backup: Path, tmp_path: Path, name: str, url: str
) -> None:
    dump = dump_in(backup)
    assert CANARY in dump
    assert DIET not in dump
    assert "a-session-key" not in dump
    assert unsealed(tmp_path, dump, url) == "None"
    with opened(name):
        refused = run("restore", str(backup), "--replace", DATABASE_URL=url)
    assert refused.returncode == 2
    assert "stop `trilogue serve`" in refused.stderr
    assert (people(name), databases(name)) == ([("", True)], [name])
    checked = run("restore", "--check", str(backup), DATABASE_URL=url)
    assert "every hash equal" in checked.stdout, checked.stderr
    assert databases(name) == [name]
    restored = run("restore", str(backup), "--replace", DATABASE_URL=url)
    assert restored.returncode == 0, restored.stderr
    assert "erased again: 1" in restored.stdout
    assert (people(name), databases(name)) == ([("", True)], [name])
    again = tmp_path / "again.zip"
    assert run("backup", str(again), DATABASE_URL=url).returncode == 0
    assert CANARY not in dump_in(again)
    assert "chain holds" in run("verify-audit", DATABASE_URL=url).stdout
