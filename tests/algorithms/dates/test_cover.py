"""A posting spans an edition surely, perhaps or never, by how precisely both are known."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trilogue.algorithms.dates import ImpreciseDate, cover

EVENT = "2027-05-20/2027-05-21"
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))


def parse(text: str) -> ImpreciseDate | None:
    return ImpreciseDate.parse(text) if text else None


@pytest.mark.parametrize(
    ("starts", "ends", "event", "said"),
    [
        ("2026-04", "2028-03", EVENT, "surely"),
        ("2027-05-20", "2027-05-21", EVENT, "surely"),
        ("2027-05-21", "2028-03", EVENT, "never"),
        ("2026-04", "2027-05-20", EVENT, "never"),
        ("2027-05", "2028-03", EVENT, "perhaps"),
        ("2026", "2027", EVENT, "perhaps"),
        ("2027-06", "2028", EVENT, "never"),
        ("2025", "2026", EVENT, "never"),
        ("2026-04", "", EVENT, "perhaps"),
        ("", "2028-03", EVENT, "perhaps"),
        ("", "2027-04", EVENT, "never"),
        ("", "", EVENT, "unknown"),
        ("2027-05-10", "2028-03", "2027-05", "perhaps"),
        ("2026-12-31", "2028-01-01", "2027", "surely"),
    ],
)
def test_a_posting_and_an_edition(starts: str, ends: str, event: str, said: str) -> None:
    assert cover(parse(starts), parse(ends), ImpreciseDate.parse(event)) == said


@given(starts=DAYS, length=st.integers(0, 800), event=DAYS, days=st.integers(0, 5))
def test_with_exact_days_it_is_plain_containment(starts: date, length: int, event: date, days: int) -> None:
    ends, last = starts + timedelta(days=length), event + timedelta(days=days)
    said = cover(ImpreciseDate("day", starts), ImpreciseDate("day", ends), ImpreciseDate("day", event, last))
    assert said == ("surely" if starts <= event and last <= ends else "never")


@given(starts=DAYS, length=st.integers(0, 800), event=DAYS)
def test_less_precision_never_turns_no_into_yes_or_yes_into_no(
    starts: date, length: int, event: date
) -> None:
    ends = starts + timedelta(days=length)
    exact = cover(ImpreciseDate("day", starts), ImpreciseDate("day", ends), ImpreciseDate("day", event))
    for precision in ("month", "year"):
        vague = cover(
            ImpreciseDate(precision, starts), ImpreciseDate(precision, ends), ImpreciseDate("day", event)
        )
        assert vague in (exact, "perhaps")
