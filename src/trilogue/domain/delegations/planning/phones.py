"""Telephone numbers as tables spoil them: zeros lost, digits lost, separators lost."""

import re
import unicodedata
from dataclasses import dataclass

SCIENTIFIC = re.compile(r"\d(?:\.\d+)?e\+?\d+", re.IGNORECASE)
MARKS = re.compile(r"[\s.·・‐‑‒–—―−ー－~()（）/]+")
WRITTEN = re.compile(r"\+?\d[\d-]{5,18}\d")
MOBILE = re.compile(r"(\d{3})(\d{4})(\d{4})")
ZERO_FIRST = ("KR", "JP")
ELEVEN = 11


@dataclass(frozen=True)
class Phone:
    """`text` in groups of digits with hyphens; empty with a `code` when it cannot be known."""

    text: str
    code: str = ""


def read_phone(text: str, country: str) -> Phone:
    """Codes: PHONE_LOST_ZERO, PHONE_NUMERIC (digits complete, but without groups), PHONE_UNREADABLE."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if SCIENTIFIC.fullmatch(plain.replace(" ", "")):
        return Phone("", "PHONE_UNREADABLE")
    joined = re.sub("-{2,}", "-", MARKS.sub("-", plain)).strip("-")
    if not WRITTEN.fullmatch(joined):
        return Phone("", "PHONE_UNREADABLE")
    if not joined.isdigit():
        return _with_marks(joined, country)
    if _lost_zero(joined, country):
        return Phone(_grouped(f"0{joined}"), "PHONE_LOST_ZERO")
    return Phone(_grouped(joined), "PHONE_NUMERIC")


def _with_marks(text: str, country: str) -> Phone:
    """ "10-0000-1012" has lost its zero as well; a number with + is an international one."""
    digits = text.replace("-", "")
    if not text.startswith("+") and len(digits) == ELEVEN - 1 and _lost_zero(digits, country):
        return Phone(f"0{text}", "PHONE_LOST_ZERO")
    return Phone(text)


def _lost_zero(digits: str, country: str) -> bool:
    """In Korea and Japan every number begins with 0; a mobile one of eleven digits has ten without it."""
    return country in ZERO_FIRST and not digits.startswith("0") and len(digits) in (9, 10)


def _grouped(digits: str) -> str:
    return MOBILE.sub(r"\1-\2-\3", digits) if len(digits) == ELEVEN else digits
