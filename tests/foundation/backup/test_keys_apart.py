"""The keys of people come back from their own file, but none that was destroyed, here or there."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pytest_django import Settings

from trilogue.foundation import keys
from trilogue.foundation.backup import bundle, keeping_keys, writing
from trilogue.foundation.backup.envelope import Seal
from trilogue.foundation.backup.problem import Unusable
from trilogue.foundation.retention import ledger

NOW = datetime(2026, 11, 27, tzinfo=UTC)
PLACE = "people_sealeddetail:diet"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, settings: Settings) -> None:
    settings.DATA, settings.KEYS = tmp_path / "data", tmp_path / "data" / "keys"
    settings.DATA.mkdir()
    (settings.DATA / "secret-key").write_text("own")


def saved(folder: Path) -> Path:
    target = folder / "people.keys"
    manifest = bundle.Manifest("0", NOW, "sqlite", holds=bundle.KEYS)
    writing.write(target, keeping_keys.files(), manifest, seal=Seal(), over=True)
    return target


def put_back(source: Path, *, secret: bool = False) -> keeping_keys.PutBack:
    return keeping_keys.put_back(source, bundle.read(source, holds=bundle.KEYS), secret=secret)


def lose(owner: UUID, settings: Settings) -> None:
    (settings.KEYS / f"{owner}.key").unlink()


def test_a_lost_key_opens_again(tmp_path: Path, settings: Settings) -> None:
    owner = uuid4()
    sealed = keys.seal(owner, "no pork", place=PLACE)
    source = saved(tmp_path)
    lose(owner, settings)
    assert put_back(source) == keeping_keys.PutBack(keys=1, others=0)
    assert keys.unseal(owner, sealed, place=PLACE) == "no pork"
    assert (settings.KEYS / f"{owner}.key").stat().st_mode & 0o077 == 0


def test_a_fleeting_key_is_in_no_file_and_never_comes_back(tmp_path: Path, settings: Settings) -> None:
    person, exchange = uuid4(), uuid4()
    keys.seal(person, "no pork", place=PLACE)
    keys.make_fleeting(exchange)
    source = saved(tmp_path)
    assert set(bundle.read(source, holds=bundle.KEYS).files) == {f"keys/{person}.key", "secret-key"}
    shutil.rmtree(settings.KEYS)
    assert put_back(source) == keeping_keys.PutBack(keys=1, others=0)
    assert (keys.exists(person), keys.exists(exchange)) == (True, False)


def test_a_fleeting_key_that_was_saved_as_a_lasting_one_stays_destroyed(tmp_path: Path) -> None:
    """In a file of keys that was written before they were told apart."""
    exchange = uuid4()
    keys.seal(exchange, "", place=PLACE)
    source = saved(tmp_path)
    keys.set_apart(exchange)
    keys.destroy(exchange)
    put_back(source)
    assert not keys.exists(exchange)


def test_what_was_destroyed_since_stays_destroyed(tmp_path: Path) -> None:
    owner = uuid4()
    sealed = keys.seal(owner, "no pork", place=PLACE)
    source = saved(tmp_path)
    keys.destroy(owner)
    put_back(source)
    assert keys.unseal(owner, sealed, place=PLACE) is None


def test_what_was_destroyed_there_is_destroyed_here(tmp_path: Path, settings: Settings) -> None:
    owner = uuid4()
    sealed = keys.seal(owner, "no pork", place=PLACE)
    alive = (settings.KEYS / f"{owner}.key").read_bytes()
    keys.destroy(owner)
    source = saved(tmp_path)
    (settings.KEYS / f"{owner}.key").write_bytes(alive)
    put_back(source)
    assert keys.unseal(owner, sealed, place=PLACE) is None


def test_whom_either_ledger_names_stays_erased(tmp_path: Path, settings: Settings) -> None:
    there, here = uuid4(), uuid4()
    sealed = keys.seal(here, "no pork", place=PLACE)
    ledger.note([there], now=NOW)
    source = saved(tmp_path)
    ledger.path().unlink()
    lose(here, settings)
    ledger.note([here], now=NOW)
    put_back(source)
    put_back(source)
    assert set(ledger.erased().people) == {there, here}
    assert len(ledger.path().read_text().splitlines()) == 2
    assert keys.unseal(here, sealed, place=PLACE) is None


def test_another_key_than_the_one_here_is_counted_and_left_out(tmp_path: Path, settings: Settings) -> None:
    owner = uuid4()
    keys.seal(owner, "before", place=PLACE)
    source = saved(tmp_path)
    lose(owner, settings)
    now = keys.seal(owner, "now", place=PLACE)
    assert put_back(source) == keeping_keys.PutBack(keys=0, others=1)
    assert keys.unseal(owner, now, place=PLACE) == "now"


def test_the_installations_own_key_comes_back_only_where_it_is_asked_for(
    tmp_path: Path, settings: Settings
) -> None:
    source = saved(tmp_path)
    (settings.DATA / "secret-key").write_text("other")
    put_back(source)
    assert (settings.DATA / "secret-key").read_text() == "other"
    put_back(source, secret=True)
    assert (settings.DATA / "secret-key").read_text() == "own"


def test_its_file_is_written_over_and_therefore_named_apart(tmp_path: Path) -> None:
    for name, code in (("backup.zip", "keys_name"), ("people.keys", "same_folder")):
        with pytest.raises(Unusable) as refused:
            keeping_keys.check_name(tmp_path / name, tmp_path / "backup.zip")
        assert refused.value.code == code
    keeping_keys.check_name(tmp_path / "apart" / "people.keys.age", tmp_path / "backup.zip")
    assert saved(tmp_path) == saved(tmp_path)


def test_a_key_file_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(Unusable) as refused:
        bundle.read(saved(tmp_path))
    assert refused.value.code == "other_kind"
