"""The values of single cells: codes, levels, addresses."""

import re
import unicodedata
from dataclasses import dataclass

WORDS_FOR_LEVELS = (
    "0 - － × 없음 なし 无",
    "1 하 △ 初級 初级",
    "2 중 ○ 〇 中級 中级",
    "3 상 ◎ 上級 高级",
    "4 원어민 母語 母语",
)
LEVELS = {word: level for level, words in enumerate(WORDS_FOR_LEVELS) for word in words.split()}
LEVEL_FIRST = re.compile(r"(원어민|[상중하◎○〇△×－0-4-])\s*[(\[/,:].*", re.DOTALL)
LANGUAGE_NAMES = {
    "ko": "한국어 韓国語 朝鮮語 韩语 韩国语 朝鲜语 korean",
    "ja": "일본어 일어 日本語 日语 日本语 japanese",
    "zh": "중국어 中国語 中文 汉语 普通话 chinese",
    "en": "영어 英語 英语 english",
}
LANGUAGE_OF = {word: code for code, words in LANGUAGE_NAMES.items() for word in words.split()}
LISTED = re.compile(
    rf"({'|'.join(sorted(LANGUAGE_OF, key=len, reverse=True))})\s*[:(]?\s*"
    r"(원어민|母語|母语|上級|中級|初級|高级|中级|初级|[상중하◎○〇△×－0-4-])?\s*\)?",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"[\s、,，;；/・·.。|]*")
OWN_LANGUAGE = {"KR": "ko", "JP": "ja", "CN": "zh"}
EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z][A-Za-z0-9-]{0,62}")
EMAIL_LENGTH = 254
ADDRESSES = re.compile(r"[\s,;/、|]+")
FORMULA_STARTS = ("=", "+", "-", "@")
CODE_DIGITS = 6


def level(text: str) -> int | None:
    """0 to 4; None when the text is no level."""
    return LEVELS.get(unicodedata.normalize("NFKC", text).strip())


def leading_level(text: str) -> int | None:
    """The level a longer text begins with: "상 (JLPT N1)" is 3."""
    found = LEVEL_FIRST.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return level(found[1]) if found else None


@dataclass(frozen=True)
class Listed:
    """Levels out of one cell; `clear` unless something in it was not understood."""

    levels: dict[str, int]
    clear: bool


def listed_levels(text: str) -> Listed:
    """The levels of "韓国語◎、英語○" or "韩语1 英语2". A list says of other languages that there is none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    levels: dict[str, int] = {}
    clear = True
    for found in LISTED.finditer(plain):
        known = level(found[2]) if found[2] else None
        if known is None:
            clear = False
        else:
            levels[LANGUAGE_OF[found[1].casefold()]] = known
    rest = LISTED.sub("", plain)
    clear = clear and bool(BETWEEN.fullmatch(rest))
    if levels and clear:
        levels = {**dict.fromkeys(LANGUAGE_NAMES, 0), **levels}
    return Listed(levels, clear)


def is_email(text: str) -> bool:
    return len(text) <= EMAIL_LENGTH and EMAIL.fullmatch(text) is not None and ".." not in text


def addresses(text: str) -> tuple[str, ...]:
    """The addresses of a cell, if it holds nothing else."""
    parts = tuple(part for part in ADDRESSES.split(text) if part)
    return parts if parts and all(map(is_email, parts)) else ()


def looks_like_formula(text: str) -> bool:
    """A single sign is a mark of absence, not a formula."""
    return len(text) > 1 and text.startswith(FORMULA_STARTS)


def check_digit(digits: str) -> str:
    """The sixth digit of a Japanese government code, which follows from its first five."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(6, 1, -1), strict=True))
    return str((11 - total % 11) % 10)


def has_check_digit(code: str) -> bool:
    if len(code) != CODE_DIGITS or not (code.isascii() and code.isdigit()):
        return False
    return code[-1] == check_digit(code[:-1])


def with_lost_zero(code: str) -> str | None:
    """The code with the leading zero a spreadsheet program took; None when the check digit says otherwise."""
    restored = f"0{code}"
    return restored if len(code) == CODE_DIGITS - 1 and has_check_digit(restored) else None


def with_check_digit(code: str) -> str | None:
    """A code of five digits with the sixth it lacks; None for anything else."""
    if len(code) != CODE_DIGITS - 1 or not (code.isascii() and code.isdigit()):
        return None
    return code + check_digit(code)
