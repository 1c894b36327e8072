"""What a backup holds comes out as it went in, or not at all: altered, cut off, later or hostile ones are refused."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trilogue.foundation.backup import bundle
from trilogue.foundation.backup.problem import Unusable
from trilogue.foundation.backup.rows import Rows

NOW = datetime(2026, 11, 27, tzinfo=UTC)
CONTENT = {"database.sqlite3": b"a database" * 1000, "media/pictures/a.webp": bytes(range(256)) * 10}
unhurried = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    files = []
    for name, content in CONTENT.items():
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        files.append((name, path))
    target = tmp_path / "backup.zip"
    with target.open("wb") as goal:
        bundle.write(goal, files, bundle.Manifest("1", NOW, "sqlite", rows={"t": Rows(2, "f" * 64)}))
    return target


def unpacked(source: Path, folder: Path) -> dict[str, bytes]:
    bundle.unpack(source, bundle.read(source), folder)
    return {name: (folder / name).read_bytes() for name in CONTENT}


def said(source: Path, change: Callable[[dict[str, Any], dict[str, bytes]], None]) -> None:
    """Written anew with another manifest or content."""
    with zipfile.ZipFile(source) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    manifest = json.loads(parts.pop(bundle.MANIFEST))
    change(manifest, parts)
    with zipfile.ZipFile(source, "w") as new:
        for name, content in {**parts, bundle.MANIFEST: json.dumps(manifest).encode()}.items():
            new.writestr(name, content)


def code_of(source: Path, folder: Path) -> str:
    with pytest.raises(Unusable) as refused:
        unpacked(source, folder)
    return refused.value.code


def test_what_went_in_comes_out(made: Path, tmp_path: Path) -> None:
    assert unpacked(made, tmp_path / "out") == CONTENT
    found = bundle.read(made)
    assert (found.made_at, found.rows) == (NOW, {"t": Rows(2, "f" * 64)})
    with zipfile.ZipFile(made) as opened:
        kinds = {each.filename: each.compress_type for each in opened.infolist()}
    assert kinds["media/pictures/a.webp"] == zipfile.ZIP_STORED
    assert kinds["database.sqlite3"] == zipfile.ZIP_DEFLATED


def test_what_was_altered_is_refused(made: Path, tmp_path: Path) -> None:
    said(made, lambda _, parts: parts.update({"database.sqlite3": b"another"}))
    assert code_of(made, tmp_path / "out") == "damaged"
    with pytest.raises(Unusable):
        bundle.verify(made, bundle.read(made))


def test_one_of_a_later_format_is_refused_as_such(made: Path, tmp_path: Path) -> None:
    said(made, lambda manifest, _: manifest.update(format=bundle.FORMAT + 1))
    assert code_of(made, tmp_path / "out") == "later"


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "media/../../x", "media\\..\\x", "other/x"])
def test_no_name_leads_out_of_the_folder(made: Path, tmp_path: Path, name: str) -> None:
    def climb(manifest: dict[str, Any], parts: dict[str, bytes]) -> None:
        parts[name] = b""
        manifest["files"][name] = "0"

    said(made, climb)
    assert code_of(made, tmp_path / "out") == "not_a_backup"


@pytest.mark.parametrize(
    "manifest", [{}, [], None, {"format": "2"}, {"format": 0}, {"format": 2, "files": [], "made_at": "x"}]
)
def test_a_manifest_that_says_nothing_useful_is_refused(made: Path, tmp_path: Path, manifest: object) -> None:
    with zipfile.ZipFile(made, "w") as new:
        new.writestr(bundle.MANIFEST, json.dumps(manifest))
    assert code_of(made, tmp_path / "out") == "not_a_backup"


@unhurried
@given(st.data())
def test_cut_off_or_altered_anywhere_it_is_refused_or_whole(
    made: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = made.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    byte = bytes([whole[place] ^ data.draw(st.integers(1, 255))])
    spoilt = data.draw(st.sampled_from([whole[:place], whole[:place] + byte + whole[place + 1 :]]))
    folder = tmp_path_factory.mktemp("spoilt")
    path = folder / "backup.zip"
    path.write_bytes(spoilt)
    try:
        found = unpacked(path, folder)
    except Unusable:
        return
    assert found == CONTENT


def test_what_is_only_being_written_is_no_file_yet(tmp_path: Path) -> None:
    for name in ("whole", ".half"):
        (tmp_path / name).touch()
    (tmp_path / "link").symlink_to(tmp_path / "whole")
    assert [name for name, _ in bundle.files_in(tmp_path)] == ["media/whole"]


def test_nothing_is_written_to_who_takes_no_more(made: Path) -> None:
    class Full(io.RawIOBase):
        def write(self, _: object) -> int:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        bundle.write(Full(), [("database.sqlite3", made)], bundle.Manifest("1", NOW, "sqlite"))
