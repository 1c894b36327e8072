"""Suggestions are what officials write, first the likeliest; without a split there are none."""

import pytest

from tests.algorithms.names.people import form
from trilogue.algorithms.names.form import HANGUL, HANJA, KANA, KANJI, SIMPLIFIED, TRADITIONAL, Form
from trilogue.algorithms.names.romanise import LIKELY, POSSIBLE, suggestions


@pytest.mark.parametrize(
    ("country", "name", "shown"),
    [
        ("KR", form(HANGUL, "김", "지훈"), ["KIM Jihun", "GIM Jihun"]),
        ("KR", form(HANGUL, "박", "하윤"), ["PARK Hayun", "BAK Hayun", "PAK Hayun", "BAHK Hayun"]),
        ("KR", form(HANGUL, "쑨", "치항"), ["SSUN Chihang"]),
        ("CN", form(SIMPLIFIED, "单", "晓峰"), ["SHAN Xiaofeng"]),
        ("CN", form(SIMPLIFIED, "解", "晴"), ["XIE Qing"]),
        ("CN", form(TRADITIONAL, "歐陽", "思齊"), ["OUYANG Siqi"]),
        ("CN", form(SIMPLIFIED, "尉迟", "静"), ["YUCHI Jing"]),
        ("CN", form(SIMPLIFIED, "曾", "子昂"), ["ZENG Zi'ang"]),
        ("CN", form(SIMPLIFIED, "吕", "晓彤"), ["LYU Xiaotong"]),
        ("CN", form(SIMPLIFIED, "翟", "乐"), ["ZHAI Le", "DI Le", "ZHAI Yue"]),
        ("JP", form(KANA, "おおた", "ようこ"), ["OTA Yoko", "OOTA Youko", "OHTA Yohko", "ŌTA Yōko"]),
        ("JP", form(KANA, "イノウエ", "ジュンイチ"), ["INOUE Junichi"]),
        ("JP", form(KANA, "ほんま", "あい"), ["HOMMA Ai", "HONMA Ai"]),
        ("JP", form(KANJI, "髙橋", "美空"), []),
        ("KR", form(HANJA, "金", "秀賢"), []),
        ("KR", Form(HANGUL, "", "", "김지훈"), []),
        ("XX", form(HANGUL, "김", "지훈"), []),
    ],
)
def test_suggestions(country: str, name: Form, shown: list[str]) -> None:
    suggested = suggestions(country, name)
    assert [f"{each.family} {each.given}" for each in suggested] == shown
    assert [each.certainty for each in suggested] == ([LIKELY] + [POSSIBLE] * len(shown))[: len(shown)]
