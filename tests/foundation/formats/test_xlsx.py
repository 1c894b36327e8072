"""Workbooks written are text, look alike and are alike to the byte."""

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trilogue.foundation.formats import xlsx
from trilogue.foundation.formats.spreadsheet import read
from trilogue.foundation.formats.table import Table

PEOPLE = Table("참가자", ("name", "code"), [("𠮷田 直樹", "010006"), ("=1+1", "-채식")])
ALLOWED = st.characters(exclude_categories=["Cs"], exclude_characters="\r\ufffe\uffff")
texts = st.text(ALLOWED, max_size=60)


def test_every_cell_is_text_and_never_a_formula_or_number() -> None:
    page = openpyxl.load_workbook(io.BytesIO(xlsx.write([PEOPLE])))["참가자"]
    cells = [cell for row in page.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells] == ["name", "code", "𠮷田 直樹", "010006", "=1+1", "-채식"]


def test_header_stays_in_sight_and_filters() -> None:
    page = openpyxl.load_workbook(io.BytesIO(xlsx.write([PEOPLE])))["참가자"]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:B3"
    assert page["A1"].font.bold


def test_same_tables_give_the_same_bytes() -> None:
    assert xlsx.write([PEOPLE], title="t", language="ja") == xlsx.write([PEOPLE], title="t", language="ja")


def test_language_is_a_property_and_chooses_the_font() -> None:
    data = xlsx.write([PEOPLE], title="名簿", language="ja")
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.properties.title == "名簿"
    assert book.custom_doc_props["Language"].value == "ja"
    assert book["참가자"]["A2"].font.name == "Yu Gothic"


def test_sheet_names_are_made_valid_and_different() -> None:
    names = ["a/b", "A b", "x" * 40, "x" * 40, "", "History", "'q'"]
    data = xlsx.write([Table(name, ("h",), []) for name in names])
    expected = ["a b", "A b 2", "x" * 31, f"{'x' * 29} 2", "Sheet", "History 2", "q"]
    assert [sheet.name for sheet in read("x", data)] == expected


def test_text_longer_than_a_cell_holds_is_not_cut_silently() -> None:
    with pytest.raises(ValueError, match="row 2, column 1"):
        xlsx.write([Table("a", ("h",), [("x" * 32_768,)])])


def test_parts_carry_no_moment_of_writing() -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx.write([PEOPLE]))) as archive:
        assert {part.date_time[0] for part in archive.infolist()} == {1980}


@settings(max_examples=60)
@given(rows=st.lists(st.tuples(texts, texts), max_size=5))
def test_any_text_comes_back_as_it_went(rows: list[tuple[str, str]]) -> None:
    found = read("x", xlsx.write([Table("a", ("one", "two"), rows)]))[0].rows
    padded = [*found, *[("", "")] * (len(rows) + 1 - len(found))]
    assert padded == [("one", "two"), *rows]
