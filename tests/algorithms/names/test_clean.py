"""What hides in a cell is found, named and undone; what shows is kept."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trilogue.algorithms.names import clean


@pytest.mark.parametrize(
    ("raw", "text", "codes"),
    [
        ("김민준", "김민준", ()),
        (unicodedata.normalize("NFD", "김민준"), "김민준", ("NFD_HANGUL",)),
        ("\uf90a성락", "金성락", ("COMPAT_HANJA",)),
        (" 김\u00a0 민준\u3000", "김 민준", ("WHITESPACE",)),
        ("髙橋\u3000美空", "髙橋 美空", ("WHITESPACE",)),
        ("김\u200b민준\ufeff", "김민준", ("ZERO_WIDTH",)),
        ("ＫＩＭ　Ｍｉｎｊｕｎ", "KIM Minjun", ("FULLWIDTH", "WHITESPACE")),
        ("확인\u202e요망\u2069", "확인요망", ("BIDI_CONTROL",)),
        ("a\x00b\x1b[31m", "ab[31m", ("CONTROL",)),
        ("葛\U000e0100西", "葛\U000e0100西", ("IVS",)),
        ("\U00020bb7田", "\U00020bb7田", ("RARE_CHAR",)),
        ("郑䶮", "郑䶮", ("RARE_CHAR",)),
        ("e\u0301", "é", ()),
    ],
)
def test_each_hidden_thing_has_its_code_and_its_cure(raw: str, text: str, codes: tuple[str, ...]) -> None:
    assert (clean(raw).text, clean(raw).codes) == (text, codes)


def test_written_form_keeps_every_letter_that_shows() -> None:
    assert clean("  \uf90a\u200b성락 ").written == "\uf90a성락"
    assert clean("神\ufa19").written == "神\ufa19"


def test_joiners_that_choose_a_glyph_survive() -> None:
    assert clean("क्\u200dष").text == "क्\u200dष"


@given(st.text())
def test_cleaning_twice_changes_nothing_more(raw: str) -> None:
    once = clean(raw).text
    again = clean(once)
    assert again.text == once
    assert not set(again.codes) - {"IVS", "RARE_CHAR"}
    assert unicodedata.is_normalized("NFC", once)


@given(st.text(alphabet="가나王𠮷あAéｱ髙"))
def test_text_with_nothing_hidden_is_left_alone(raw: str) -> None:
    assert clean(raw).text == clean(raw).written == raw
