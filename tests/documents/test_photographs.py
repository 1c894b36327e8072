"""Photographs and files in the record's own files: the picture itself in the PDF, with its words, and open data."""

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pikepdf
import pypdf
import pytest

from tests.documents.test_record_files import _held, _rows, _text
from tests.documents.test_record_files import record as _shared_record
from tests.foundation.files import samples
from trilogue.documents import edition
from trilogue.documents.record import EditionRecord, FileRecord, PhotographRecord, Record, freeze
from trilogue.foundation.files import pictures

record = _shared_record
CAPTION, CREDIT = _text({"en": "All", "ko": "전체 참가자"}), _text({"en": "MOIS", "ko": "행정안전부"})


@pytest.fixture
def shown(record: Record, tmp_path: Path, settings: Any) -> Record:
    """The seventh edition with its group photograph, another one and a file, and a logo."""
    settings.MEDIA_ROOT = tmp_path / "files"
    drawn = pictures.take_in(samples.halves(), "a.jpg")
    alt = _text({"en": "People on steps", "ko": "계단에 선 사람들"})
    group = PhotographRecord(
        CAPTION, CREDIT, "E7.I1", alt, drawn.digest, drawn.width, drawn.height, position=2
    )
    other = replace(group, id="E7.I2", position=1)
    file = FileRecord("E7.M1", _text({"en": "Programme"}), CREDIT, "ko", "pdf", "일정.pdf", 1000, "f" * 64)
    held = replace(_held(), photograph=group, photographs=(other,), files=(file,))
    series = replace(
        record.series, logo=drawn.digest, logo_width=drawn.width, logo_height=drawn.height, logo_alt=alt
    )
    return replace(record, series=series, editions=(held,))


def test_the_pdf_shows_the_photograph_with_what_can_be_seen(shown: Record) -> None:
    made = edition.build(shown, 7, "ko", "pdf").data
    with pikepdf.open(io.BytesIO(made)) as document:
        pages = list(document.pages)
        assert sum(len(page.get_images()) for page in pages) == 2
        said = [str(each.get("/Alt")) for each in document.objects if isinstance(each, pikepdf.Dictionary)]
    assert said.count("계단에 선 사람들") == 2
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)
    assert "행정안전부" in text


def test_the_pdf_is_made_also_where_the_file_is_gone(shown: Record, tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "elsewhere"
    made = edition.build(shown, 7, "ko", "pdf").data
    assert "행정안전부" in "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)


def test_open_data_names_photographs_and_files(shown: Record) -> None:
    (found,) = json.loads(edition.build(shown, 7, "en", "json").data)["editions"]
    assert [each["id"] for each in found["photographs"]] == ["E7.I2", "E7.I1"]
    first = found["photographs"][0]
    assert (first["credit"]["ko"]["text"], first["alt"]["en"]["text"]) == ("행정안전부", "People on steps")
    assert first["picture"].endswith("-640.jpg")
    assert found["files"][0]["address"] == f"/files/documents/{'f' * 64}/%EC%9D%BC%EC%A0%95.pdf"
    rows = {row[0]: row[2] for row in _rows(edition.build(shown, 7, "ko", "csv"))}
    assert (rows["E7.I2.X"], rows["E7.I1.T"], rows["E7.M1"]) == (
        "행정안전부",
        "계단에 선 사람들",
        "Programme",
    )


def test_what_was_frozen_before_there_were_files_is_still_read() -> None:
    old = msgspec.json.decode(freeze(_held()))
    for name in ("photographs", "files"):
        del old[name]
    old["photograph"] = {name: old["photograph"][name] for name in ("caption", "credit")}
    read = msgspec.json.decode(msgspec.json.encode(old), type=EditionRecord)
    assert read == _held()
    assert read.album == []
