"""Ordinals, imprecise dates and lists as each language writes them."""

from datetime import date

from trilogue.algorithms.dates import ImpreciseDate

MONTHS = "January February March April May June July August September October November December".split()
HAN_DIGITS = "〇一二三四五六七八九"
COUNTER = {"ko": "제{}회", "ja": "第{}回", "zh-hans": "第{}届"}
LIST_GLUE = {"en": ", ", "ko": ", ", "ja": "、", "zh-hans": "、"}
COLON = {"en": ": ", "ko": ": ", "ja": "：", "zh-hans": "："}
STOP = {"en": ". ", "ko": ". ", "ja": "。", "zh-hans": "。"}


def ordinal(number: int, language: str) -> str:
    """7th · 제7회 · 第7回 · 第七届."""
    if language == "en":
        teen = 10 <= number % 100 <= 20
        return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
    shown = han_number(number) if language == "zh-hans" else str(number)
    return COUNTER[language].format(shown)


def han_number(number: int) -> str:
    """1 to 99 in Chinese numerals; digits beyond, where officials write digits too."""
    if not 1 <= number <= 99:
        return str(number)
    tens, units = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else HAN_DIGITS[tens] + "十"
    return head + (HAN_DIGITS[units] if units else "")


def when(value: ImpreciseDate, language: str) -> str:
    """A date exactly as precise as it is known."""
    if value.precision == "year":
        return year(value.start.year, language)
    if value.precision == "month":
        return _month(value.start, language)
    if value.end is None or value.end == value.start:
        return day(value.start, language)
    return _range(value.start, value.end, language)


def year(number: int, language: str) -> str:
    return {"en": f"{number}", "ko": f"{number}년"}.get(language, f"{number}年")


def day(value: date, language: str) -> str:
    if language == "en":
        return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
    if language == "ko":
        return f"{value.year}년 {value.month}월 {value.day}일"
    return f"{value.year}年{value.month}月{value.day}日"


def _month(value: date, language: str) -> str:
    if language == "en":
        return f"{MONTHS[value.month - 1]} {value.year}"
    if language == "ko":
        return f"{value.year}년 {value.month}월"
    return f"{value.year}年{value.month}月"


def _range(first: date, last: date, language: str) -> str:
    glue = {"en": "–", "ko": "–", "ja": "～", "zh-hans": "至"}[language]
    if (first.year, first.month) != (last.year, last.month):
        spaced = f" {glue} " if language in ("en", "ko") else glue
        return f"{day(first, language)}{spaced}{day(last, language)}"
    if language == "en":
        return f"{first.day}{glue}{day(last, language)}"
    unit = "일" if language == "ko" else "日"
    return f"{day(first, language)}{glue}{last.day}{unit}"
