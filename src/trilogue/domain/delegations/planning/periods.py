"""Periods in one cell, and ends that are given as a duration."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from trilogue.algorithms.dates import DateError, ImpreciseDate
from trilogue.domain.delegations.planning.dates import (
    INVALID,
    KANJI_NUMBER,
    LONGEST,
    Read,
    read_date,
    western,
)

SEPARATORS = re.compile(r"\s*(?:~|〜|～|∼|–|—|―|→|至|到|から|부터|より|\bto\b|\bthrough\b|起)\s*")
HYPHEN = re.compile(r"\s*-\s*")
SPACED_HYPHEN = re.compile(r"\s+-\s+")
ENDINGS = re.compile(r"(?:까지|まで|止|为止|為止)\s*$")
HALF = re.compile(r"半年(?:间|間)?|반년(?:간)?")
MONTHS = re.compile(
    r"(\d{1,2})\s*(?:개월|か月|ヶ月|ケ月|カ月|箇月|个月|個月|months?)(?:간|間|间)?", re.IGNORECASE
)
YEARS = re.compile(r"(\d{1,2})\s*(?:년|年|years?)(?:간|間|间)?", re.IGNORECASE)
YEARS_AND_MONTHS = re.compile(f"(?:{YEARS.pattern})\\s*(?:{MONTHS.pattern})", re.IGNORECASE)
MONTH_AND_DAY = re.compile(r"(\d{1,2})[-./月월]\s*(?:(\d{1,2})[./日일]?)?")


@dataclass(frozen=True)
class Period:
    first: Read
    last: Read


def read_period(text: str, near: int | None = None) -> Period:
    """Both ends of "2024.4~2025.3", "2024年4月至2025年3月", "2024-04부터 1년"; INVALID where there is no telling."""
    if len(text) > LONGEST:
        return Period(INVALID, INVALID)
    written = unicodedata.normalize("NFKC", text).strip()
    for first, last in _halves(written):
        begins = read_date(first, near)
        if begins.question == "DATE_INVALID" or (not begins.iso and not begins.question):
            continue
        ends = read_end(last, begins.iso, near)
        if ends.question != "DATE_INVALID":
            return Period(begins, ends)
    return Period(INVALID, INVALID)


def read_end(text: str, begins: str, near: int | None = None) -> Read:
    """The end as a date, as a month and day of the first year, or as a duration from the beginning."""
    if len(text) > LONGEST:
        return INVALID
    written = ENDINGS.sub("", unicodedata.normalize("NFKC", text).strip())
    if begins and (same := _in_same_year(written, begins)):
        return same
    found = read_date(written, near)
    months = _duration(written) if begins and found.question == "DATE_INVALID" else 0
    return Read(_end_of(begins, months), ("DATE_DURATION",)) if months else found


def _halves(text: str) -> Iterator[tuple[str, str]]:
    for form in (SEPARATORS, SPACED_HYPHEN, HYPHEN):
        for found in form.finditer(text):
            first, last = text[: found.start()], text[found.end() :]
            if first and last:
                yield first, last


def _duration(text: str) -> int:
    """Months of "1년", "半年", "6か月间"; 0 for anything else."""
    plain = KANJI_NUMBER.sub(lambda found: western(found[0]), text.strip())
    if HALF.fullmatch(plain):
        return 6
    if found := YEARS_AND_MONTHS.fullmatch(plain):
        return int(found[1]) * 12 + int(found[2])
    if found := MONTHS.fullmatch(plain):
        return int(found[1])
    found = YEARS.fullmatch(plain)
    return int(found[1]) * 12 if found else 0


def _end_of(begins: str, months: int) -> str:
    """The last day, or month, of so many months: a year from 2024-04 ends with 2025-03."""
    start = ImpreciseDate.parse(begins)
    if start.precision == "year":
        return f"{start.start.year + max(months // 12 - 1, 0):04}"
    total = start.start.year * 12 + start.start.month - 1 + months
    if start.precision == "month":
        year, month = divmod(total - 1, 12)
        return f"{year:04}-{month + 1:02}"
    year, month = divmod(total, 12)
    day = min(start.start.day, monthrange(year, month + 1)[1] + 1)
    return (date(year, month + 1, 1) + timedelta(day - 2)).isoformat()


def _in_same_year(text: str, begins: str) -> Read | None:
    found = MONTH_AND_DAY.fullmatch(text)
    if not found:
        return None
    parts = [begins[:4], *(part.zfill(2) for part in found.groups() if part)]
    try:
        ends = ImpreciseDate.parse("-".join(parts))
    except DateError:
        return None
    return Read(ends.iso()) if ends.latest >= ImpreciseDate.parse(begins).earliest else None
