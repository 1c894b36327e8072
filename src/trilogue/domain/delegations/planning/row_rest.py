"""The rest of a row: address, telephone, levels of languages, the posting and whether it covers the event."""

from collections.abc import Mapping
from typing import Any

from trilogue.algorithms.dates import ImpreciseDate
from trilogue.domain.delegations.planning.cells import (
    OWN_LANGUAGE,
    addresses,
    is_email,
    leading_level,
    level,
    listed_levels,
)
from trilogue.domain.delegations.planning.dates import Read, read_date
from trilogue.domain.delegations.planning.headers import LANGUAGES
from trilogue.domain.delegations.planning.periods import Period, read_end, read_period
from trilogue.domain.delegations.planning.phones import read_phone
from trilogue.domain.delegations.planning.row import ADD_LATER, LEAVE_OUT, Row

NATIVE_LEVEL = 4


def read_contact(row: Row) -> dict[str, Any]:
    return {"email": _email(row), "phone": _phone(row)}


def _email(row: Row) -> str:
    text = row.text("email").lower()
    if not text or is_email(text):
        return text
    if found := addresses(text):
        row.warn("EMAIL_SEVERAL", "email", expect=found[0])
        return found[0]
    row.refuse("EMAIL_INVALID", "email")
    return ""


def _phone(row: Row) -> str:
    text = row.text("phone")
    if not text:
        return ""
    found = read_phone(text, row.country)
    if found.code == "PHONE_UNREADABLE":
        row.ask(found.code, "phone", (ADD_LATER, LEAVE_OUT), "phone")
    elif found.code:
        row.warn(found.code, "phone", expect=found.text)
    return found.text


def read_levels(row: Row) -> dict[str, int]:
    """A list that tells of foreign languages leaves out one's own, which is then native."""
    levels: dict[str, int] = {}
    for name in LANGUAGES:
        if (found := _level(row, name)) is not None:
            levels[name] = found
    if text := row.text("languages"):
        listed = listed_levels(text)
        if not listed.clear:
            row.warn("LANGUAGE_TEXT", "languages")
        levels = {**listed.levels, **levels}
    own = OWN_LANGUAGE.get(row.country)
    if own and own not in row.cells and levels:
        levels[own] = NATIVE_LEVEL
    return levels


def _level(row: Row, name: str) -> int | None:
    text = row.text(name)
    if not text:
        return None
    found = level(text)
    if found is None:
        found = leading_level(text)
        if found is None:
            row.refuse("LANGUAGE_LEVEL", name)
        else:
            row.warn("LANGUAGE_TEXT", name, expect=found)
    return found


def read_posting(row: Row) -> dict[str, Any]:
    """First and last day of the posting, each as precise as it is written."""
    period = _period(row)
    posting = {"posting_from": period.first.iso, "posting_to": period.last.iso}
    if not _covers(row, posting):
        row.ask(
            "POSTING_NOT_COVERING",
            "posting_to" if row.has("posting_to", "period") else "posting_from",
            ("take_part", LEAVE_OUT),
            key=f"POSTING_NOT_COVERING:{row.label}",
            starts=period.first.iso,
            ends=period.last.iso,
        )
    return posting


def _period(row: Row) -> Period:
    if text := row.text("period"):
        found = read_period(text, row.year)
        _report_period(row, found)
        return found
    first = read_date(row.text("posting_from"), row.year)
    last = read_end(row.text("posting_to"), first.iso, row.year)
    _report_date(row, "posting_from", first)
    _report_date(row, "posting_to", last)
    return Period(first, last)


def _report_date(row: Row, name: str, found: Read) -> None:
    for code in found.codes:
        row.warn(code, name, expect=found.iso)
    _ask_about_date(row, name, found)


def _report_period(row: Row, found: Period) -> None:
    for code in dict.fromkeys((*found.first.codes, *found.last.codes)):
        row.warn(code, "period", expect=f"{found.first.iso} – {found.last.iso}")
    doubtful = next((each for each in (found.first, found.last) if each.question), Read())
    _ask_about_date(row, "period", doubtful)


def _ask_about_date(row: Row, name: str, found: Read) -> None:
    if found.question == "DATE_INVALID":
        row.refuse("DATE_INVALID", name)
    elif found.question:
        accepts = "period" if name == "period" else "date"
        row.ask(found.question, name, (ADD_LATER, LEAVE_OUT), accepts, choices=", ".join(found.choices))


def _covers(row: Row, posting: Mapping[str, str]) -> bool:
    """Whether the posting can cover every day of the event; an unknown end or an imprecise one may."""
    begins = row.context.starts_on
    ends = row.context.ends_on or begins
    starts, last = posting["posting_from"], posting["posting_to"]
    if begins and starts and ImpreciseDate.parse(starts).earliest > begins:
        return False
    return not (ends and last and ImpreciseDate.parse(last).latest < ends)
