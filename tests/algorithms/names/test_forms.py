"""Keys compare, readings are hiragana, Roman names are FAMILY Given."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trilogue.algorithms.names import hiragana, key, roman, split_roman


@pytest.mark.parametrize(
    "others",
    [
        ("髙橋 美空", "髙橋\u3000美空", "髙橋美空"),
        ("김민준", unicodedata.normalize("NFD", "김민준"), " 김 민준", "김\u200b민준"),
        ("葛\U000e0100西", "葛西"),
        ("\uf90a", "金"),
        ("KIM Minjun", "kim  minjun", "Ｋim Minjun"),
    ],
)
def test_writings_of_one_name_share_a_key(others: tuple[str, ...]) -> None:
    assert len(set(map(key, others))) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("高橋", "髙橋"), ("吉田", "𠮷田"), ("KIM Minjun", "KIMMinjun"), ("", "김")]
)
def test_different_letters_stay_different(one: str, other: str) -> None:
    assert key(one) != key(other)


@given(st.text())
def test_key_of_a_key_is_itself(text: str) -> None:
    assert key(key(text)) == key(text)


@pytest.mark.parametrize(
    ("kana", "shown"),
    [
        ("タカハシ　ミソラ", "たかはし みそら"),
        ("ﾀｶﾊｼ ｼﾞｭﾝ", "たかはし じゅん"),
        ("ローマー", "ろーまー"),
        ("", ""),
    ],
)
def test_readings_come_out_as_hiragana(kana: str, shown: str) -> None:
    assert hiragana(kana) == shown


@pytest.mark.parametrize(
    ("family", "given_name", "shown"),
    [
        ("kim", "Minjun", "KIM Minjun"),
        ("Kim", "MINJUN", "KIM Minjun"),
        ("ZENG", "Zi'ang", "ZENG Zi'ang"),
        ("ZENG", "ZI'ANG", "ZENG Zi'ang"),
        ("LEE", "MIN-JUN", "LEE Min-Jun"),
        ("McDonald", "DeShawn", "MCDONALD DeShawn"),
        ("KIM", "", "KIM"),
        ("", "", ""),
    ],
)
def test_roman_names_are_family_in_capitals_and_the_given_name_as_chosen(
    family: str, given_name: str, shown: str
) -> None:
    assert roman(family, given_name) == shown


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("KIM Seoyul", ("KIM", "Seoyul")),
        ("DE LA CRUZ Maria Ana", ("DE LA CRUZ", "Maria Ana")),
        ("HONG, Gildong", ("HONG", "Gildong")),
        ("Gildong HONG", None),
        ("Hong Gildong", None),
        ("HONG GILDONG", None),
        ("HONG", None),
        ("", None),
    ],
)
def test_only_capitals_tell_the_family_name(text: str, parts: tuple[str, str] | None) -> None:
    assert split_roman(text) == parts
