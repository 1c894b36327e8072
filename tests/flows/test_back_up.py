"""One backup a night, told in the list however it ended; of several workers one makes it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pyrage import x25519
from pytest_django import Settings

from tests import factories
from trilogue.domain.opinions.models import Conversation, QuestionTime
from trilogue.flows import back_up as flow
from trilogue.flows.back_up import Order, back_up, back_up_when_due, is_due
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.audit.chain import breaks
from trilogue.foundation.backup import bundle, places, rows
from trilogue.foundation.backup.copying import Copy
from trilogue.foundation.backup.models import Run
from trilogue.foundation.backup.problem import Unusable
from trilogue.foundation.backup.state import state

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 27, 2, tzinfo=UTC)
"""11 h in Seoul, after the hour of that day."""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database copy of two rows: the test's own transaction cannot be copied."""
    settings.DATA, settings.KEYS = tmp_path / "data", tmp_path / "data" / "keys"
    settings.MEDIA_ROOT = tmp_path / "data" / "files"
    settings.BACKUP_TO = str(tmp_path / "to")
    settings.DATA.mkdir()
    factories.create_installation()
    monkeypatch.setattr(flow, "copied", copied)


def copied(folder: Path) -> Copy:
    path = folder / "database.sqlite3"
    with closing(sqlite3.connect(path)) as opened, opened:
        opened.execute("CREATE TABLE t (a)")
        opened.executemany("INSERT INTO t VALUES (?)", [(1,), (2,)])
    return Copy(path, rows.of_sqlite(path))


def lives(_: str) -> bool:
    return False


def night(now: datetime = NIGHT, is_gone: Callable[[str], bool | None] = lives) -> list[Run]:
    back_up_when_due(by=ANONYMOUS, now=now, worker="w", is_gone=is_gone)
    return list(Run.objects.order_by("pk"))


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_one_a_night_is_made_and_counts_once_it_was_read_back(tmp_path: Path) -> None:
    (run,) = night()
    assert (run.problem, run.scheduled, run.encrypted, run.lacking) == ("", True, False, 0)
    (name,) = files(tmp_path / "to")
    path = tmp_path / "to" / name
    assert (run.name, run.size) == (name, path.stat().st_size)
    assert bundle.read(path).rows["t"].count == 2
    assert len(night(NIGHT + timedelta(hours=2))) == 1
    assert len(night(NIGHT + timedelta(days=1))) == 2
    assert list(breaks()) == []


def test_without_a_folder_none_is_made(settings: Settings) -> None:
    settings.BACKUP_TO = ""
    assert night() == []


def test_the_hour_is_the_installations_own(settings: Settings) -> None:
    settings.BACKUP_HOUR = 5
    night(datetime(2026, 11, 26, 19, tzinfo=UTC))  # 4 h in Seoul
    assert not is_due(now=datetime(2026, 11, 26, 19, 59, tzinfo=UTC))
    assert is_due(now=datetime(2026, 11, 26, 20, tzinfo=UTC))


def test_a_file_that_changed_on_the_disk_does_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trilogue.foundation.backup.writing.checksum", lambda _: "0" * 64)
    (run,) = night()
    assert run.problem == "changed"
    assert files(tmp_path / "to") == []
    assert state(now=NIGHT).last is None


def test_one_that_failed_is_tried_again_after_an_hour(tmp_path: Path, settings: Settings) -> None:
    settings.BACKUP_RECIPIENTS = ("nonsense",)
    (run,) = night()
    assert run.problem == "recipient"
    assert run.ended_at
    assert len(night(run.ended_at + timedelta(minutes=59))) == 1
    settings.BACKUP_RECIPIENTS = (str(x25519.Identity.generate().to_public()),)
    assert [each.problem for each in night(run.ended_at + timedelta(minutes=61))] == ["recipient", ""]
    (name,) = files(tmp_path / "to")
    assert name.endswith(".zip.age")


def test_what_fails_in_no_known_way_is_told_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(_: Path) -> Copy:
        raise LookupError

    monkeypatch.setattr(flow, "copied", fail)
    with pytest.raises(LookupError):
        back_up(Order(tmp_path / "a.zip"), by=ANONYMOUS, now=NIGHT)
    assert Run.objects.get().problem == "failed"


@pytest.mark.parametrize(
    ("gone", "hours", "problem"), [(True, 0, "died"), (False, 9, ""), (None, 5, ""), (None, 7, "died")]
)
def test_one_whose_process_died_is_told_as_such(gone: bool | None, hours: int, problem: str) -> None:
    begun = Run.objects.create(started_at=NIGHT, scheduled=True, worker="another")
    night(NIGHT + timedelta(hours=hours), lambda _: gone)
    begun.refresh_from_db()
    assert (begun.problem, bool(begun.ended_at)) == (problem, bool(problem))


