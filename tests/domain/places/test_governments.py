"""The registry in the database: stored in bulk, found by any writing, named as of a day."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from trilogue.algorithms.places import Period
from trilogue.domain.places.actions import add_governments
from trilogue.domain.places.models import Country, Government, GovernmentName
from trilogue.domain.places.queries import (
    find_governments,
    governments_by_code,
    name_at,
    present_name,
    registry,
)
from trilogue.flows.load_record import complete_places, load_links, load_places
from trilogue.flows.shipped import registry as shipped
from trilogue.flows.shipped import shipped_keys
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db


WRITINGS = (
    ("서울", "KR", "KR-11"),
    ("Seoul", "KR", "KR-11"),
    ("首尔", "KR", "KR-11"),
    ("ソウル", "KR", "KR-11"),
    ("KR-42", "KR", "KR-51"),
    ("강원도", "KR", "KR-51"),
    ("전남", "KR", "KR-46"),
    ("목포", "KR", "KR-12110"),
    ("46110", "KR", "KR-12110"),
    ("경기 광주", "KR", "KR-41610"),
    ("Gyeonggi Gwangju", "KR", "KR-41610"),
    ("さっぽろ", "JP", "011002"),
    ("サッポロ", "JP", "011002"),
    ("Jōetsu", "JP", "152226"),
    ("조에쓰", "JP", "152226"),
    ("10006", "JP", "010006"),
    ("xian", "CN", "610100"),
    ("Xi'an", "CN", "610100"),
    ("瀋陽", "CN", "210100"),
    ("선양", "CN", "210100"),
    ("옌볜", "CN", "222400"),
)
"""What is looked for, and the country and code of what is found first."""

SAVEPOINTS = 2

NAMES = (
    ("KR-51", date(2018, 10, 25), "강원도", ""),
    ("KR-51", date(2023, 6, 11), "강원특별자치도", ""),
    ("KR-51150", date(2018, 10, 25), "강릉시", "강원도"),
    ("KR-52", date(2024, 1, 17), "전라북도", ""),
    ("KR-52", date(2024, 1, 18), "전북특별자치도", ""),
    ("KR-27720", date(2023, 6, 30), "군위군", "경상북도"),
    ("KR-27720", date(2023, 7, 1), "군위군", "대구광역시"),
    ("KR-12110", date(2026, 6, 30), "목포시", "전라남도"),
    ("KR-12110", date(2026, 7, 1), "목포시", "전남광주통합특별시"),
    ("KR-28275", date(2026, 6, 30), "서구", "인천광역시"),
    ("KR-28275", date(2026, 7, 1), "서해구", "인천광역시"),
)
"""A code, a day, the name and the parent's name of that day."""


@pytest.fixture
def loaded() -> None:
    load_places(by=ANONYMOUS)


def found(text: str, limit: int = 5) -> list[tuple[str, str]]:
    return [(each.country_id, each.code) for each in find_governments(text, limit=limit)]


@pytest.mark.usefixtures("loaded")
def test_what_is_shipped_is_what_is_stored_with_one_entry_a_country() -> None:
    """But for other writings, which are kept as search keys, and the position, which a government has once."""
    assert Entry.objects.filter(action="add_governments").count() == 3
    assert set(map(_facts, registry())) == set(map(_facts, shipped()))


def _facts(period: Period) -> tuple[object, ...]:
    names = tuple(sorted((language, name.text, name.state) for language, name in period.names.items()))
    return (
        *period.key,
        period.code,
        period.level,
        period.parent,
        period.since,
        period.until,
        period.successor,
        names,
    )


@pytest.mark.usefixtures("loaded")
def test_a_government_is_found_first_by_any_writing() -> None:
    first = {text: found(text)[:1] for text, _, _ in WRITINGS}
    assert first == {text: [(country, code)] for text, country, code in WRITINGS}


@pytest.mark.usefixtures("loaded")
def test_homonyms_and_shared_numbers_all_come() -> None:
    assert set(found("310000")) == {("JP", "310000"), ("CN", "310000")}
    assert set(found("廣州")) == {("KR", "KR-41610"), ("CN", "440100")}
    assert {("KR", "KR-51820"), ("KR", "KR-48820")} <= set(found("고성군"))
    assert found("广州")[:1] == [("CN", "440100")]
    assert ("KR", "KR-41610") in found("광주")


@pytest.mark.usefixtures("loaded")
def test_what_is_nowhere_finds_nothing() -> None:
    for text in ("", " ", "-", "%", "_", "\\", "'", "없는곳", "\x00"):
        assert found(text) == []


@pytest.mark.usefixtures("loaded")
def test_finding_takes_two_queries_and_one_for_the_parents_names(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for text in ("市", "광주", "경기 광주"):
        with django_assert_num_queries(3):
            for each in find_governments(text, limit=50):
                assert str(present_name(each).name)
                assert str(each.country.name)
                assert each.level == 1 or each.parent


@pytest.mark.usefixtures("loaded")
def test_a_government_has_the_name_and_the_parent_of_the_day() -> None:
    for code, day, name, parent in NAMES:
        said = name_at(Government.objects.get(country="KR", code=code), day)
        assert (str(said.name), str(said.parent_name)) == (name, parent)


@pytest.mark.usefixtures("loaded")
def test_what_ended_names_its_successor() -> None:
    jeollanam = Government.objects.get(code="KR-46")
    assert jeollanam.successor == Government.objects.get(code="KR-12")
    assert Government.objects.get(code="KR-28110").successor == Government.objects.get(code="KR-28125")


@pytest.mark.usefixtures("loaded")
def test_codes_of_before_lead_to_the_same_government() -> None:
    some = governments_by_code({"KR-42", "011002"})
    assert some["KR", "KR-42"] == some["KR", "KR-51"]
    assert ("KR", "KR-41") not in some
    assert governments_by_code()["KR", "KR-46110"].code == "KR-12110"


@pytest.mark.usefixtures("loaded")
def test_adding_again_replaces_and_keeps_the_rows() -> None:
    before = dict(Government.objects.values_list("code", "pk").filter(country="KR"))
    korea = Country.objects.get(pk="KR")
    korean = [each for each in shipped() if each.country == "KR"]
    assert add_governments(by=ANONYMOUS, country=korea, periods=korean) == len(before)
    assert dict(Government.objects.values_list("code", "pk").filter(country="KR")) == before
    assert GovernmentName.objects.count() == len(shipped())


@pytest.mark.usefixtures("loaded")
def test_a_registry_of_an_older_release_gets_what_it_lacks_once(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    load_links(by=ANONYMOUS)
    old = Government.objects.filter(country="CN", level=2, links_as_first=None, links_as_second=None)
    old.delete()
    Government.objects.update(keys="")
    complete_places(by=ANONYMOUS)
    assert len(registry()) == len(shipped())
    assert found("옌볜") == [("CN", "222400")]
    with django_assert_num_queries(1 + SAVEPOINTS):
        complete_places(by=ANONYMOUS)


@pytest.mark.usefixtures("loaded")
def test_governments_of_a_later_release_come_where_none_lacks_its_keys() -> None:
    Government.objects.filter(country="CN", level=2, code="222400").delete()
    assert not Government.objects.filter(keys="").exists()
    complete_places(by=ANONYMOUS)
    assert found("옌볜") == [("CN", "222400")]


def test_the_codes_are_those_of_the_registry() -> None:
    assert shipped_keys() == {each.key for each in shipped()}
