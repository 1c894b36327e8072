"""Flat files written open in spreadsheet programs and calculate nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trilogue.foundation.formats import csv
from trilogue.foundation.formats.spreadsheet import FileRefused, read
from trilogue.foundation.formats.table import Table

ALLOWED = st.characters(exclude_categories=("Cs", "Cc"), include_characters="\t\r\n")
texts = st.text(ALLOWED, max_size=40)


def test_bytes_are_utf8_with_a_mark_and_crlf() -> None:
    data = csv.write(Table("a", ("이름", "名"), [("김", 'x,"y"')]))
    assert data == b"\xef\xbb\xbf" + '이름,名\r\n김,"x,""y"""\r\n'.encode()


@pytest.mark.parametrize("cell", ['=HYPERLINK("x")', "+82 10", "-채식", "@SUM(A1)", "\t=1", "\r=1"])
def test_cells_that_run_as_formulas_are_guarded(cell: str) -> None:
    assert csv.guarded(cell) == f"'{cell}"


@given(rows=st.lists(st.tuples(texts, texts), max_size=5))
def test_any_text_comes_back_with_nothing_but_its_guard(rows: list[tuple[str, str]]) -> None:
    found = read("x", csv.write(Table("a", ("one", "two"), rows)))[0]
    assert found.encoding == "utf-8-sig"
    assert found.rows[1:] == tuple(tuple(map(csv.guarded, row)) for row in rows)


def test_table_without_anything_in_it_is_empty_to_the_reader() -> None:
    with pytest.raises(FileRefused, match="EMPTY"):
        read("x", csv.write(Table("a", (), [])))
