"""Han characters that are one character to a reader: traditional, simplified, Japanese and old forms."""

from functools import cache
from typing import Protocol

TOGETHER = """
高髙 吉𠮷 齐斋齎 崎﨑嵜埼碕 岛嶋嶌㠀 渊渕渆 富冨 聪聡 吴呉 邻隣 笼篭 柳栁桺 桑桒 裴裵 间閒 宁甯 兔兎 翠翆 桥槗
秋穐龝 村邨 滨濵 边邉 土圡 船舩 角⻆ 留畄㽞 喜㐂 松枩 梅楳 勇勈 野埜 昭炤 明眀 晃晄 耀燿 岩嵓
 乡鄕 青靑 清淸 郎郞 斗闘鬪鬬鬭
"""
"""What OpenCC's tables leave apart though family registers use one for the other. The first stands for all."""

FIRST = {character: row[0] for row in TOGETHER.split() for character in row}
REPEAT = "々〻"


class Converter(Protocol):
    def convert(self, text: str) -> str: ...


@cache
def _converters() -> tuple[Converter, Converter]:
    from opencc import OpenCC

    return OpenCC("jp2t"), OpenCC("t2s")


@cache
def one_form(character: str) -> str:
    """The character that stands for all forms of this one; for comparing only, some forms are distinct words."""
    known = FIRST.get(character)
    if known:
        return known
    to_traditional, to_simplified = _converters()
    simplified = to_simplified.convert(to_traditional.convert(character))
    return simplified if simplified == character else one_form(simplified)


def is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or character >= "\U00020000"


def folded(text: str) -> str:
    """The text with every Han character in one form; 々 becomes the character it repeats."""
    shown: list[str] = []
    for character in text:
        if character in REPEAT:
            shown.extend(shown[-1:])
        else:
            shown.append(one_form(character) if is_han(character) else character)
    return "".join(shown)
