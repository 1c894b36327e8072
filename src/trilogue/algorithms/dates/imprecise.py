"""Dates as precisely as they are known: a year, a month, a day or a range of days."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import Literal

Precision = Literal["year", "month", "day"]
FORMS = {
    "year": re.compile(r"(\d{4})", re.ASCII),
    "month": re.compile(r"(\d{4})-(\d{2})", re.ASCII),
    "day": re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII),
}


class DateError(ValueError):
    """`code` is unreadable, impossible, unknown_precision, end_before_start or end_without_day."""

    def __init__(self, code: str, text: str = "") -> None:
        super().__init__(code, text)
        self.code = code
        self.text = text


@total_ordering
@dataclass(frozen=True)
class ImpreciseDate:
    """`start` is the first day meant; `end` is given for a range of days only, and dropped when it is the start.

    Raises DateError.
    """

    precision: Precision
    start: date
    end: date | None = None
    tentative: bool = False

    def __post_init__(self) -> None:
        if self.precision not in FORMS:
            raise DateError("unknown_precision", self.precision)
        if self.end is not None and self.precision != "day":
            raise DateError("end_without_day")
        if self.end is not None and self.end < self.start:
            raise DateError("end_before_start")
        first = {"year": self.start.replace(month=1, day=1), "month": self.start.replace(day=1)}
        object.__setattr__(self, "start", first.get(self.precision, self.start))
        if self.end == self.start:
            object.__setattr__(self, "end", None)

    @classmethod
    def parse(cls, text: str, *, tentative: bool = False) -> "ImpreciseDate":
        """From "2021", "2019-05", "2012-12-08" or "2019-05-30/2019-05-31"."""
        first, slash, last = text.partition("/")
        for precision, form in FORMS.items():
            match = form.fullmatch(first)
            if match and (not slash or precision == "day"):
                end = _day(last, text) if slash else None
                return cls(precision, _start(match, text), end, tentative)  # type: ignore[arg-type]
        raise DateError("unreadable", text)

    def iso(self) -> str:
        if self.precision == "year":
            return f"{self.start.year:04}"
        if self.precision == "month":
            return f"{self.start.year:04}-{self.start.month:02}"
        return self.start.isoformat() + (f"/{self.end.isoformat()}" if self.end else "")

    @property
    def earliest(self) -> date:
        return self.start

    @property
    def latest(self) -> date:
        if self.precision == "year":
            return date(self.start.year, 12, 31)
        if self.precision == "month":
            return self.start.replace(day=monthrange(self.start.year, self.start.month)[1])
        return self.end or self.start

    def covers(self, day: date) -> bool:
        """Could the day be meant?"""
        return self.earliest <= day <= self.latest

    @property
    def order(self) -> tuple[date, date, str, bool]:
        """A total order: by first possible day, then by last, so that the more precise comes first; where both agree
        a range of days before a month or year written as such, and the certain before the tentative.
        """
        return self.earliest, self.latest, self.precision, self.tentative

    def __lt__(self, other: "ImpreciseDate") -> bool:
        return self.order < other.order


def _start(match: re.Match[str], text: str) -> date:
    year, month, day = (*map(int, match.groups()), 1, 1)[:3]
    try:
        return date(year, month, day)
    except ValueError:
        raise DateError("impossible", text) from None


def _day(part: str, text: str) -> date:
    match = FORMS["day"].fullmatch(part)
    if not match:
        raise DateError("unreadable", text)
    return _start(match, text)
