"""A text sealed for somebody opens for that person in that place only, and never again once the key is destroyed."""

import multiprocessing
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from trilogue.foundation import keys
from trilogue.foundation.keys import store

DIET = "delegations_nomination:diet"
PHONE = "delegations_nomination:phone"
WORKERS = 8
MAKES_KEYS = """
import sys
from uuid import uuid4
from django.conf import settings
settings.configure(KEYS=sys.argv[1])
from trilogue.foundation.keys import store
while True:
    owner = uuid4()
    store.find_or_make(owner)
    print(owner, flush=True)
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.KEYS = tmp_path / "house" / "keys"
    return tmp_path / "house" / "keys"


def _bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())


def _code(owner: UUID, data: bytes, place: str = DIET) -> str:
    with pytest.raises(keys.KeyRefused) as refused:
        keys.unseal(owner, data, place=place)
    return refused.value.code


@pytest.mark.parametrize("text", ["", "새우 알레르기", "髙橋 𠮷", "no pork\n" * 500])
def test_a_text_comes_back_as_it_went(text: str) -> None:
    owner = uuid4()
    sealed = keys.seal(owner, text, place=DIET)
    assert keys.unseal(owner, sealed, place=DIET) == text
    assert keys.unseal(owner, memoryview(sealed), place=DIET) == text


def test_the_sealed_form_shows_neither_the_text_nor_that_two_are_the_same() -> None:
    owner = uuid4()
    first, second = (keys.seal(owner, "채식", place=DIET) for _ in range(2))
    assert "채식".encode() not in first
    assert first != second


def test_a_sealed_text_cannot_be_moved_to_another_person_or_column() -> None:
    mine, yours = uuid4(), uuid4()
    sealed = keys.seal(mine, "채식", place=DIET)
    keys.seal(yours, "육식", place=DIET)
    assert _code(yours, sealed) == "OTHER_KEY"
    assert _code(mine, sealed, PHONE) == "BROKEN_SEAL"


def test_a_sealed_text_cannot_be_moved_even_between_owners_of_one_key(folder: Path) -> None:
    """Somebody with the right to write in both places copies the key with the row."""
    mine, yours = uuid4(), uuid4()
    sealed = keys.seal(mine, "채식", place=DIET)
    (folder / f"{yours}.key").write_bytes((folder / f"{mine}.key").read_bytes())
    assert _code(yours, sealed) == "BROKEN_SEAL"


def test_no_bit_of_a_sealed_text_can_be_changed_unnoticed() -> None:
    owner = uuid4()
    sealed = keys.seal(owner, "채식", place=DIET)
    for position in range(len(sealed)):
        changed = bytearray(sealed)
        changed[position] ^= 1
        assert _code(owner, bytes(changed)) in {"BROKEN_SEAL", "OTHER_KEY"}


@given(data=st.binary(max_size=80))
def test_no_bytes_open_that_were_never_sealed(data: bytes) -> None:
    owner = UUID(int=7)
    keys.seal(owner, "", place=DIET)
    assert _code(owner, data) in {"BROKEN_SEAL", "OTHER_KEY"}


@pytest.mark.parametrize("place", ["", "diet", "a:b:c", "a:b ", "A:b"])
def test_a_place_that_is_not_table_and_column_is_a_mistake_of_the_program(place: str) -> None:
    with pytest.raises(ValueError, match="table:column"):
        keys.seal(uuid4(), "x", place=place)


def test_a_destroyed_key_is_nowhere_in_the_folder_and_opens_nothing(folder: Path) -> None:
    owner, other = uuid4(), uuid4()
    sealed, others = keys.seal(owner, "채식", place=DIET), keys.seal(other, "육식", place=DIET)
    key = store.find(owner)
    assert key
    assert key.secret in _bytes_of(folder)
    keys.destroy(owner)
    assert key.secret not in _bytes_of(folder)
    assert key.identifier not in _bytes_of(folder)
    assert keys.unseal(owner, sealed, place=DIET) is None
    assert keys.unseal(other, others, place=DIET) == "육식"


def test_destroying_overwrites_the_very_block_and_every_other_name_of_it(folder: Path) -> None:
    """As after a kill between the two names of a new key."""
    owner = uuid4()
    keys.seal(owner, "채식", place=DIET)
    key = store.find(owner)
    assert key
    (folder / ".left.new").hardlink_to(folder / f"{owner}.key")
    keys.destroy(owner)
    assert key.secret not in _bytes_of(folder)


def test_a_destroyed_key_is_never_made_again() -> None:
    had_one, had_none = uuid4(), uuid4()
    keys.seal(had_one, "채식", place=DIET)
    for owner in (had_one, had_none):
        keys.destroy(owner)
        keys.destroy(owner)
        assert not keys.exists(owner)
        with pytest.raises(keys.KeyRefused) as refused:
            keys.seal(owner, "채식", place=DIET)
        assert refused.value.code == "DESTROYED"


def test_a_lost_key_is_told_from_a_destroyed_one(folder: Path) -> None:
    owner = uuid4()
    assert not keys.exists(owner)
    sealed = keys.seal(owner, "채식", place=DIET)
    assert keys.exists(owner)
    path = folder / f"{owner}.key"
    path.write_bytes(path.read_bytes()[:-1])
    assert _code(owner, sealed) == "DAMAGED"
    path.unlink()
    assert _code(owner, sealed) == "NO_KEY"


def test_only_the_user_of_the_house_can_read_keys(folder: Path) -> None:
    owner = uuid4()
    keys.seal(owner, "채식", place=DIET)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [path.stat().st_mode & 0o777 for path in folder.iterdir()] == [0o600]


def test_processes_that_make_one_key_at_once_get_the_same() -> None:
    """All wait for one another before the first key."""
    context, owners = multiprocessing.get_context("fork"), [uuid4() for _ in range(20)]
    start = context.Barrier(WORKERS)
    with ProcessPoolExecutor(WORKERS, mp_context=context, initializer=start.wait) as pool:
        found = list(pool.map(_secrets, [owners] * WORKERS))
    assert len(found) == WORKERS
    assert all(each == found[0] for each in found)


def _secrets(owners: list[UUID]) -> list[bytes]:
    return [store.find_or_make(owner).secret for owner in owners]


def test_a_process_killed_while_it_makes_keys_leaves_whole_ones_only(folder: Path) -> None:
    told = [owner for count in range(1, 13) for owner in _made_before_the_kill(folder, count)]
    assert all(keys.exists(owner) for owner in told)
    for path in folder.glob("*.key"):
        assert store.find(UUID(path.stem))


def _made_before_the_kill(folder: Path, count: int) -> Iterator[UUID]:
    with subprocess.Popen(
        [sys.executable, "-c", MAKES_KEYS, folder], stdout=subprocess.PIPE, text=True
    ) as maker:
        assert maker.stdout
        yield from [UUID(maker.stdout.readline().strip()) for _ in range(count * 5)]
        maker.kill()


def test_a_fleeting_key_makes_hashes_until_it_is_destroyed(folder: Path) -> None:
    owner = uuid4()
    keys.make_fleeting(owner)
    first = keys.keyed_hash(owner, "somebody", purpose="voter")
    keys.make_fleeting(owner)
    assert keys.keyed_hash(owner, "somebody", purpose="voter") == first
    assert [path.name for path in folder.iterdir()] == [f"{owner}.fleeting"]
    assert keys.lasting_files() == []
    keys.destroy(owner)
    assert not keys.exists(owner)
    with pytest.raises(keys.KeyRefused, match="DESTROYED"):
        keys.make_fleeting(owner)


def test_a_lasting_key_set_apart_is_the_same_under_its_other_name(folder: Path) -> None:
    owner = uuid4()
    keys.seal(owner, "", place=DIET)
    before = keys.keyed_hash(owner, "somebody", purpose="voter")
    for _ in range(2):
        keys.set_apart(owner)
        assert keys.keyed_hash(owner, "somebody", purpose="voter") == before
        assert [path.name for path in folder.iterdir()] == [f"{owner}.fleeting"]
    keys.set_apart(uuid4())
