"""Roman spellings that differ by country and habit meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trilogue.algorithms.names.latin import chinese, japanese, korean_sounds, plain, sound


@pytest.mark.parametrize("text", ["Zi'ang", "ZI’ANG", "zi-ang", "Zì'áng", " Zi Ang "])
def test_plain_letters(text: str) -> None:
    assert plain(text) == "ziang"


@given(st.text())
def test_plain_twice_changes_nothing_more(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize("latin", ["lv", "lyu", "lu"])
def test_umlaut(latin: str) -> None:
    assert chinese(latin) == "lu"


def test_umlaut_before_e() -> None:
    assert chinese("lve") == chinese("lyue") == chinese("lue") == "lue"


@pytest.mark.parametrize(
    "alike",
    [
        ("ota", "oota", "ohta", "outa"),
        ("ito", "itou", "itoh", "itoo"),
        ("shoji", "syouzi", "shouji"),
        ("tsuchida", "tutida"),
        ("honma", "homma"),
        ("fujita", "huzita"),
        ("yuko", "yuuko"),
    ],
)
def test_japanese_systems_meet(alike: tuple[str, ...]) -> None:
    assert len(set(map(japanese, alike))) == 1


@pytest.mark.parametrize("name", ["nohara", "oharu", "tohei", "mihara"])
def test_h_before_a_vowel_is_a_sound_of_its_own(name: str) -> None:
    assert japanese(name) == name


@pytest.mark.parametrize(
    "alike",
    [
        ("jeong", "jung", "chung", "cheong", "joung"),
        ("hyeonu", "hyunwoo", "hyeonwoo"),
        ("seonghun", "sunghoon", "seonghoon"),
        ("gyeong", "kyung", "kyeong"),
        ("an", "ahn"),
        ("no", "noh"),
    ],
)
def test_korean_spellings_sound_alike(alike: tuple[str, ...]) -> None:
    assert len(set(map(sound, alike))) == 1


@pytest.mark.parametrize("spelled", ["leedohyun", "rheedohyun", "yidohyeon", "idohyeon"])
def test_a_surname_in_front_is_put_right(spelled: str) -> None:
    assert "idohyun" in korean_sounds(spelled)


def test_a_surname_at_the_end_is_put_right() -> None:
    assert "dohyunbag" in korean_sounds("dohyunpark")
