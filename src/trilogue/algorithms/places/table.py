"""Rows of text to periods and back. The first row that names columns is the header; rows before it are remarks."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from trilogue.algorithms.places.model import COLUMNS, LANGUAGES, OWN, STATES, Finding, Name, Period

REQUIRED = ("country", "code", "level")
LONGEST = {"country": 2, "government": 12, "code": 12, "parent": 12, "successor": 12, "also": 200}
LONGEST_NAME = 120
CODES = ("government", "code", "parent", "successor")
LETTERS = {state: letter for letter, state in STATES.items()}


def read(rows: Iterable[Sequence[str]]) -> tuple[list[Period], list[Finding]]:
    """Periods in the order of the rows, and what cannot be read; rows count from 1 as a spreadsheet shows them."""
    periods, faults = [], []
    header: list[str] | None = None
    for number, cells in enumerate(rows, 1):
        texts = [_clean(cell) for cell in cells]
        if not any(texts) or texts[0].startswith("#"):
            continue
        if header is None:
            header = [text.casefold() for text in texts]
            faults += [Finding("MISSING_COLUMN", field=name) for name in REQUIRED if name not in header]
            if faults:
                return [], faults
            continue
        record = _with_zeros(
            {name: text for name, text in zip(header, texts, strict=False) if name in COLUMNS}
        )
        wrong = list(_faults(record, number))
        faults += wrong
        if not wrong:
            periods.append(_period(record, number))
    return periods, faults if header else [Finding("NO_HEADER")]


def row(period: Period) -> tuple[str, ...]:
    """The cells of a period, in the order of COLUMNS."""
    latitude, longitude = period.position or ("", "")
    return (
        period.country,
        period.government,
        period.code,
        str(period.level),
        period.parent,
        period.since.isoformat() if period.since else "",
        period.until.isoformat() if period.until else "",
        period.successor,
        str(latitude),
        str(longitude),
        *(period.names[each].text if each in period.names else "" for each in LANGUAGES),
        "".join(LETTERS[period.names[each].state] if each in period.names else "-" for each in LANGUAGES),
        " ".join(period.also),
    )


def _with_zeros(record: dict[str, str]) -> dict[str, str]:
    """Spreadsheet programs take the zero from a Japanese code; its check digit tells whether that is what it was."""
    if record.get("country") == "JP":
        for name in CODES:
            if re.fullmatch(r"\d{5}", record.get(name, ""), re.ASCII):
                record[name] = record[name].zfill(6)
    return record


def _clean(cell: str) -> str:
    return unicodedata.normalize("NFC", " ".join(cell.split()))


def _faults(record: Mapping[str, str], number: int) -> Iterator[Finding]:
    def fault(code: str, field: str) -> Finding:
        return Finding(
            code,
            record.get("country", ""),
            record.get("government", "") or record.get("code", ""),
            field,
            number,
            {"value": record.get(field, "")},
        )

    yield from (fault("EMPTY", name) for name in REQUIRED if not record.get(name))
    for name, text in record.items():
        if len(text) > LONGEST.get(name, LONGEST_NAME):
            yield fault("TOO_LONG", name)
        if not text.isprintable():
            yield fault("LETTERS", name)
    if record.get("level", "1") not in {"1", "2"}:
        yield fault("LEVEL", "level")
    yield from (fault("DATE", name) for name in ("from", "until") if not _is_day(record.get(name, "")))
    yield from (
        fault("POSITION", name)
        for name, most in (("latitude", 90), ("longitude", 180))
        if not _is_degree(record.get(name, ""), most)
    )
    if bool(record.get("latitude")) != bool(record.get("longitude")):
        yield fault("POSITION", "longitude" if record.get("latitude") else "latitude")
    if set(record.get("states", "")) - {*STATES, "-"}:
        yield fault("STATE", "states")
    if not any(record.get(language) for language in LANGUAGES):
        yield fault("NAMELESS", OWN.get(record.get("country", ""), "en"))


def _period(record: Mapping[str, str], number: int) -> Period:
    latitude, longitude = record.get("latitude", ""), record.get("longitude", "")
    return Period(
        country=record["country"],
        government=record.get("government") or record["code"],
        code=record["code"],
        level=int(record["level"]),
        parent=record.get("parent", ""),
        names=dict(_names(record)),
        since=_day(record.get("from", "")),
        until=_day(record.get("until", "")),
        successor=record.get("successor", ""),
        position=(Decimal(latitude), Decimal(longitude)) if latitude else None,
        also=tuple(record.get("also", "").split()),
        row=number,
    )


def _names(record: Mapping[str, str]) -> Iterator[tuple[str, Name]]:
    """Names with their states; one whose state is not told was written by a person."""
    states = record.get("states", "").ljust(len(LANGUAGES), "-")
    for language, letter in zip(LANGUAGES, states, strict=False):
        if record.get(language):
            yield language, Name(record[language], STATES.get(letter, "human"))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _is_day(text: str) -> bool:
    try:
        _day(text)
    except ValueError:
        return False
    return True


def _is_degree(text: str, most: int) -> bool:
    if not text:
        return True
    try:
        number = Decimal(text)
    except InvalidOperation:
        return False
    return number.is_finite() and abs(number) <= most and number == round(number, 4)
