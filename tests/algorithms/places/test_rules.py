from dataclasses import replace
from datetime import date

import pytest

from trilogue.algorithms.places import Period, findings
from trilogue.algorithms.places.model import Name


def named(text: str) -> dict[str, Name]:
    return {language: Name(text, "human") for language in ("en", "ko", "ja", "zh-hans")}


GYEONGGI = Period("KR", "KR-41", "KR-41", 1, "", named("경기도"), position=None)
SUWON = Period("KR", "KR-41110", "KR-41110", 2, "KR-41", named("수원시"))
BEFORE = Period("KR", "KR-51", "KR-42", 1, "", named("강원도"), until=date(2023, 6, 10))
AFTER = Period("KR", "KR-51", "KR-51", 1, "", named("강원특별자치도"), since=date(2023, 6, 11))
SAPPORO = Period("JP", "011002", "011002", 2, "010006", named("札幌市"))
HOKKAIDO = Period("JP", "010006", "010006", 1, "", named("北海道"))


def faults(*periods: Period) -> set[tuple[str, str]]:
    return {(each.code, each.government) for each in findings(periods) if each.fault}


def gaps(*periods: Period) -> set[tuple[str, str, str]]:
    return {(each.code, each.government, each.field) for each in findings(periods) if not each.fault}


def test_a_sound_registry_has_no_fault() -> None:
    assert faults(GYEONGGI, SUWON, BEFORE, AFTER, HOKKAIDO, SAPPORO) == set()


@pytest.mark.parametrize(
    ("periods", "code", "government"),
    [
        ((GYEONGGI, replace(SUWON, code="41110", government="41110")), "CODE_FORM", "41110"),
        ((HOKKAIDO, replace(SAPPORO, code="011003", government="011003")), "CHECK_DIGIT", "011003"),
        ((SUWON,), "PARENT_MISSING", "KR-41110"),
        ((GYEONGGI, SUWON, replace(SUWON, code="KR-41130", government="KR-41130", parent="KR-41110")),
         "PARENT_MISSING", "KR-41130"),
        ((replace(GYEONGGI, parent="KR-11"),), "PARENT_NOT_WANTED", "KR-41"),
        ((replace(GYEONGGI, since=date(2000, 1, 1)), SUWON), "PARENT_PERIOD", "KR-41110"),
        ((BEFORE, replace(AFTER, since=date(2023, 6, 10))), "OVERLAP", "KR-51"),
        ((BEFORE, replace(AFTER, since=date(2023, 6, 12))), "PERIOD_GAP", "KR-51"),
        ((replace(BEFORE, until=None), AFTER), "OVERLAP", "KR-51"),
        ((BEFORE,), "LAST_CODE", "KR-51"),
        ((replace(GYEONGGI, since=date(2020, 1, 2), until=date(2020, 1, 1)),), "PERIOD_BACKWARDS", "KR-41"),
        ((replace(GYEONGGI, until=date(2020, 1, 1), successor="KR-99"),), "SUCCESSOR_MISSING", "KR-41"),
        ((replace(GYEONGGI, until=date(2020, 1, 1), successor="KR-41"),), "SUCCESSOR_MISSING", "KR-41"),
        ((replace(GYEONGGI, successor="KR-51"), BEFORE, AFTER), "SUCCESSOR_TOO_EARLY", "KR-41"),
        ((GYEONGGI, SUWON, replace(SUWON, government="KR-41130", code="KR-41130", since=date(2020, 1, 1)),
          replace(SUWON, government="KR-41130", until=date(2019, 12, 31))), "CODE_TWICE", "KR-41130"),
        ((replace(GYEONGGI, names={"en": Name("Gyeonggi", "human")}),), "NO_OWN_NAME", "KR-41"),
        ((BEFORE, replace(AFTER, level=2, parent="KR-41"), GYEONGGI), "LEVEL_CHANGES", "KR-51"),
    ],
)  # fmt: skip
def test_every_fault_is_found(periods: tuple[Period, ...], code: str, government: str) -> None:
    found = faults(*periods)
    assert {each for _, each in found} == {government}
    assert (code, government) in found


def test_what_is_missing_is_a_gap_and_no_fault() -> None:
    bare = replace(GYEONGGI, names={"ko": Name("경기도", "official")})
    ended = replace(SUWON, until=date(2020, 1, 1))
    assert gaps(bare, ended) == {
        ("NO_ROMANISATION", "KR-41", "en"),
        ("NO_NAME", "KR-41", "ja"),
        ("NO_NAME", "KR-41", "zh-hans"),
        ("NO_POSITION", "KR-41", "latitude"),
        ("NO_SUCCESSOR", "KR-41110", "successor"),
    }


def test_homonyms_are_told_with_each_others_codes_within_a_country() -> None:
    other = replace(SUWON, government="KR-41130", code="KR-41130")
    abroad = replace(SAPPORO, names=named("수원시"))
    found = [each for each in findings([GYEONGGI, SUWON, other, HOKKAIDO, abroad]) if each.code == "HOMONYM"]
    assert [(each.government, each.values["others"]) for each in found] == [
        ("KR-41110", "KR-41130"),
        ("KR-41130", "KR-41110"),
    ]


def test_two_countries_may_use_one_number() -> None:
    tottori = replace(HOKKAIDO, government="310000", code="310000")
    shanghai = replace(tottori, country="CN")
    assert faults(tottori, shanghai) == set()
