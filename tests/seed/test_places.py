"""The shipped registry: how many governments, their codes, names of the time, and nothing wrong in it."""

import csv
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from trilogue.algorithms.places import Period, findings
from trilogue.algorithms.places.model import LANGUAGES, OWN

BOXES = {"KR": (33, 39, 124, 132), "JP": (24, 46, 122, 146), "CN": (18, 54, 73, 136)}
"""Lowest and highest latitude, lowest and highest longitude that a seat of government can have."""

BEFORE_THE_MERGER = date(2026, 6, 30)
AFTER_THE_MERGER = date(2026, 7, 1)

HISTORY = {
    "KR-50": ("KR-49", "2006-07-01", "제주도", "제주특별자치도"),
    "KR-51": ("KR-42", "2023-06-11", "강원도", "강원특별자치도"),
    "KR-52": ("KR-45", "2024-01-18", "전라북도", "전북특별자치도"),
}
"""First-level governments that were renamed: code before, first day after, name before, name after."""

OF_THREE_COUNTRIES = {
    "KR-27": ("Daegu Metropolitan City", "대구광역시", "大邱広域市", "大邱广域市"),
    "KR-41": ("Gyeonggi Province", "경기도", "京畿道", "京畿道"),
    "220001": ("Shizuoka Prefecture", "시즈오카현", "静岡県", "静冈县"),
    "110000": ("Beijing Municipality", "베이징시", "北京市", "北京市"),
    "210000": ("Liaoning Province", "랴오닝성", "遼寧省", "辽宁省"),
    "140000": ("Shanxi Province", "산시성(산서성)", "山西省", "山西省"),
    "610000": ("Shaanxi Province", "산시성(섬서성)", "陝西省", "陕西省"),
    "820000": (
        "Macao Special Administrative Region",
        "마카오특별행정구",
        "マカオ特別行政区",
        "澳门特别行政区",
    ),
}


def at(places: Iterable[Period], day: date) -> list[Period]:
    return [each for each in places if (each.since or date.min) <= day <= (each.until or date.max)]


def of(places: Iterable[Period], government: str, country: str = "KR") -> list[Period]:
    return [each for each in places if each.key == (country, government)]


def said(period: Period) -> tuple[str, ...]:
    return tuple(period.names[language].text if language in period.names else "" for language in LANGUAGES)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def with_zeros(country: str, code: str) -> str:
    return code.zfill(6) if country == "JP" else code


def test_the_three_countries_are_there_once(countries: Any) -> None:
    assert [country["code"] for country in countries] == ["KR", "JP", "CN"]


@pytest.mark.parametrize(
    ("day", "korean"), [(date(2019, 5, 30), 17), (BEFORE_THE_MERGER, 17), (AFTER_THE_MERGER, 16)]
)
def test_every_first_level_government_is_there(places: list[Period], day: date, korean: int) -> None:
    first = Counter(each.country for each in at(places, day) if each.level == 1)
    assert first == {"KR": korean, "JP": 47, "CN": 33}


def test_every_second_level_government_is_there(places: list[Period]) -> None:
    """226 autonomous governments of Korea and two cities of Jeju; 333 of China and Hunchun."""
    second = Counter(each.country for each in at(places, BEFORE_THE_MERGER) if each.level == 2)
    assert second == {"KR": 228, "JP": 1741, "CN": 334}
    after = Counter(each.country for each in at(places, AFTER_THE_MERGER) if each.level == 2)
    assert after == {"KR": 229, "JP": 1741, "CN": 334}


def test_nothing_is_wrong_in_the_registry(places: list[Period]) -> None:
    """Codes and check digits, parents, successors, periods without gap or overlap."""
    assert [each for each in findings(places) if each.fault] == []


def test_what_is_missing_is_positions_and_names_written_in_kana(places: list[Period]) -> None:
    gaps = Counter((each.code, each.country) for each in findings(places) if not each.fault)
    del gaps["HOMONYM", "KR"], gaps["HOMONYM", "JP"], gaps["HOMONYM", "CN"]
    assert set(gaps) == {
        ("NO_NAME", "JP"),
        ("NO_POSITION", "KR"),
        ("NO_POSITION", "JP"),
        ("NO_POSITION", "CN"),
    }
    assert gaps["NO_POSITION", "JP"] < 150
    assert gaps["NO_NAME", "JP"] < 80


def test_tottori_and_shanghai_share_a_number_and_nothing_else(places: list[Period]) -> None:
    assert of(places, "310000", "JP")[0].own_name == "鳥取県"
    assert of(places, "310000", "CN")[0].own_name == "上海市"


def test_first_level_names_are_complete_and_written_by_persons(places: list[Period]) -> None:
    for period in (each for each in places if each.level == 1):
        assert set(period.names) == set(LANGUAGES), period
        assert "machine" not in {name.state for name in period.names.values()}, period


