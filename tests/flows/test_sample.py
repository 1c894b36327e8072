"""The demonstration's people: 88, invented, the same each time, and one Chinese official too many."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from trilogue.cli.roster import register
from trilogue.domain.delegations.planning import read_roster
from trilogue.flows.sample import COLUMNS, sample_people, sample_table
from trilogue.foundation.formats import csv, xlsx


def test_delegations_are_38_35_and_15() -> None:
    assert Counter(person["country"] for person in sample_people()) == {"KR": 38, "CN": 35, "JP": 15}


def test_nobody_shares_a_number_a_name_or_an_address() -> None:
    people = sample_people()
    for column in ("ref", "native_name", "email"):
        assert len({person[column] for person in people}) == 88
    assert len({(person["roman_family"], person["roman_given"]) for person in people}) == 88


def test_addresses_can_reach_nobody() -> None:
    hosts = {(person["country"], person["email"].partition("@")[2]) for person in sample_people()}
    assert hosts == {("KR", "example.kr"), ("CN", "example.cn"), ("JP", "example.jp")}


def test_one_letter_drawn_differently_stands_in_a_name_of_each_country() -> None:
    found = {
        person["country"] for person in sample_people() if "直" in person["native_name"] + person["other_han"]
    }
    assert found == {"KR", "CN", "JP"}


@pytest.mark.parametrize("written", [csv.write(sample_table()), xlsx.write([sample_table()])])
def test_sample_read_back_has_no_problem_but_the_quota_of_china(written: bytes) -> None:
    context = replace(
        register(),
        quotas={"KR": 38, "CN": 34, "JP": 15},
        starts_on=date(2027, 5, 20),
        ends_on=date(2027, 5, 21),
    )
    found = read_roster([("sample", written)], context)
    assert [problem.code for problem in found.problems] == ["OVER_QUOTA"]
    assert found.questions[0].values == {"country": "CN", "quota": 34, "counted": 35}
    assert found.ignored_columns == ()
    assert len(found.people) == 88


def test_table_holds_every_person_in_every_column() -> None:
    table = sample_table()
    assert table.header == COLUMNS
    assert [dict(zip(COLUMNS, row, strict=True)) for row in table.rows] == sample_people()
