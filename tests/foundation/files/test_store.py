"""The store: whole or not at all, no name that leads elsewhere, and nothing removed that is named or young."""

import errno
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from trilogue.foundation.files import store

ONE, OTHER = "ab" + "0" * 62, "cd" + "1" * 62


@pytest.fixture(autouse=True)
def root(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


def name(digest: str) -> str:
    return f"pictures/{digest}-480.webp"


def test_what_is_put_is_read_back() -> None:
    store.put(name(ONE), b"picture")
    store.put(name(ONE), b"picture")
    assert store.read(name(ONE)) == b"picture"
    store.remove(name(ONE))
    assert not store.exists(name(ONE))


@pytest.mark.parametrize(
    "wrong", ["pictures/../../etc/passwd", "documents/x", f"pictures/{ONE}/../a", f"other/{ONE}.pdf", ""]
)
def test_no_name_leads_elsewhere(wrong: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        store.put(wrong, b"")


def test_the_file_and_its_name_are_synced_before_put_returns(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    real_link, real_sync = os.link, os.fsync

    def sync(descriptor: int) -> None:
        done.append("folder" if Path(f"/proc/self/fd/{descriptor}").is_dir() else "file")
        real_sync(descriptor)

    def link(source: Any, target: Any) -> None:
        done.append("link")
        real_link(source, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(os, "link", link)
    store.put(name(ONE), b"picture")
    at = done.index("link")
    assert "file" in done[:at]
    assert "folder" in done[at:]


def test_a_full_disk_leaves_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    store.put(name(OTHER), b"there")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="full"):
        store.put(name(ONE), b"picture")
    assert not store.exists(name(ONE))
    assert [path.name for path in root.glob("pictures/ab/*")] == []


def test_the_sweep_spares_what_is_named_or_young(root: Path) -> None:
    for digest in (ONE, OTHER):
        store.put(name(digest), b"x")
    aside = root / "pictures" / "ab" / ".0123.new"
    aside.write_bytes(b"half")
    now = timezone.now()
    assert store.sweep(set(), now=now) == 0
    assert store.sweep({ONE}, now=now + timedelta(days=2)) == 2
    assert [each.digest for each in store.kept()] == [ONE]
    assert not aside.exists()


def test_what_is_renewed_is_young_again_and_what_is_gone_in_part_is_not(root: Path) -> None:
    for digest in (ONE, OTHER):
        store.put(name(digest), b"x")
    for path in root.glob("pictures/*/*"):
        os.utime(path, (0, 0))
    assert not store.renew([name(OTHER), name(OTHER).replace("480", "960")])
    assert store.renew([name(ONE)])
    assert store.sweep(set(), now=timezone.now()) == 1
    assert [each.digest for each in store.kept()] == [ONE]
