"""Initial consonants and the Revised Romanisation."""

import pytest

from trilogue.algorithms.names.hangul import INITIALS, initials, revised
from trilogue.algorithms.names.surnames import HANJA_READ, SPELLINGS


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("김지훈", "ㄱㅈㅎ"),
        ("ㄱㅈㅎ", "ㄱㅈㅎ"),
        ("ㄳ", "ㄱㅅ"),
        ("김ㅈ", "ㄱㅈ"),
        ("ᄀᄌ", "ㄱㅈ"),
        ("빵", "ㅃ"),
        ("힣", "ㅎ"),
        ("", ""),
    ],
)
def test_initials(text: str, shown: str) -> None:
    assert initials(text) == shown


def test_every_syllable_has_its_initial_in_order() -> None:
    syllables = "".join(map(chr, range(0xAC00, 0xD7A4)))
    assert "".join(dict.fromkeys(initials(syllables))) == INITIALS


@pytest.mark.parametrize(
    ("hangul", "latin"),
    [
        ("김", "gim"),
        ("지훈", "jihun"),
        ("현우", "hyeonu"),
        ("빛나", "bitna"),
        ("한결", "hangyeol"),
        ("독고", "dokgo"),
        ("황보", "hwangbo"),
        ("별", "byeol"),
        ("의", "ui"),
        ("鄭가람", "鄭garam"),
    ],
)
def test_revised_romanisation_syllable_by_syllable(hangul: str, latin: str) -> None:
    assert revised(hangul) == latin


def test_every_syllable_becomes_roman_letters() -> None:
    assert all(revised(chr(code)).isascii() for code in range(0xAC00, 0xD7A4))


def test_surnames_of_the_tables_are_hangul_with_roman_spellings() -> None:
    assert all(revised(family).isascii() for family in {*SPELLINGS, *HANJA_READ.values()})
    assert all(spelling.isascii() and spelling.islower() for row in SPELLINGS.values() for spelling in row)
    assert HANJA_READ["金"] == "김"
