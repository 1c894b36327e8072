"""Official codes: their form in each country and the check digit of Japan's."""

import re

FORMS = {
    ("KR", 1): re.compile(r"KR-\d{2}", re.ASCII),
    ("KR", 2): re.compile(r"KR-\d{5}", re.ASCII),
    ("JP", 1): re.compile(r"\d{2}000\d", re.ASCII),
    ("JP", 2): re.compile(r"\d{6}", re.ASCII),
    ("CN", 1): re.compile(r"\d{2}0000", re.ASCII),
    ("CN", 2): re.compile(r"(?!\d{2}0000)\d{6}", re.ASCII),
}
"""MOIS codes with the country before them, codes of Japan's ministry of internal affairs, GB/T 2260."""


def check_digit(five: str) -> str:
    """The sixth digit of a Japanese local government code (JIS X 0402, modulus 11)."""
    total = sum(int(digit) * weight for digit, weight in zip(five, (6, 5, 4, 3, 2), strict=True))
    return str((11 - total % 11) % 10)


def is_well_formed(country: str, level: int, code: str) -> bool:
    """Whether a code has the form of its country and level; of other countries nothing is asked."""
    form = FORMS.get((country, level))
    return form is None or bool(form.fullmatch(code))


def has_right_check_digit(country: str, code: str) -> bool:
    return country != "JP" or not re.fullmatch(r"\d{6}", code, re.ASCII) or check_digit(code[:5]) == code[5]
