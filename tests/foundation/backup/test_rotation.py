"""Of the nights of a year, those of a week are there, then one a week, then one a month, and none for longer."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from trilogue.foundation.backup.rotation import outlived

BEGIN = datetime(2026, 11, 27, 2, tzinfo=UTC)
LIFETIME = timedelta(days=90)
WEEK, MONTH = 7, 31


def kept_after(nights: int, lifetime: timedelta = LIFETIME) -> list[int]:
    """How many days old those are that are there after so many nights."""
    there: set[datetime] = set()
    for night in range(nights):
        now = BEGIN + timedelta(days=night)
        there.add(now)
        there -= outlived(there, now=now, lifetime=lifetime)
    return sorted((BEGIN + timedelta(days=nights - 1) - each).days for each in there)


@settings(max_examples=20)
@given(st.integers(100, 400))
def test_a_week_of_nights_a_month_of_weeks_and_the_lifetime_of_months(nights: int) -> None:
    ages = kept_after(nights)
    assert ages[:8] == list(range(8))
    gaps = {age: after - age for age, after in pairwise([*ages, LIFETIME.days])}
    assert all(gap <= (WEEK if age < 4 * WEEK else MONTH + WEEK) for age, gap in gaps.items()), ages
    assert gaps[ages[-1]] >= 0
    assert len(ages) <= 8 + 5 + 3


@given(st.sets(st.integers(0, 4000), min_size=1), st.integers(1, 120))
def test_the_newest_stays_and_nothing_else_outlives_its_time(ages: set[int], days: int) -> None:
    made = {BEGIN - timedelta(hours=age) for age in ages}
    left = made - outlived(made, now=BEGIN, lifetime=timedelta(days=days))
    assert max(made) in left
    assert all(BEGIN - each <= timedelta(days=days) for each in left - {max(made)})


@given(st.sets(st.integers(0, 4000)))
def test_what_was_kept_once_is_not_thinned_by_looking_again(ages: set[int]) -> None:
    made = {BEGIN - timedelta(hours=age) for age in ages}
    left = made - outlived(made, now=BEGIN, lifetime=LIFETIME)
    assert outlived(left, now=BEGIN, lifetime=LIFETIME) == set()
