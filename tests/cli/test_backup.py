"""Backups that only their owner reads, restored as a whole or not at all, with everybody erased since left out."""

import hashlib
import json
import shutil
import sqlite3
import subprocess
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pyrage import x25519

from tests.cli.conftest import TRILOGUE, Run, clean_environment
from tests.cli.installation import CANARY, PERSON, make_installation, put_database

pytestmark = pytest.mark.xdist_group("backup")
"""All on one worker, which makes the installation once."""


@pytest.fixture(scope="module")
def made(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an installation that has one person in it, and with its backup."""
    folder = tmp_path_factory.mktemp("made")
    put_database(migrated, folder)
    make_installation(folder)
    command = [*TRILOGUE, "backup", str(folder / "backup.zip")]
    subprocess.run(command, env=clean_environment(folder), check=True, cwd=folder)
    return folder


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(made / "data", tmp_path / "data")


@pytest.fixture
def backup(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy2(made / "backup.zip", tmp_path / "backup.zip"))


def people(data: Path) -> list[tuple[str, int]]:
    with closing(sqlite3.connect(data / "trilogue.sqlite3")) as opened:
        return opened.execute("SELECT email, erased_at IS NOT NULL FROM people_person").fetchall()


def test_a_backup_is_private_whole_and_without_credentials(made: Path) -> None:
    target, data = made / "backup.zip", made / "data"
    assert target.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(target) as bundle:
        manifest = json.loads(bundle.read("manifest.json"))
        assert bundle.namelist() == ["database.sqlite3", "manifest.json"]
        content = bundle.read("database.sqlite3")
    assert set(manifest["files"]) == {"database.sqlite3"}
    assert CANARY.encode() in content
    assert b"a-session-key" not in content
    key = next((data / "keys").glob("*.key")).read_bytes()
    assert key not in content
    assert [path.name for path in made.iterdir() if path.name.startswith(".")] == []


def test_a_backup_never_writes_over_a_file(run: Run, data: Path, tmp_path: Path) -> None:
    target = tmp_path / "backup.zip"
    target.write_text("mine")
    refused = run("backup", str(target))
    assert (refused.returncode, target.read_text()) == (2, "mine")
    assert "is there already" in refused.stderr


def test_a_folder_keeps_backups_for_their_lifetime(run: Run, data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    old, own = folder / "trilogue-20200101T000000Z.zip", folder / "trilogue-notes.zip"
    for path in (old, own):
        path.touch()
    made = run("backup", f"{folder}/")
    assert made.returncode == 0, made.stderr
    assert not old.exists()
    assert own.exists()
    assert len(list(folder.iterdir())) == 2
    assert "older than 90 days" in made.stdout
    assert "number of days" in run("backup", f"{folder}/", TRILOGUE_BACKUP_DAYS="many").stderr


def test_restoring_erases_again_before_anything_is_served(
    run: Run, data: Path, backup: Path, tmp_path: Path
) -> None:
    erased = run("erase", "gone@example.org", "--yes")
    assert erased.returncode == 0, erased.stderr
    restored = run("restore", str(backup), "--replace")
    assert restored.returncode == 0, restored.stderr
    assert "erased again: 1" in restored.stdout
    assert people(data) == [("", 1)]
    for path in data.rglob("*"):
        assert not path.is_file() or CANARY.encode() not in path.read_bytes(), path
    assert "chain holds" in run("verify-audit").stdout


def test_a_backup_goes_into_an_empty_folder(run: Run, data: Path, backup: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    restored = run("restore", str(backup), TRILOGUE_DATA=str(elsewhere))
    assert restored.returncode == 0, restored.stderr
    assert people(elsewhere) == [("gone@example.org", 0)]
    assert (elsewhere / "trilogue.sqlite3").stat().st_mode & 0o077 == 0
    assert "erasures.jsonl is not there" in restored.stdout


def test_what_is_there_is_replaced_only_when_asked(
    run: Run, data: Path, backup: Path, tmp_path: Path
) -> None:
    refused = run("restore", str(backup))
    assert refused.returncode == 2
    assert "--replace" in refused.stderr
    assert people(data) == [("gone@example.org", 0)]


def test_a_database_in_use_is_not_replaced(run: Run, data: Path, backup: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(data / "trilogue.sqlite3")) as other:
        other.execute("SELECT * FROM people_person").fetchall()
        refused = run("restore", str(backup), "--replace")
    assert refused.returncode == 2
    assert "is in use: stop" in refused.stderr
    assert people(data) == [("gone@example.org", 0)]
    assert not list(data.glob(".restoring-*"))


@pytest.mark.parametrize("fault", ["altered", "not a zip", "cut off", "missing", "climbing", "later"])
def test_a_damaged_backup_is_refused_and_changes_nothing(
    run: Run, data: Path, backup: Path, fault: str
) -> None:
    spoil(backup, fault)
    refused = run("restore", str(backup), "--replace")
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    assert people(data) == [("gone@example.org", 0)]


def spoil(target: Path, fault: str) -> None:
    with zipfile.ZipFile(target) as bundle:
        parts = {name: bundle.read(name) for name in bundle.namelist()}
    manifest = json.loads(parts["manifest.json"])
    whole = target.read_bytes()
    match fault:
        case "altered":
            parts["database.sqlite3"] = parts["database.sqlite3"].replace(b"gone@", b"back@")
        case "climbing":
            parts["../outside"] = b""
            manifest["files"]["../outside"] = "0"
        case "later":
            manifest["format"] = 99
    target.unlink()
    if fault == "missing":
        return
    if fault in {"not a zip", "cut off"}:
        target.write_bytes(b"nonsense" if fault == "not a zip" else whole[: len(whole) // 2])
        return
    with zipfile.ZipFile(target, "w") as bundle:
        for name, content in {**parts, "manifest.json": json.dumps(manifest).encode()}.items():
            bundle.writestr(name, content)


@pytest.mark.parametrize("app", ["people", "of_a_later_version"])
def test_a_later_versions_database_is_refused(run: Run, data: Path, tmp_path: Path, app: str) -> None:
    with closing(sqlite3.connect(data / "trilogue.sqlite3", isolation_level=None)) as opened:
        opened.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES (?, '0999_later', '2030-01-01')", [app]
        )
    target = tmp_path / "later.zip"
    assert run("backup", str(target)).returncode == 0
    refused = run("restore", str(target), TRILOGUE_DATA=str(tmp_path / "elsewhere"))
    assert "later version" in refused.stderr
    assert not (tmp_path / "elsewhere" / "trilogue.sqlite3").exists()


def test_erasing_asks_first_and_names_nobody(run: Run, data: Path) -> None:
    refused = run("erase", str(PERSON))
    assert refused.returncode == 2
    assert "nothing was erased" in refused.stderr
    assert "1 record(s), in 0 edition(s)" in refused.stdout
    assert CANARY not in refused.stdout
    assert "nobody here" in run("erase", "stranger@example.org", "--yes").stderr
    assert people(data) == [("gone@example.org", 0)]


def test_the_ledger_outlives_the_folder_of_the_database(
    run: Run, data: Path, backup: Path, tmp_path: Path
) -> None:
    """A new machine that has the keys' folder and a backup."""
    run("erase", str(PERSON), "--yes")
    (data / "keys").rename(tmp_path / "keys")
    fresh = {"TRILOGUE_DATA": str(tmp_path / "fresh"), "TRILOGUE_KEYS": str(tmp_path / "keys")}
    assert "erased again: 1" in run("restore", str(backup), **fresh).stdout
    assert people(tmp_path / "fresh") == [("", 1)]


def rewritten(source: Path, target: Path, change: Callable[[dict[str, Any], dict[str, bytes]], None]) -> Path:
    """A backup whose checksums match whatever was done to it."""
    with zipfile.ZipFile(source) as bundle:
        parts = {name: bundle.read(name) for name in bundle.namelist()}
    manifest = json.loads(parts.pop("manifest.json"))
    change(manifest, parts)
    manifest["files"] = {name: hashlib.sha256(content).hexdigest() for name, content in parts.items()}
    with zipfile.ZipFile(target, "w") as bundle:
        for name, content in {**parts, "manifest.json": json.dumps(manifest).encode()}.items():
            bundle.writestr(name, content)
    return target


def one_row_less(_: dict[str, Any], parts: dict[str, bytes]) -> None:
    parts["database.sqlite3"] = altered(
        parts["database.sqlite3"], "UPDATE people_person SET email = 'back@example.org'"
    )


def altered(database: bytes, statement: str) -> bytes:
    with closing(sqlite3.connect(":memory:")) as opened:
        opened.deserialize(database)
        opened.execute(statement)
        opened.commit()
        return opened.serialize()


def as_before(manifest: dict[str, Any], _: dict[str, bytes]) -> None:
    """What format 1 said."""
    manifest["format"] = 1
    for later in ("holds", "rows", "gone"):
        del manifest[later]


def test_a_database_that_does_not_hold_what_was_saved_is_refused(
    run: Run, data: Path, backup: Path, tmp_path: Path
) -> None:
    spoilt = rewritten(backup, tmp_path / "spoilt.zip", one_row_less)
    for arguments in (["--check"], ["--replace"]):
        refused = run("restore", str(spoilt), *arguments)
        assert refused.returncode == 2
        assert "not what was saved (tables: people_person)" in refused.stderr
    assert people(data) == [("gone@example.org", 0)]
    assert not list(data.glob(".restoring-*"))


def test_a_backup_without_row_hashes_is_taken_and_said_to_be(
    run: Run, data: Path, backup: Path, tmp_path: Path
) -> None:
    old = rewritten(backup, tmp_path / "old.zip", as_before)
    restored = run("restore", str(old), "--replace")
    assert restored.returncode == 0, restored.stderr
    assert "made before rows were hashed" in restored.stdout


def test_checking_puts_nothing_in_place(run: Run, backup: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    checked = run("restore", "--check", str(backup), TRILOGUE_DATA=str(elsewhere))
    assert checked.returncode == 0, checked.stderr
    assert "every hash equal; nothing was put in place" in checked.stdout
    assert not (elsewhere / "trilogue.sqlite3").exists()


def test_a_sealed_backup_and_its_keys_move_to_an_empty_machine(run: Run, data: Path, tmp_path: Path) -> None:
    identity = x25519.Identity.generate()
    (tmp_path / "identity.txt").write_text(f"{identity}\n")
    (tmp_path / "apart").mkdir()
    files = data / "files" / "documents"
    files.mkdir(parents=True)
    (files / f"{'a' * 64}.pdf").write_bytes(b"a document")
    target, keys = tmp_path / "moved.zip.age", tmp_path / "apart" / "people.keys.age"
    made = run("backup", str(target), "--keys", str(keys), "--recipient", str(identity.to_public()))
    assert made.returncode == 0, made.stderr
    assert CANARY.encode() not in target.read_bytes()
    empty = {"TRILOGUE_DATA": str(tmp_path / "empty")}
    assert "--identity" in run("restore", str(target), **empty).stderr
    opener = ("--identity", str(tmp_path / "identity.txt"))
    restored = run("restore", str(target), "--keys", str(keys), *opener, **empty)
    assert restored.returncode == 0, restored.stderr
    assert "1 key(s) of people put back" in restored.stdout
    assert "the chain holds" in restored.stdout
    assert people(tmp_path / "empty") == [("gone@example.org", 0)]
    for name in ("secret-key", f"keys/{PERSON}.key", f"files/documents/{'a' * 64}.pdf"):
        assert (tmp_path / "empty" / name).read_bytes() == (data / name).read_bytes()
        assert (tmp_path / "empty" / name).stat().st_mode & 0o022 == 0
