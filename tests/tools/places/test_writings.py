"""One writing made from another by rule."""

import pytest

from tools.places import hangul, roman


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("강릉", "Gangneung"),
        ("종로", "Jongno"),
        ("문경", "Mungyeong"),
        ("울릉", "Ulleung"),
        ("밀양", "Miryang"),
        ("정읍", "Jeongeup"),
        ("창녕", "Changnyeong"),
        ("관악", "Gwanak"),
        ("동래", "Dongnae"),
        ("북", "Buk"),
        ("해운대", "Haeundae"),
        ("철원", "Cheorwon"),
    ],
)
def test_hangul_is_romanised_as_korea_does(name: str, written: str) -> None:
    assert roman.from_hangul(name) == written


@pytest.mark.parametrize(
    ("reading", "latin", "korean"),
    [
        ("おおさか", "Osaka", "오사카"),
        ("とよおか", "Toyooka", "도요오카"),
        ("さっぽろ", "Sapporo", "삿포로"),
        ("じょうえつ", "Joetsu", "조에쓰"),
        ("まつうら", "Matsuura", "마쓰우라"),
        ("ゆうばり", "Yubari", "유바리"),
        ("くっちゃん", "Kutchan", "굿찬"),
        ("こおりやま", "Koriyama", "고리야마"),
        ("しんおんせん", "Shin'onsen", "신온센"),
        ("ぐんま", "Gunma", "군마"),
    ],
)
def test_kana_is_written_in_latin_letters_and_in_hangul(reading: str, latin: str, korean: str) -> None:
    assert roman.from_kana(reading) == latin
    assert hangul.from_kana(reading) == korean


@pytest.mark.parametrize(
    ("pinyin", "korean"),
    [
        ("shi jia zhuang", "스자좡"),
        ("lian yun gang", "롄윈강"),
        ("shen yang", "선양"),
        ("su zhou", "쑤저우"),
        ("xi an", "시안"),
        ("lü liang", "뤼량"),
        ("xu zhou", "쉬저우"),
        ("jiu jiang", "주장"),
        ("xuan cheng", "쉬안청"),
        ("er duo si", "얼둬쓰"),
        ("zi gong", "쯔궁"),
    ],
)
def test_pinyin_is_written_in_hangul_by_koreas_rules(pinyin: str, korean: str) -> None:
    assert hangul.from_pinyin(pinyin) == korean
