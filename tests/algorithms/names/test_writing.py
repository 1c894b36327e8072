"""All writings of a name meet in one folded form."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trilogue.algorithms.names.writing import folded, is_roman, letters


@pytest.mark.parametrize(
    "alike",
    [
        ("髙橋 美空", "高橋\u3000美空", "高桥美空", "髙\U000e0100橋美空"),
        ("김지훈", unicodedata.normalize("NFD", "김지훈"), "김 지훈", "김·지훈"),
        ("さとう", "サトウ", "ｻﾄｰ", "さとお"),
        ("Zi'ang", "ZIANG", "Ｚｉ－ａｎｇ", "zǐ’áng"),
        ("\uf90a", "金", "金\u200b"),
        ("佐々木", "佐佐木"),
    ],
)
def test_writings_of_one_name_meet(alike: tuple[str, ...]) -> None:
    assert len(set(map(folded, alike))) == 1


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text(alphabet="가나高桥あー々aＡ'- \u0301"))
def test_no_space_or_sign_is_left(text: str) -> None:
    assert folded(text) == "" or folded(text).isalnum()


def test_letters_keep_the_form_of_a_character() -> None:
    assert letters("髙橋 カオリ") == "髙橋かおり"


@pytest.mark.parametrize(("text", "roman"), [("kim2", True), ("김", False), ("kim김", False), ("", False)])
def test_what_is_roman(text: str, roman: bool) -> None:
    assert is_roman(text) is roman
