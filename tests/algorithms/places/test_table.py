from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trilogue.algorithms.places import COLUMNS, Finding, Period, read, row
from trilogue.algorithms.places.model import LANGUAGES, Name

SUWON = {
    "country": "KR",
    "code": "KR-41110",
    "level": "2",
    "parent": "KR-41",
    "ko": "수원시",
    "en": "Suwon City",
    "states": "oo--",
}

degrees = st.decimals(-90, 90, places=4, allow_nan=False, allow_infinity=False)
periods = st.builds(
    Period,
    country=st.sampled_from(["KR", "CN"]),
    government=st.just("KR-41110"),
    code=st.just("KR-41110"),
    level=st.sampled_from([1, 2]),
    parent=st.sampled_from(["", "KR-41"]),
    names=st.dictionaries(
        st.sampled_from(LANGUAGES),
        st.builds(Name, st.sampled_from(["수원시", "Suwon City"]), st.sampled_from(["official", "machine"])),
        min_size=1,
    ),
    since=st.none() | st.dates(),
    until=st.none() | st.dates(),
    successor=st.sampled_from(["", "KR-41130"]),
    position=st.none() | st.tuples(degrees, degrees),
    also=st.lists(st.sampled_from(["水原市", "すいげん"]), unique=True).map(tuple),
)


def read_one(**changes: str) -> tuple[list[Period], list[Finding]]:
    record = SUWON | changes
    return read([tuple(record), tuple(record.values())])


@given(periods)
def test_what_was_written_is_read_again(period: Period) -> None:
    assert read([COLUMNS, row(period)]) == ([period], [])


def test_a_row_is_a_period_of_a_government() -> None:
    found, faults = read_one(**{"from": "2020-01-02", "latitude": "37.2636", "longitude": "127.0286"})
    assert faults == []
    assert found[0].key == ("KR", "KR-41110")
    assert found[0].since == date(2020, 1, 2)
    assert found[0].position == (Decimal("37.2636"), Decimal("127.0286"))
    assert found[0].names["ko"] == Name("수원시", "official")
    assert found[0].row == 2


def test_remarks_and_empty_rows_before_the_header_are_passed_over() -> None:
    rows = [("# made by hand", ""), (), tuple(SUWON), ("", ""), tuple(SUWON.values())]
    found, faults = read(rows)
    assert faults == []
    assert found[0].row == 5


def test_names_without_states_were_written_by_a_person() -> None:
    found, _ = read_one(states="")
    assert {name.state for name in found[0].names.values()} == {"human"}


def test_a_japanese_code_gets_back_the_zero_a_spreadsheet_took() -> None:
    found, faults = read_one(country="JP", code="10006", level="1", parent="", ja="北海道")
    assert faults == []
    assert found[0].code == "010006"


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"code": ""}, "EMPTY", "code"),
        ({"country": ""}, "EMPTY", "country"),
        ({"level": "3"}, "LEVEL", "level"),
        ({"from": "1 July"}, "DATE", "from"),
        ({"until": "2026-13-01"}, "DATE", "until"),
        ({"latitude": "91", "longitude": "0"}, "POSITION", "latitude"),
        ({"latitude": "37", "longitude": ""}, "POSITION", "longitude"),
        ({"latitude": "NaN", "longitude": "0"}, "POSITION", "latitude"),
        ({"latitude": "1e-9", "longitude": "0"}, "POSITION", "latitude"),
        ({"states": "xx--"}, "STATE", "states"),
        ({"ko": "", "en": ""}, "NAMELESS", "ko"),
        ({"ko": "수원\u202e시"}, "LETTERS", "ko"),
        ({"ko": "수원\x00시"}, "LETTERS", "ko"),
        ({"ko": "시" * 200}, "TOO_LONG", "ko"),
        ({"code": "KR-4111011111"}, "TOO_LONG", "code"),
    ],
)
def test_what_cannot_be_read_is_named_by_row_and_column(
    changes: dict[str, str], code: str, field: str
) -> None:
    _, faults = read_one(**changes)
    assert (code, field, 2) in {(each.code, each.field, each.row) for each in faults}


def test_a_table_without_its_columns_is_refused_once() -> None:
    assert [each.code for each in read([("name", "place"), ("a", "b")])[1]] == ["MISSING_COLUMN"] * 3
    assert [each.code for each in read([("# nothing",)])[1]] == ["NO_HEADER"]