def test_what_died_left_nothing_that_outlives_an_erasure(tmp_path: Path, settings: Settings) -> None:
    left = settings.DATA / f"{places.ASIDE}left"
    left.mkdir()
    (left / "database.sqlite3").touch()
    night()
    assert not left.exists()
    assert [name for name in files(settings.DATA) if name.startswith(".")] == []


def test_files_go_with_the_database_and_what_is_lacking_is_told(tmp_path: Path, settings: Settings) -> None:
    there, lacking = "a" * 64, "b" * 64
    (settings.MEDIA_ROOT / "documents").mkdir(parents=True)
    (settings.MEDIA_ROOT / "documents" / f"{there}.pdf").write_bytes(b"x")
    (settings.MEDIA_ROOT / "documents" / ".half").write_bytes(b"x")
    for digest in (there, lacking):
        factories.create_edition_file(digest=digest)
    (run,) = night()
    assert run.lacking == 1
    manifest = bundle.read(tmp_path / "to" / run.name)
    assert set(manifest.files) == {"database.sqlite3", f"media/documents/{there}.pdf"}


def test_a_file_deleted_meanwhile_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = [("media/gone.pdf", tmp_path / "gone.pdf")]
    monkeypatch.setattr(flow, "_media", lambda: iter(listed))
    (run,) = night()
    assert run.problem == ""
    assert bundle.read(tmp_path / "to" / run.name).gone == ("media/gone.pdf",)


def test_the_keys_go_into_a_file_of_their_own_and_never_into_the_backup(
    tmp_path: Path, settings: Settings
) -> None:
    from uuid import uuid4

    from trilogue.foundation import keys

    owner = uuid4()
    keys.seal(owner, "no pork", place="people_sealeddetail:diet")
    settings.BACKUP_KEYS_TO = str(tmp_path / "apart.keys")
    night()
    (run,) = night(NIGHT + timedelta(days=1))[1:]
    key = (settings.KEYS / f"{owner}.key").read_bytes()
    backup = (tmp_path / "to" / run.name).read_bytes()
    assert key not in backup
    assert str(owner).encode() not in backup
    assert f"keys/{owner}.key" in bundle.read(tmp_path / "apart.keys", holds=bundle.KEYS).files


@pytest.mark.parametrize("create", [factories.create_conversation, factories.create_question_time])
def test_a_secret_that_was_made_as_keys_of_people_are_is_set_apart_before_they_are_copied(
    tmp_path: Path, settings: Settings, create: Callable[[], Conversation | QuestionTime]
) -> None:
    from trilogue.foundation import keys

    owner = create().public_id
    (settings.KEYS / f"{owner}.fleeting").rename(settings.KEYS / f"{owner}.key")
    secret = (settings.KEYS / f"{owner}.key").read_bytes()[-32:]
    voter = keys.keyed_hash(owner, "somebody", purpose="voter")
    settings.BACKUP_KEYS_TO = str(tmp_path / "apart.keys")
    night()
    assert secret not in (tmp_path / "apart.keys").read_bytes()
    assert keys.keyed_hash(owner, "somebody", purpose="voter") == voter


def test_where_only_the_keys_cannot_be_written_the_backup_stays_and_it_is_told(
    tmp_path: Path, settings: Settings
) -> None:
    settings.BACKUP_KEYS_TO = str(tmp_path / "not mounted" / "apart.keys")
    (run,) = night()
    assert run.problem == "keys"
    assert files(tmp_path / "to") == [run.name]
    assert state(now=NIGHT).last is None


def test_a_key_file_beside_the_backup_is_refused(tmp_path: Path) -> None:
    order = Order(tmp_path / "a.zip", tmp_path / "a.keys")
    with pytest.raises(Unusable) as refused:
        back_up(order, by=ANONYMOUS, now=NIGHT)
    assert refused.value.code == "same_folder"
    assert not Run.objects.exists()


def test_the_nights_rotate(tmp_path: Path, settings: Settings) -> None:
    settings.BACKUP_DAYS = 3
    (tmp_path / "to").mkdir()
    own = tmp_path / "to" / "notes.zip"
    own.touch()
    for day in range(6):
        night(NIGHT + timedelta(days=day))
    made = [name for name in files(tmp_path / "to") if name != own.name]
    assert [name[9:17] for name in made] == ["20261129", "20261130", "20261201", "20261202"]
    assert own.exists()


@pytest.mark.parametrize(("hours", "late"), [(35, False), (37, True)])
def test_the_last_good_one_is_late_after_a_day_and_a_half(hours: int, late: bool) -> None:
    Run.objects.create(started_at=NIGHT, ended_at=NIGHT)
    Run.objects.create(started_at=NIGHT + timedelta(hours=20), ended_at=NIGHT, problem="changed")
    found = state(now=NIGHT + timedelta(hours=hours))
    assert found.last
    assert (found.last.started_at, found.late) == (NIGHT, late)