@pytest.mark.parametrize(("code", "names"), OF_THREE_COUNTRIES.items())
def test_first_level_names_are_those_officials_write(
    places: list[Period], code: str, names: tuple[str, ...]
) -> None:
    found = [each for each in places if each.government == code and each.country != "JP"] or of(
        places, code, "JP"
    )
    assert said(found[-1]) == names


def test_the_own_name_is_official_and_no_translation_is(places: list[Period]) -> None:
    for period in places:
        states = {language: name.state for language, name in period.names.items()}
        if "machine" not in states.values():
            official = {language for language, state in states.items() if state == "official"}
            assert OWN[period.country] in official, period
            assert official <= {"en", OWN[period.country]}, period


def test_renamed_provinces_have_both_names_and_took_their_cities_codes_with_them(
    places: list[Period],
) -> None:
    for code, (former, since, before, after) in HISTORY.items():
        assert [(each.code, each.own_name) for each in of(places, code)] == [(former, before), (code, after)]
        cities = {each.government for each in places if each.level == 2 and each.parent == code}
        assert cities
        for city in cities:
            older, newer = of(places, city)
            assert (older.code, older.parent) == (former + city.removeprefix(code), former)
            assert (newer.code, newer.since) == (city, date.fromisoformat(since))


def test_a_government_that_moved_stands_under_each_parent_in_its_time(places: list[Period]) -> None:
    before, after = of(places, "KR-27720")
    assert (before.code, before.parent, before.until) == ("KR-47720", "KR-47", date(2023, 6, 30))
    assert (after.code, after.parent, after.since) == ("KR-27720", "KR-27", date(2023, 7, 1))


def test_gwangju_and_jeollanam_became_one_and_their_cities_went_with_them(places: list[Period]) -> None:
    for code in ("KR-29", "KR-46"):
        assert of(places, code)[-1].successor == "KR-12"
        assert of(places, code)[-1].until == BEFORE_THE_MERGER
    assert len([each for each in places if each.parent == "KR-12"]) == 27
    before, after = of(places, "KR-12110")
    assert (before.code, before.parent, before.own_name) == ("KR-46110", "KR-46", "목포시")
    assert (after.code, after.parent, after.since) == ("KR-12110", "KR-12", AFTER_THE_MERGER)


def test_the_gwangju_are_told_apart_and_neither_is_guangzhou(places: list[Period]) -> None:
    metropolis, city, guangzhou = (
        of(places, code, country)[0]
        for code, country in (("KR-29", "KR"), ("KR-41610", "KR"), ("440100", "CN"))
    )
    assert said(metropolis) == ("Gwangju Metropolitan City", "광주광역시", "光州広域市", "光州广域市")
    assert said(city) == ("Gwangju City", "광주시", "広州市", "广州市")
    assert said(guangzhou)[1:] == ("광저우시", "広州市", "广州市")
    assert "廣州市" in city.also or "廣州市" in said(city)
    homonyms = [each for each in findings(places) if each.code == "HOMONYM" and each.government == "KR-51820"]
    assert [each.values["others"] for each in homonyms] == ["KR-48820"]


def test_seats_lie_in_their_country(places: list[Period]) -> None:
    for period in (each for each in places if each.position):
        south, north, west, east = BOXES[period.country]
        latitude, longitude = period.position or (0, 0)
        assert south < latitude < north, period
        assert west < longitude < east, period


def test_names_derived_by_rule_say_so(places: list[Period]) -> None:
    yeosu, hakodate, tangshan = (
        of(places, code, country)[-1]
        for code, country in (("KR-12130", "KR"), ("012025", "JP"), ("130200", "CN"))
    )
    assert said(yeosu) == ("Yeosu City", "여수시", "麗水市", "丽水市")
    assert said(hakodate) == ("Hakodate City", "하코다테시", "函館市", "函馆市")
    assert said(tangshan) == ("Tangshan City", "탕산시", "唐山市", "唐山市")
    assert [yeosu.names["en"].state, hakodate.names["ko"].state, tangshan.names["ja"].state] == [
        "machine"
    ] * 3


def test_every_government_of_the_reference_list_is_there_under_its_name(
    places: list[Period], shared: Path
) -> None:
    for row in rows(shared / "data/workshop/governments.csv"):
        country = row["country"]
        name = of(places, with_zeros(country, row["code"]), country)[-1].names
        assert name[OWN[country]].text == row["name_native"]
        for language, column in (("ja", "name_ja"), ("zh-hans", "name_zh")):
            assert row[column] in {"", name[language].text}


def test_every_home_and_host_of_the_reference_roster_is_there(places: list[Period], shared: Path) -> None:
    found = {each.key for each in places}
    for row in rows(shared / "data/workshop/participants.csv"):
        country = row["country"]
        assert (country, with_zeros(country, row["home_code"])) in found
        assert not row["host_code"] or ("KR", row["host_code"]) in found


def test_every_government_of_the_record_is_there(places: list[Period], record: Any) -> None:
    found = {each.code for each in places}
    held_in = {code for edition in record["editions"] for code in edition["governments"]}
    assert held_in
    assert held_in <= found
