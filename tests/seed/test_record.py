"""The record's form: identifiers, sources, dates, places and figures."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from trilogue.algorithms.places import Period

FACT_KINDS = {"date", "place", "participants", "programme", "organisation", "note"}
SESSION_KINDS = {"lecture", "remarks", "visit", "performance", "case", "discussion", "experience"}
ISO = re.compile(r"\d{4}(-\d{2}(-\d{2}(/\d{4}-\d{2}-\d{2})?)?)?")


def ids(lines: list[dict[str, Any]], key: str = "id") -> list[str]:
    return [line[key] for line in lines]


def numbered(prefix: str, lines: list[Any]) -> list[str]:
    return [f"{prefix}{number}" for number in range(1, len(lines) + 1)]


def cited(record: Any) -> Iterator[str]:
    for edition in record["editions"]:
        for kind in ("dates", "facts", "figures", "sessions"):
            yield from (each["source"] for each in edition[kind])


def test_the_lines_of_the_series_are_numbered_without_gaps(record: Any) -> None:
    series = record["series"]
    assert ids(series["story"]) == numbered("S.P", series["story"])
    assert ids(series["objectives"]) == ["S.O1", "S.O2", "S.O3"]
    assert len(series["introduction"]) == 3


def test_the_editions_are_numbered_one_to_eight(record: Any) -> None:
    assert [edition["number"] for edition in record["editions"]] == [1, 2, 3, 4, 5, 6, 7, 8]


def test_the_lines_of_each_edition_are_numbered_without_gaps(record: Any) -> None:
    for edition in record["editions"]:
        own = f"E{edition['number']}."
        article = edition["article"]["lines"] if edition["article"] else []
        assert ids(edition["details"]) == numbered(f"{own}D", edition["details"])
        assert ids(edition["facts"]) == numbered(f"{own}F", edition["facts"])
        assert ids(edition["sessions"], "key") == numbered(f"{own}S", edition["sessions"])
        assert ids(article) == numbered(f"{own}A", article)
        assert edition["location"] is None or edition["location"]["id"] == f"{own}L"


def test_every_source_cited_exists_and_every_source_is_cited_once_defined(record: Any) -> None:
    keys = [source["key"] for source in record["sources"]]
    assert len(keys) == len(set(keys))
    assert set(cited(record)) == set(keys)


def test_every_host_government_is_a_known_place(record: Any, places: list[Period]) -> None:
    known = {period.government for period in places if period.country == "KR"}
    assert {code for edition in record["editions"] for code in edition["governments"]} <= known


def test_only_the_eighth_edition_is_tentative_and_without_a_place(record: Any) -> None:
    for edition in record["editions"]:
        tentative = edition["number"] == 8
        assert edition["status"] == ("tentative" if tentative else "completed")
        assert (edition["location"] is None) == tentative
        assert (edition["governments"] == []) == tentative


def test_register_dates_are_as_precise_as_the_workshop_page(record: Any) -> None:
    assert [edition["register_date"] for edition in record["editions"]] == [
        "2012-12",
        "2013-09",
        "2014-05",
        "2016-06",
        "2017-06",
        "2018-10",
        "2019-05",
        "2021",
    ]


def test_precise_dates_are_real_days_within_the_registered_month(record: Any) -> None:
    for edition in record["editions"]:
        for each in edition["dates"]:
            assert ISO.fullmatch(each["iso"])
            first, last = (date.fromisoformat(day) for day in each["iso"].split("/"))
            assert first < last
            assert first.isoformat().startswith(edition["register_date"])


def test_kinds_are_those_the_record_knows(record: Any) -> None:
    for edition in record["editions"]:
        assert {fact["kind"] for fact in edition["facts"]} <= FACT_KINDS
        assert {session["kind"] for session in edition["sessions"]} <= SESSION_KINDS


def test_a_session_with_a_day_falls_within_the_dates_of_its_edition(record: Any) -> None:
    for edition in record["editions"]:
        days = {day for each in edition["dates"] for day in each["iso"].split("/")}
        assert {session["starts"] for session in edition["sessions"]} - {None} <= days


def test_the_seventh_edition_counts_88_people_as_the_sum_of_its_countries(record: Any) -> None:
    figures = record["editions"][6]["figures"]
    actual = {figure["country"]: figure["count"] for figure in figures if figure["kind"] == "actual"}
    assert actual == {None: 88, "CN": 35, "JP": 15, "KR": 38}


def test_announced_figures_are_approximate_and_actual_ones_exact(record: Any) -> None:
    figures = [figure for edition in record["editions"] for figure in edition["figures"]]
    assert all(figure["approximate"] == (figure["kind"] == "announced") for figure in figures)


def test_the_seventh_edition_alone_has_an_article_and_a_photograph(record: Any) -> None:
    for edition in record["editions"]:
        assert bool(edition["article"]) == bool(edition["photograph"]) == (edition["number"] == 7)


def test_a_speaker_has_a_name_in_every_language_and_no_script_that_no_source_gives(record: Any) -> None:
    for edition in record["editions"]:
        for session in edition["sessions"]:
            for names in (speaker["names"] for speaker in session["speakers"]):
                assert names.keys() == {"native", "en", "ko", "ja", "zh-hans"}
                native = names["native"] or {"text": names["en"], "lang": "en"}
                assert names[native["lang"]] == native["text"]
                if native["lang"] != "ja":
                    assert names["ja"] == names["zh-hans"] == names["en"]
