"""Countries and governments: codes, parents, periods of validity, names and positions."""

import csv
import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

Key = tuple[str, str]

BOXES = {"KR": (33, 39, 124, 132), "JP": (24, 46, 122, 146), "CN": (18, 54, 73, 136)}
"""Lowest and highest latitude, lowest and highest longitude that a seat of government can have."""

HISTORY = {
    "KR-50": ("KR-49", "2006-07-01", "제주도", "제주특별자치도"),
    "KR-51": ("KR-42", "2023-06-11", "강원도", "강원특별자치도"),
    "KR-52": ("KR-45", "2024-01-18", "전라북도", "전북특별자치도"),
}
"""First-level governments that were renamed: code before, first day after, name before, name after."""


def by_key(places: Any) -> dict[Key, dict[str, Any]]:
    """Governments by country and code: Japan and China both use six digits, and both use 310000."""
    return {(each["country"], each["code"]): each for each in places["governments"]}


def check_digit(five: str) -> str:
    """The sixth digit of a Japanese local government code."""
    total = sum(int(digit) * weight for digit, weight in zip(five, (6, 5, 4, 3, 2), strict=True))
    return str((11 - total % 11) % 10)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def with_zeros(country: str, code: str) -> str:
    return code.zfill(6) if country == "JP" else code


def test_the_three_countries_are_there_once(places: Any) -> None:
    assert sorted(country["code"] for country in places["countries"]) == ["CN", "JP", "KR"]


def test_a_code_is_unique_within_its_country(places: Any) -> None:
    assert len(by_key(places)) == len(places["governments"])


def test_tottori_and_shanghai_share_a_number_and_nothing_else(places: Any) -> None:
    found = by_key(places)
    assert found["JP", "310000"]["names"][0]["name"]["ja"]["text"] == "鳥取県"
    assert found["CN", "310000"]["names"][0]["name"]["zh-hans"]["text"] == "上海市"


def test_korean_codes_are_well_formed_now_and_before(places: Any) -> None:
    for (country, _), government in by_key(places).items():
        if country == "KR":
            digits = {1: 2, 2: 5}[government["level"]]
            assert all(re.fullmatch(rf"KR-\d{{{digits}}}", name["code"]) for name in government["names"])


def test_japanese_codes_carry_their_check_digit(places: Any) -> None:
    for country, code in by_key(places):
        if country == "JP":
            assert re.fullmatch(r"\d{6}", code)
            assert code[5] == check_digit(code[:5])


def test_chinese_codes_tell_their_level(places: Any) -> None:
    for (country, code), government in by_key(places).items():
        if country == "CN":
            assert re.fullmatch(r"\d{6}", code)
            assert code.endswith("0000") == (government["level"] == 1)


def test_the_second_level_stands_under_a_first_level_of_its_own_country(places: Any) -> None:
    found = by_key(places)
    for (country, code), government in found.items():
        assert government["level"] in {1, 2}
        assert (government["parent"] is None) == (government["level"] == 1)
        if government["parent"]:
            assert found[country, government["parent"]]["level"] == 1
            prefix = len("KR-51") if country == "KR" else 2
            assert code[:prefix] == government["parent"][:prefix]


def test_periods_of_validity_join_without_gap_or_overlap_and_end_with_the_present_code(places: Any) -> None:
    for (_, code), government in by_key(places).items():
        names = government["names"]
        assert names[0]["from"] is None
        assert names[-1]["until"] is None
        assert names[-1]["code"] == code
        for before, after in pairwise(names):
            end = date.fromisoformat(before["until"])
            assert date.fromisoformat(after["from"]) == end + timedelta(days=1)


def test_a_name_tells_the_parents_name_of_the_same_period(places: Any) -> None:
    found = by_key(places)
    for (country, _), government in found.items():
        for name in government["names"]:
            if government["parent"] is None:
                assert name["parent_name"] is None
                continue
            parents = found[country, government["parent"]]["names"]
            period = [each for each in parents if each["from"] == name["from"]]
            assert name["parent_name"] == period[0]["name"]


def test_renamed_provinces_took_their_cities_codes_with_them(places: Any) -> None:
    for (_, code), government in by_key(places).items():
        first_level = government["parent"] or code
        if first_level not in HISTORY:
            assert len(government["names"]) == 1
            continue
        former, since, _, _ = HISTORY[first_level]
        before, after = government["names"]
        assert before["code"] == former + code.removeprefix(first_level)
        assert after["from"] == since


def test_renamed_provinces_have_both_names(places: Any) -> None:
    found = by_key(places)
    for code, (_, _, before, after) in HISTORY.items():
        assert [name["name"]["ko"]["text"] for name in found["KR", code]["names"]] == [before, after]


def test_pyeongchang_stood_in_gangwon_province_when_it_was_host(places: Any) -> None:
    before, after = by_key(places)["KR", "KR-51760"]["names"]
    assert (before["code"], before["parent_name"]["en"]["text"]) == ("KR-42760", "Gangwon Province")
    assert (after["code"], after["parent_name"]["en"]["text"]) == ("KR-51760", "Gangwon State")


def test_the_two_gwangju_are_told_apart(places: Any) -> None:
    metropolis, city = (by_key(places)["KR", code]["names"][0]["name"] for code in ("KR-29", "KR-41610"))
    assert (metropolis["ja"]["text"], city["ja"]["text"]) == ("光州広域市", "広州市")
    assert (metropolis["zh-hans"]["text"], city["zh-hans"]["text"]) == ("光州广域市", "广州市")
    assert (metropolis["en"]["text"], city["en"]["text"]) == ("Gwangju Metropolitan City", "Gwangju City")


def test_names_are_official_in_the_own_script_and_in_english_only(places: Any) -> None:
    own = {"KR": "ko", "JP": "ja", "CN": "zh-hans"}
    for (country, _), government in by_key(places).items():
        for name in government["names"]:
            official = {
                key for key, each in name["name"].items() if key != "source" and each["state"] == "official"
            }
            assert official == {"en", own[country]}
            assert name["name"]["source"] == own[country]


def test_seats_of_government_lie_in_their_country_to_four_decimals(places: Any) -> None:
    for (country, _), government in by_key(places).items():
        south, north, west, east = BOXES[country]
        assert south < government["lat"] < north
        assert west < government["lon"] < east
        assert round(government["lat"], 4) == government["lat"]
        assert round(government["lon"], 4) == government["lon"]


def test_every_government_of_the_reference_list_is_there_under_its_name(places: Any, shared: Path) -> None:
    own = {"KR": "ko", "JP": "ja", "CN": "zh-hans"}
    found = by_key(places)
    for row in rows(shared / "data/workshop/governments.csv"):
        country = row["country"]
        name = found[country, with_zeros(country, row["code"])]["names"][-1]["name"]
        assert name[own[country]]["text"] == row["name_native"]
        for language, column in (("ja", "name_ja"), ("zh-hans", "name_zh")):
            assert row[column] in {"", name[language]["text"]}


def test_every_home_and_host_of_the_reference_roster_is_there(places: Any, shared: Path) -> None:
    found = by_key(places)
    for row in rows(shared / "data/workshop/participants.csv"):
        country = row["country"]
        assert (country, with_zeros(country, row["home_code"])) in found
        assert not row["host_code"] or ("KR", row["host_code"]) in found
