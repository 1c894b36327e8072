"""Texts from the room: whatever is typed is kept as it reads, or refused with a reason."""

import unicodedata
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trilogue.domain.opinions.actions import Refused
from trilogue.domain.opinions.actions.wording import LONGEST, hour, length, own_words, same, tidy

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
"""One sign of three, held together by zero-width joiners."""


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "<b>청년</b> & \"교류\" 'x' {{ 7*7 }} {% url 'home' %}",
        '=HYPERLINK("http://example.org")',
        "'; DROP TABLE opinions_vote; --",
        f"{FAMILY} 가족 동반 파견",
        "葛\ufe00城市との交流",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    ],
)
def test_markup_formulas_and_joined_signs_are_words_like_others(words: str) -> None:
    assert tidy(words) == words


@pytest.mark.parametrize(
    "sign",
    [
        "\u202e",
        "\u202d",
        "\u2066",
        "\u2069",
        "\u200b",
        "\ufeff",
        "\u00ad",
        "\x00",
        "\x1b",
        "\x7f",
        "\ud800",
        "\ue000",
    ],
)
def test_what_cannot_be_seen_and_changes_how_others_read_is_refused(sign: str) -> None:
    with pytest.raises(Refused, match="signs"):
        tidy(f"청년{sign}교류")


@pytest.mark.parametrize("words", ["", " ", "\n\t\r", "\u3000", "\u2028"])
def test_nothing_is_no_measure(words: str) -> None:
    with pytest.raises(Refused, match="empty"):
        tidy(words)


def test_several_lines_become_one_paragraph() -> None:
    assert tidy("  청년 교류를\r\n늘리자.\u2028\t끝 ") == "청년 교류를 늘리자. 끝"


@pytest.mark.parametrize(
    ("sign", "most"), [("a", 280), ("가", 140), ("あ", 140), ("交", 140), ("\uff71", 280)]
)
def test_the_length_fits_the_script(sign: str, most: int) -> None:
    assert tidy(sign * most) == sign * most
    for too_many in (most + 1, 10_000):
        with pytest.raises(Refused, match="long") as refused:
            tidy(sign * too_many)
        assert refused.value.limit == LONGEST


def test_a_syllable_in_parts_counts_as_one() -> None:
    parts = unicodedata.normalize("NFD", "각" * 140)
    assert len(parts) == 420
    assert tidy(parts) == "각" * 140


def test_the_language_is_one_of_the_four() -> None:
    assert own_words("청년 교류", "ko").source == "ko"
    with pytest.raises(Refused, match="language"):
        own_words("Jeunesse", "fr")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Meet ONLINE every month!", "meet online, every month"),
        ("ＡＢＣ １２３", "abc 123"),
        ("カタカナ", "ｶﾀｶﾅ"),
        ("청년 교류를 늘리자.", "청년교류를 늘리자"),
        ("設立、窓口。", "設立窓口"),
    ],
)
def test_case_width_spaces_and_punctuation_make_no_other_measure(one: str, other: str) -> None:
    assert same(one) == same(other)


def test_other_words_are_another_measure() -> None:
    assert same("交流を増やす") != same("交流を減らす")
    assert same("直接交流") != same("直接交渉")


def test_of_a_moment_the_hour_is_kept() -> None:
    moment = datetime(2027, 5, 20, 14, 59, 59, 999_999, tzinfo=ZoneInfo("Asia/Seoul"))
    assert hour(moment).isoformat() == "2027-05-20T14:00:00+09:00"


@given(st.text(max_size=600))
def test_any_text_is_tidied_for_good_or_refused(text: str) -> None:
    words = tidied(text)
    if words in ("empty", "long", "signs"):
        return
    assert tidied(words) == words
    assert words
    assert words == words.strip()
    assert "\n" not in words
    assert length(words) <= LONGEST


def tidied(text: str) -> str:
    """The code of the refusal where it is refused."""
    try:
        return tidy(text)
    except Refused as refused:
        return refused.code
