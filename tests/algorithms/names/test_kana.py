"""Kana without the length of vowels, and in Hepburn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trilogue.algorithms.names.kana import folded, hepburn


@pytest.mark.parametrize(
    "alike",
    [
        ("さとう", "さとお", "さとー", "さと"),
        ("おおた", "おうた", "おーた"),
        ("ゆうこ", "ゆーこ", "ゆこ"),
        ("けいこ", "けーこ", "けえこ"),
        ("じゅんいち", "じゅんいち"),
        ("みづき", "みずき"),
        ("きょうこ", "きょーこ"),
    ],
)
def test_length_makes_no_difference(alike: tuple[str, ...]) -> None:
    assert len(set(map(folded, alike))) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("さと", "さた"), ("かんた", "かた"), ("はった", "はた"), ("きよ", "きょ")]
)
def test_other_sounds_stay_apart(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(st.text(alphabet="あいうえおかきくけこさとのんっゃゅょー"))
def test_folding_twice_changes_nothing_more(kana: str) -> None:
    assert folded(folded(kana)) == folded(kana)


@pytest.mark.parametrize(
    ("kana", "latin"),
    [
        ("たかはし", "takahashi"),
        ("おおた", "oota"),
        ("しょうじ", "shouji"),
        ("はっとり", "hattori"),
        ("はっちょう", "hatchou"),
        ("じゅんいち", "junichi"),
        ("きゃりー", "kyarii"),
        ("つづき", "tsuzuki"),
        ("ふじわら", "fujiwara"),
        ("ちぇ", "che"),
        ("", ""),
    ],
)
def test_hepburn(kana: str, latin: str) -> None:
    assert hepburn(kana) == latin
