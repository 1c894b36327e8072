"""Forms of one character meet; other characters stay apart."""

import pytest

from trilogue.algorithms.names.han import FIRST, folded, is_han, one_form
from trilogue.algorithms.names.surnames import (
    CHINESE_COMPOUNDS,
    MISREAD_SURNAME_PINYIN,
    OTHER_SURNAME_PINYIN,
    SURNAME_PINYIN,
)

HAN = [*range(0x3400, 0xA000), *range(0x20000, 0x323B0)]


@pytest.mark.parametrize(
    "forms",
    """
    髙高 斎齋斉齊斋齐 欧歐 沢澤泽 𠮷吉 桜櫻樱 浜濱滨濵 辺邊邉边 崎﨑嵜碕 島嶋嶌岛 渕淵渊 真眞 恵惠 徳德 冨富 広廣广 国國
    竜龍龙 関關关 黒黑 郎郞 栄榮荣 穂穗 啓啟启 単單单 呉吳吴 裵裴 寧宁甯 橋槗桥 柳栁桺 聡聰聪 隣鄰邻 羅罗 萬万
    """.split(),
)
def test_forms_of_one_character_meet(forms: str) -> None:
    assert len(set(map(one_form, forms))) == 1


@pytest.mark.parametrize("apart", ["金全", "王玉", "未末", "土士", "己巳", "高吉", "佐左", "林森", "斗半"])
def test_other_characters_stay_apart(apart: str) -> None:
    assert len(set(map(one_form, apart))) == 2


def test_the_form_that_stands_for_others_stands_for_itself() -> None:
    assert [chr(code) for code in HAN if one_form(one_form(chr(code))) != one_form(chr(code))] == []
    assert {one_form(first) for first in FIRST.values()} == set(FIRST.values())


def test_a_repeated_character_is_written_out() -> None:
    assert folded("佐々木") == folded("佐佐木")
    assert folded("々木") == folded("木")


@pytest.mark.parametrize(
    ("letter", "han"), [("金", True), ("𠮷", True), ("䶮", True), ("가", False), ("あ", False)]
)
def test_what_is_a_han_character(letter: str, han: bool) -> None:
    assert is_han(letter) is han


def test_tables_of_surnames_are_in_the_form_they_are_looked_up_by() -> None:
    looked_up = {*CHINESE_COMPOUNDS, *SURNAME_PINYIN, *OTHER_SURNAME_PINYIN, *MISREAD_SURNAME_PINYIN}
    assert [name for name in sorted(looked_up) if folded(name) != name] == []
