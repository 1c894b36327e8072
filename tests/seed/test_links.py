"""The shipped links: real governments, registers' own words, an address behind every checked assertion."""

import json
from typing import Any

import pytest

from tests.seed.conftest import read
from trilogue.algorithms.dates import ImpreciseDate
from trilogue.algorithms.places import Period
from trilogue.algorithms.ties import triangles

TRIANGLES = {
    ("110000", "130001", "KR-11"),
    ("120000", "281000", "KR-28"),
    ("210100", "011002", "KR-30"),
    ("222404", "152226", "KR-47110"),
    ("320500", "172014", "KR-52110"),
    ("360200", "232041", "KR-41500"),
    ("610100", "292010", "KR-47130"),
}


@pytest.fixture(scope="module")
def links() -> Any:
    return json.loads(read("links.json"))


def ends(link: Any) -> tuple[tuple[str, str], ...]:
    return tuple((each["country"], each["code"]) for each in link["governments"])


def test_both_ends_are_governments_of_the_registry_under_their_present_code(
    links: Any, places: list[Period]
) -> None:
    known = {each.key for each in places}
    assert {end for link in links for end in ends(link)} <= known


def test_a_link_stands_once_between_two_countries(links: Any) -> None:
    pairs = [frozenset(ends(link)) for link in links]
    assert len(set(pairs)) == len(pairs)
    assert all(len({country for country, _ in ends(link)}) == 2 for link in links)


def test_the_seven_triangles_are_closed(links: Any) -> None:
    countries = {f"{country} {code}": country for link in links for country, code in ends(link)}
    pairs = [tuple(" ".join(end) for end in ends(link)) for link in links]
    found = triangles([(one, other) for one, other in pairs], countries)
    assert {frozenset(name.split()[1] for name in three) for three in found} == set(map(frozenset, TRIANGLES))


def test_every_assertion_says_who_says_it_in_which_word(links: Any) -> None:
    for link in links:
        said = [(each["register"], each["grade"]) for each in link["assertions"]]
        assert said
        assert len(set(said)) == len(said)
        for each in link["assertions"]:
            assert each["register"]
            assert each["grade"]
            assert each["tag"] in {"ko", "ja", "zh-Hans"}
            assert each["date"] is None or ImpreciseDate.parse(each["date"]).precision in {
                "year",
                "month",
                "day",
            }


def test_what_was_checked_has_an_address_and_nothing_else_has(links: Any) -> None:
    every = [each for link in links for each in link["assertions"]]
    assert all(each["checked"] == bool(each["source"]) for each in every)
    assert all(each["source"].startswith(("http://", "https://")) for each in every if each["checked"])
    assert sum(each["checked"] for each in every) > len(every) / 2
