"""The values of single cells: codes, levels, addresses, dates."""

import re
import unicodedata

from trilogue.algorithms.dates import DateError, ImpreciseDate

WORDS_FOR_LEVELS = ("0 - × 없음", "1 하 △", "2 중 ○ 〇", "3 상 ◎", "4 원어민 母語 母语")
LEVELS = {word: level for level, words in enumerate(WORDS_FOR_LEVELS) for word in words.split()}
EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z][A-Za-z0-9-]{0,62}")
EMAIL_LENGTH = 254
DATE = re.compile(r"(\d{4})(?:[-./年년\s]+(\d{1,2})(?:[-./月월\s]+(\d{1,2}))?)?[.\s年년月월日일]*", re.ASCII)
FORMULA_STARTS = ("=", "+", "-", "@")
CODE_DIGITS = 6


def level(text: str) -> int | None:
    """0 to 4; None when the text is no level."""
    return LEVELS.get(unicodedata.normalize("NFKC", text))


def is_email(text: str) -> bool:
    return len(text) <= EMAIL_LENGTH and EMAIL.fullmatch(text) is not None and ".." not in text


def iso_date(text: str) -> str | None:
    """The ISO form, exactly as precise as written ("2024년 4월" is "2024-04"); None when it is no date."""
    match = DATE.fullmatch(unicodedata.normalize("NFKC", text))
    if match is None:
        return None
    try:
        return ImpreciseDate.parse("-".join(part.zfill(2) for part in match.groups() if part)).iso()
    except DateError:
        return None


def looks_like_formula(text: str) -> bool:
    """A single sign is a mark of absence, not a formula."""
    return len(text) > 1 and text.startswith(FORMULA_STARTS)


def has_check_digit(code: str) -> bool:
    """Whether a Japanese government code's sixth digit follows from its first five."""
    if len(code) != CODE_DIGITS or not (code.isascii() and code.isdigit()):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(code, range(6, 1, -1), strict=False))
    return int(code[-1]) == (11 - total % 11) % 10


def with_lost_zero(code: str) -> str | None:
    """The code with the leading zero a spreadsheet program took; None when the check digit says otherwise."""
    restored = f"0{code}"
    return restored if len(code) == CODE_DIGITS - 1 and has_check_digit(restored) else None
