"""Sister links: what registers assert, threes of three countries, and a register read from a city's own file."""

import pytest

from tests import factories
from trilogue.domain.places import planning
from trilogue.domain.places.actions import Claim, Recorded, SameGovernment, drop_assertion, record_claims
from trilogue.domain.places.models import Assertion, Government, SisterLink
from trilogue.domain.places.queries import by_name, link_between, links_of, ties
from trilogue.flows.import_links import Register, look, sheet_of, store
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db


def city(code: str, country: str, en: str, **names: str) -> Government:
    return factories.create_government(
        code, country=factories.create_country(country), name=factories.text(en, **names)
    )


@pytest.fixture
def incheon() -> Government:
    return city("KR-28", "KR", "Incheon", ko="인천광역시", ja="仁川広域市", zh_hans="仁川广域市")


@pytest.fixture
def kobe() -> Government:
    return city("281000", "JP", "Kobe", ko="고베시", ja="神戸市", zh_hans="神户市")


@pytest.fixture
def tianjin() -> Government:
    return city("120000", "CN", "Tianjin", ko="톈진시", ja="天津市", zh_hans="天津市")


def test_registers_disagree_about_one_link(incheon: Government, tianjin: Government) -> None:
    korean = Claim(incheon, tianjin, "GAOK", "자매결연", "ko", "1993-12-07")
    chinese = Claim(tianjin, incheon, "CPAFFC", "友好城市", "zh-Hans", "1993")
    assert record_claims([korean, chinese], by=ANONYMOUS) == Recorded(links=1, assertions=1)
    link = link_between(tianjin, incheon)
    assert link is not None
    assert {(each.register, each.grade, each.date) for each in link.assertions.all()} == {
        ("GAOK", "자매결연", "1993-12-07"),
        ("CPAFFC", "友好城市", "1993"),
    }
    assert [each.pk for each in links_of(incheon)] == [each.pk for each in links_of(tianjin)] == [link.pk]


def test_the_same_said_again_changes_nothing(incheon: Government, tianjin: Government) -> None:
    claim = Claim(incheon, tianjin, "GAOK", "자매결연", "ko", "1993")
    record_claims([claim], by=ANONYMOUS)
    written = Entry.objects.count()
    assert record_claims([claim], by=ANONYMOUS) == Recorded(known=1)
    assert Entry.objects.count() == written
    later = Claim(incheon, tianjin, "GAOK", "자매결연", "ko", "1993-12-07")
    assert record_claims([later], by=ANONYMOUS) == Recorded(changed=1)


def test_one_wrong_claim_stores_none(incheon: Government, tianjin: Government) -> None:
    claims = [
        Claim(incheon, tianjin, "GAOK", "자매결연", "ko"),
        Claim(incheon, incheon, "GAOK", "자매결연", "ko"),
    ]
    with pytest.raises(SameGovernment):
        record_claims(claims, by=ANONYMOUS)
    assert not SisterLink.objects.exists()


def test_a_link_that_no_register_asserts_is_none(incheon: Government, tianjin: Government) -> None:
    record_claims([Claim(incheon, tianjin, "GAOK", "자매결연", "ko")], by=ANONYMOUS)
    drop_assertion(Assertion.objects.get(), by=ANONYMOUS)
    assert not SisterLink.objects.exists()


def test_threes_of_three_countries_and_those_that_lack_a_link(
    incheon: Government, kobe: Government, tianjin: Government
) -> None:
    factories.create_sister_link(incheon, kobe)
    factories.create_sister_link(incheon, tianjin)
    assert [{each.pk for each in three} for three in ties().open] == [{incheon.pk, kobe.pk, tianjin.pk}]
    assert ties().open[0][0] == incheon
    factories.create_sister_link(kobe, tianjin)
    assert [{each.pk for each in three} for three in ties().triangles] == [{incheon.pk, kobe.pk, tianjin.pk}]
    assert ties().open == ()


REGISTER = """자매도시 현황,,,
국가,도시,결연일자,구분
중국,톈진시,1993. 12. 7.,자매결연
일본,고베시,2010-04,우호교류
베트남,하이퐁시,1997-07-25,자매결연
일본,없는시,2001,우호교류
중국,톈진시,1993. 13. 7.,자매결연
"""


def test_a_citys_own_register_is_read(incheon: Government, kobe: Government, tianjin: Government) -> None:
    sheet = sheet_of("register.csv", REGISTER.encode("cp949"))
    rows = planning.register_of(sheet.rows)
    columns = planning.guess(rows.header)
    assert columns == {0: "country", 1: "partner", 2: "date", 3: "grade"}
    register = Register("인천광역시", "ko", "KR", "https://example.org/register", own=incheon)
    reading = look(rows, columns, register, {})
    assert [(each.row, each.partner, each.grade, each.date) for each in reading.entries] == [
        (3, tianjin, "자매결연", "1993-12-07"),
        (4, kobe, "우호교류", "2010-04"),
    ]
    assert [(each.row, each.code) for each in reading.findings] == [
        (5, "COUNTRY_ELSEWHERE"),
        (6, "GOVERNMENT_UNKNOWN"),
        (7, "DATE_INVALID"),
    ]
    assert store(reading, register, by=ANONYMOUS) == Recorded(links=2)
    assert Assertion.objects.filter(url="https://example.org/register").count() == 2


def test_homonyms_are_asked_about_and_never_guessed(incheon: Government) -> None:
    for code, parent in (("KR-29", "광역시"), ("KR-41610", "경기도")):
        city(code, "KR", f"Gwangju {parent}", ko="광주")
    city("440100", "CN", "Guangzhou", ko="광저우시", zh_hans="广州市")
    rows = planning.register_of([("own", "partner", "grade"), ("광주", "广州市", "우호교류")])
    reading = look(rows, planning.guess(rows.header), Register("x", "ko", "KR"), {})
    (finding,) = reading.findings
    assert finding.code == "GOVERNMENT_SEVERAL"
    assert {each.code for each in finding.candidates} == {"KR-29", "KR-41610"}
    decided = look(rows, planning.guess(rows.header), Register("x", "ko", "KR"), {"광주": "KR KR-41610"})
    assert [each.own.code for each in decided.entries] == ["KR-41610"]


def test_a_name_of_any_time_and_a_code_lead_to_the_government(incheon: Government) -> None:
    factories.create_government_name(incheon, name=factories.text("Jinsen", ko="제물포"))
    index = by_name()
    assert {government for said in ("제물포", "인천광역시", "kr-28") for government in index["KR", said]} == {
        incheon
    }
