from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trilogue.algorithms.dates import DateError, ImpreciseDate

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@st.composite
def imprecise(draw: st.DrawFn) -> ImpreciseDate:
    precision = draw(st.sampled_from(["year", "month", "day", "range"]))
    start, tentative = draw(days), draw(st.booleans())
    if precision == "range":
        return ImpreciseDate("day", start, start + timedelta(draw(st.integers(0, 400))), tentative)
    return ImpreciseDate(precision, start, tentative=tentative)  # type: ignore[arg-type]


@given(imprecise())
def test_what_is_written_can_be_read_again(known: ImpreciseDate) -> None:
    assert ImpreciseDate.parse(known.iso(), tentative=known.tentative) == known


@pytest.mark.parametrize("iso", ["2021", "2019-05", "2012-12-08", "2019-05-30/2019-05-31"])
def test_each_precision_keeps_its_form(iso: str) -> None:
    assert ImpreciseDate.parse(iso).iso() == iso


@pytest.mark.parametrize(
    ("iso", "earliest", "latest"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2012-12-08", date(2012, 12, 8), date(2012, 12, 8)),
        ("2019-05-30/2019-06-02", date(2019, 5, 30), date(2019, 6, 2)),
    ],
)
def test_a_date_covers_the_days_that_may_be_meant(iso: str, earliest: date, latest: date) -> None:
    known = ImpreciseDate.parse(iso)
    assert (known.earliest, known.latest) == (earliest, latest)
    assert known.covers(earliest)
    assert known.covers(latest)
    assert not known.covers(earliest - timedelta(1))
    assert not known.covers(latest + timedelta(1))


@given(imprecise(), imprecise())
def test_of_two_different_dates_one_comes_first(one: ImpreciseDate, other: ImpreciseDate) -> None:
    assert (one < other) + (one == other) + (one > other) == 1


def test_the_more_precise_comes_first() -> None:
    texts = ["2019", "2019-01-01/2019-01-31", "2019-01", "2019-01-01", "2018", "2019-01-01/2019-01-02"]
    known = sorted(ImpreciseDate.parse(text) for text in texts)
    assert [one.iso() for one in known] == [
        "2018",
        "2019-01-01",
        "2019-01-01/2019-01-02",
        "2019-01-01/2019-01-31",
        "2019-01",
        "2019",
    ]


def test_the_certain_comes_before_the_tentative() -> None:
    certain = ImpreciseDate.parse("2027-05")
    assert certain < ImpreciseDate.parse("2027-05", tentative=True)


def test_a_range_of_one_day_is_that_day() -> None:
    assert ImpreciseDate.parse("2019-05-30/2019-05-30") == ImpreciseDate.parse("2019-05-30")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "unreadable"),
        ("May 2019", "unreadable"),
        ("2019-5", "unreadable"),
        ("２０１９", "unreadable"),
        ("2019/2020", "unreadable"),
        ("2019-05-30/", "unreadable"),
        ("2019-05-30/2019-06", "unreadable"),
        ("2019-13", "impossible"),
        ("2019-02-29", "impossible"),
        ("0000", "impossible"),
        ("2019-05-31/2019-05-30", "end_before_start"),
    ],
)
def test_what_is_no_date_is_refused_with_a_code(text: str, code: str) -> None:
    with pytest.raises(DateError) as error:
        ImpreciseDate.parse(text)
    assert error.value.code == code


@pytest.mark.parametrize(
    ("values", "code"),
    [
        (("month", date(2019, 5, 1), date(2019, 5, 2)), "end_without_day"),
        (("week", date(2019, 5, 1)), "unknown_precision"),
    ],
)
def test_contradictions_are_refused_with_a_code(values: tuple[Any, ...], code: str) -> None:
    with pytest.raises(DateError) as error:
        ImpreciseDate(*values)
    assert error.value.code == code
