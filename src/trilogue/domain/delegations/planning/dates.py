"""Dates as three countries write them: eras, numerals, serial numbers, months by name; each with what was noticed."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta

from trilogue.algorithms.dates import DateError, ImpreciseDate

ERAS = {"明治": 1868, "大正": 1912, "昭和": 1926, "平成": 1989, "令和": 2019}
ERA_LETTERS = {"m": "明治", "t": "大正", "s": "昭和", "h": "平成", "r": "令和"}
ERA_LAST = {"明治": (45, 7, 30), "大正": (15, 12, 25), "昭和": (64, 1, 7), "平成": (31, 4, 30)}
"""Year, month and day with which an era ended."""
NUMERALS = {**dict(zip("〇零一二三四五六七八九", "00123456789", strict=True)), "○": "0", "元": "1"}
KANJI = "〇零○一二三四五六七八九十元"
MONTHS = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
}
SERIALS = range(36_526, 55_000)
"""Days counted from 30 December 1899 that fall between 2000 and 2050."""
FIRST_SERIAL = date(1899, 12, 30)
NEAR = range(-12, 7)
"""Years beside the event that a posting may begin or end in, when its century is left out."""
USUAL_YEAR = 2025
LONGEST = 60
"""Characters; beyond them a cell holds more than dates."""
OPEN = frozenset("현재 현재까지 계속 미정 至今 今 现在 現在 未定 present now - – — －".split())

ERA = re.compile(
    r"(明治|大正|昭和|平成|令和)(\d{1,2})(?:年|[./-])?(?:(\d{1,2})(?:月|[./-])?(?:(\d{1,2})日?)?)?[.]?"
)
ERA_LETTER = re.compile(r"([mtshr])\.?(\d{1,2})(?:年|[./-])?(?:(\d{1,2})(?:月|[./-])?(?:(\d{1,2})日?)?)?[.]?")
FULL = re.compile(r"(\d{4})(?:[-./年년]+(\d{1,2})(?:[-./月월]+(\d{1,2}))?)?[-./年년月월日일]*")
PACKED = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})?")
SHORT = re.compile(r"['’‘`]?(\d{2})(?:[-./年년]+(\d{1,2})(?:[-./月월]+(\d{1,2}))?)[-./年년月월日일]*")
MIDDLE = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{2}|\d{4})\.?")
NAMED = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?)?([a-z]{3,9})\.?,?(?:(\d{1,2})(?:st|nd|rd|th)?,)?(\d{4})")
CLOCK = re.compile(r"[ t]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?$")
WEEKDAY = re.compile(r"\([월화수목금토일月火水木金土日一二三四五六a-z]{1,3}\)")
KANJI_NUMBER = re.compile(f"[{KANJI}]+(?=[年月日个個か箇])")


@dataclass(frozen=True)
class Read:
    """`iso` exactly as precise as written; empty with `question` DATE_AMBIGUOUS or DATE_INVALID, or for no date.

    `codes` are the cures; `choices` the dates an ambiguous one may be.
    """

    iso: str = ""
    codes: tuple[str, ...] = ()
    question: str = ""
    choices: tuple[str, ...] = ()


INVALID = Read(question="DATE_INVALID")


def read_date(text: str, near: int | None = None) -> Read:
    """The date a text means. `near` is the year of the event: it decides the century of two digits."""
    if len(text) > LONGEST:
        return INVALID
    written = WEEKDAY.sub("", unicodedata.normalize("NFKC", text).strip().casefold())
    joined = "".join(CLOCK.sub("", written).split())
    if not joined or joined in OPEN:
        return Read()
    plain, kanji = _with_digits(joined)
    for form in (_serial, _packed, _full, _era, _named, _middle, _short):
        found = form(plain, near)
        if found is not None:
            return replace(found, codes=(*found.codes, *kanji)) if found.iso else found
    return INVALID


def _with_digits(text: str) -> tuple[str, tuple[str, ...]]:
    """Kanji numerals as digits. "元年" is the first year of an era, which is no numeral worth a word."""
    turned = KANJI_NUMBER.sub(lambda found: western(found[0]), text)
    return turned, ("DATE_KANJI_NUMERALS",) if turned != text and turned != text.replace(
        "元年", "1年"
    ) else ()


def western(kanji: str) -> str:
    """二〇二四 is 2024, 十二 is 12, 二十 is 20."""
    if "十" not in kanji:
        return "".join(NUMERALS[sign] for sign in kanji)
    tens, _, ones = kanji.partition("十")
    digits = [NUMERALS.get(part, "") for part in (tens or "一", ones or "〇")]
    return "".join(digits) if all(digits) else kanji


def _iso(year: int, month: str | int | None, day: str | int | None) -> str:
    parts = [f"{year:04}", *(f"{int(part):02}" for part in (month, day) if part)]
    try:
        return ImpreciseDate.parse("-".join(parts)).iso()
    except DateError:
        return ""


def _found(iso: str, *codes: str) -> Read:
    return Read(iso, codes) if iso else INVALID


def _serial(text: str, _near: int | None) -> Read | None:
    whole = text.removesuffix(".0")
    if len(whole) != 5 or not whole.isdigit() or int(whole) not in SERIALS:
        return None
    return Read((FIRST_SERIAL + timedelta(int(whole))).isoformat(), ("DATE_SERIAL",))


def _packed(text: str, _near: int | None) -> Read | None:
    found = PACKED.fullmatch(text)
    return _found(_iso(int(found[1]), found[2], found[3])) if found else None


def _full(text: str, _near: int | None) -> Read | None:
    found = FULL.fullmatch(text)
    return _found(_iso(int(found[1]), found[2], found[3])) if found else None


def _era(text: str, _near: int | None) -> Read | None:
    found = ERA.fullmatch(text) or ERA_LETTER.fullmatch(text)
    if not found or not int(found[2]):
        return None
    era = ERA_LETTERS.get(found[1], found[1])
    iso = _iso(ERAS[era] + int(found[2]) - 1, found[3], found[4])
    return _found(iso, "DATE_ERA_OVERRUN" if _overrun(era, found) else "DATE_WAREKI")


def _overrun(era: str, found: re.Match[str]) -> bool:
    if era not in ERA_LAST:
        return False
    written = tuple(int(part) for part in found.groups()[1:] if part)
    return written > ERA_LAST[era][: len(written)]


def _named(text: str, _near: int | None) -> Read | None:
    found = NAMED.fullmatch(text)
    month = MONTHS.get(found[2][:3]) if found else None
    if not found or month is None:
        return None
    return _found(_iso(int(found[4]), month, found[1] or found[3]))


def _middle(text: str, near: int | None) -> Read | None:
    """A year at the end: which of the other two is the month nobody can tell below 13."""
    found = MIDDLE.fullmatch(text)
    if not found:
        return None
    first, second, year = found.groups()
    years = [int(year)] if len(year) == 4 else [2000 + int(year)] if _likely(int(year), near) else []
    ways = [_iso(each, *way) for each in years for way in ((second, first), (first, second))]
    if len(year) == 2 and len(first) == 2 and _likely(int(first), near):
        ways.append(_iso(2000 + int(first), second, year))
    choices = tuple(dict.fromkeys(filter(None, ways)))
    if not choices:
        return None if len(year) == 2 else INVALID
    if len(choices) > 1:
        return Read(question="DATE_AMBIGUOUS", choices=choices)
    return Read(choices[0], ("DATE_SHORT_YEAR",) if len(year) == 2 else ())


def _short(text: str, near: int | None) -> Read | None:
    found = SHORT.fullmatch(text)
    if not found:
        return None
    if not _likely(int(found[1]), near):
        return Read(question="DATE_AMBIGUOUS")
    return _found(_iso(2000 + int(found[1]), found[2], found[3]), "DATE_SHORT_YEAR")


def _likely(year: int, near: int | None) -> bool:
    return 2000 + year - (near or USUAL_YEAR) in NEAR
