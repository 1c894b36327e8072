"""The registry of governments: search, one government with its links and people, threes, a register imported."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.web.desk.conftest import As
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition
from trilogue.domain.places.models import Assertion, Government, SisterLink

pytestmark = pytest.mark.django_db
PLACES = "/en/desk/places/"
REGISTER = "국가,도시,결연일자\n중국,톈진시,1993-12-07\n일본,없는시,2001\n베트남,하노이,1996\n"


def city(code: str, country: str, en: str, **names: str) -> Government:
    return factories.create_government(
        code, country=factories.create_country(country), name=factories.text(en, **names)
    )


@pytest.fixture
def incheon() -> Government:
    return city("KR-28", "KR", "Incheon", ko="인천광역시")


@pytest.fixture
def tianjin() -> Government:
    return city("120000", "CN", "Tianjin", ko="톈진시", zh_hans="天津市")


@pytest.mark.parametrize("said", ["인천", "Incheon", "incheon", "KR-28"])
def test_a_government_is_found_and_shown_with_its_code(desk: Client, incheon: Government, said: str) -> None:
    page = desk.get(PLACES, {"q": said}).content.decode()
    assert "1 government found" in page
    assert "KR-28" in page


def test_hostile_searches_are_answered(desk: Client, incheon: Government) -> None:
    for said in ("%", "_", "x" * 5000, "<script>", "'; --", "\u202e"):
        assert desk.get(PLACES, {"q": said}).status_code == 200


def test_one_government_shows_what_each_register_asserts(
    desk: Client, incheon: Government, tianjin: Government
) -> None:
    link = factories.create_sister_link(incheon, tianjin)
    factories.create_assertion(link, register="GAOK")
    page = desk.get(f"{PLACES}kr/KR-28/").content.decode()
    assert "Tianjin" in page
    assert '<b lang="ko">자매결연</b>' in page
    assert "according to <bdi>GAOK</bdi>" in page
    assert desk.get(f"{PLACES}kr/KR-99/").status_code == 404
    assert 'href=""' not in page


def test_its_people_are_shown_to_those_who_may_see_them(
    desk: Client, signed_in_as: As, edition: Edition, incheon: Government
) -> None:
    someone = factories.create_person(native="박다온")
    factories.create_participation(edition, person=someone, home=incheon)
    assert "박다온" in desk.get(f"{PLACES}kr/KR-28/").content.decode()
    assert "박다온" not in signed_in_as(Role.TRANSLATOR).get(f"{PLACES}kr/KR-28/").content.decode()


def test_threes_and_missing_links_are_listed(desk: Client, incheon: Government, tianjin: Government) -> None:
    kobe = city("281000", "JP", "Kobe")
    factories.create_sister_link(incheon, tianjin)
    factories.create_sister_link(incheon, kobe)
    missing = desk.get(f"{PLACES}links/").content.decode()
    assert "None yet." in missing
    assert "Kobe" in missing
    factories.create_sister_link(kobe, tianjin)
    assert "None yet." not in desk.get(f"{PLACES}links/").content.decode()


def _hidden(page: str) -> dict[str, str]:
    from html import unescape

    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def test_a_register_is_mapped_previewed_and_stored(
    desk: Client, incheon: Government, tianjin: Government
) -> None:
    yantai = city("370600", "CN", "Yantai", zh_hans="烟台市")
    sent = {"register": "인천광역시", "tag": "ko", "country": "KR", "own": "KR KR-28", "grade": "자매결연"}
    file = SimpleUploadedFile("register.csv", REGISTER.encode("cp949"))
    page = desk.post(f"{PLACES}links/import/", {**sent, "file": file}).content.decode()
    assert "Store 1 link" in page
    assert "없는시" in page
    assert "country outside the registry" in page
    assert not SisterLink.objects.exists()
    columns = {"column_0": "", "column_1": "partner", "column_2": "date"}
    answers = {
        **_hidden(page),
        **columns,
        "grade": "자매결연",
        "name": "없는시",
        "code": "CN 370600",
        "store": "1",
    }
    assert desk.post(f"{PLACES}links/import/", answers).status_code == 302
    assert {link.second for link in SisterLink.objects.all()} | {
        link.first for link in SisterLink.objects.all()
    } == {
        incheon,
        tianjin,
        yantai,
    }
    assert {each.register for each in Assertion.objects.all()} == {"인천광역시"}


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"", b"PK\x03\x04broken", b"\xff\xfe\x00"])
def test_a_file_that_is_no_register_is_refused_in_words(
    desk: Client, incheon: Government, data: bytes
) -> None:
    file = SimpleUploadedFile("register.csv", data)
    sent = {"register": "x", "tag": "ko", "country": "KR", "file": file}
    answer = desk.post(f"{PLACES}links/import/", sent)
    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.content.decode()


def test_only_who_runs_something_imports(signed_in_as: As) -> None:
    for role in (Role.TRANSLATOR, Role.READER):
        assert signed_in_as(role).get(f"{PLACES}links/import/").status_code == 404


def test_a_government_makes_as_many_queries_with_three_links_as_with_one(
    desk: Client, incheon: Government
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            desk.get(f"{PLACES}kr/KR-28/")
        return len(captured)

    def link(code: str) -> None:
        factories.create_assertion(factories.create_sister_link(incheon, city(code, "CN", code)))

    link("110000")
    queries()
    one = queries()
    link("120000")
    link("130000")
    assert queries() == one


def test_a_country_narrows_everything_that_was_found(desk: Client) -> None:
    for number in range(60):
        city(f"11{number:04}", "CN", "Springfield")
    city("KR-99999", "KR", "Springfield")
    page = desk.get(PLACES, {"q": "Springfield", "country": "KR"}).content.decode()
    assert "1 government found" in page
