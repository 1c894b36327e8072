"""Who is seen by whom, quotas with their decisions, and documents that are logged when handed out."""

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.web.desk.conftest import As
from trilogue.domain.delegations.models import QuotaDecision
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition
from trilogue.domain.people.actions import answer
from trilogue.domain.people.models import Account
from trilogue.flows.load_consents import load_consents
from trilogue.flows.register_self import REQUIRED
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.audit.models import Access, Entry

pytestmark = pytest.mark.django_db
PEOPLE = "/en/desk/workshop/9/people/"
QUOTAS = "/en/desk/workshop/9/quotas/"


@pytest.fixture
def two(edition: Edition) -> None:
    korea, japan = factories.create_country("KR"), factories.create_country("JP")
    factories.create_participation(edition, person=factories.create_person(korea, native="김하늘"))
    sato = factories.create_person(japan, native="佐藤 美咲", tag="ja", roman="SATO Misaki")
    factories.create_language_skill(sato, language="ja", level=4)
    factories.create_language_skill(sato, language="ko", level=2)
    factories.create_participation(edition, person=sato)


def said(client: Client, path: str = PEOPLE) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_desk_sees_everybody_own_script_first(desk: Client, two: None) -> None:
    page = said(desk)
    assert '<bdi lang="ja">佐藤 美咲</bdi><br><bdi class="mute small" lang="en">SATO Misaki</bdi>' in page
    assert "Japanese (native), Korean (conversation)" in page
    assert "1 of 38 places" in page


def test_a_coordinator_sees_the_own_country(signed_in_as: As, two: None) -> None:
    page = said(signed_in_as(Role.COORDINATOR, country=factories.create_country("JP")))
    assert "佐藤 美咲" in page
    assert "김하늘" not in page
    assert "Import" not in page
    assert ".xlsx" not in page


def test_a_nominator_sees_the_own_government(signed_in_as: As, edition: Edition, two: None) -> None:
    mine = edition.participations.get(delegation__country="KR")
    page = said(signed_in_as(Role.NOMINATOR, government=mine.home))
    assert "김하늘" in page
    assert "佐藤 美咲" not in page


def test_who_has_not_consented_is_marked(desk: Client, edition: Edition, two: None) -> None:
    load_consents(by=ANONYMOUS, now=timezone.now())
    silent = edition.participations.get(delegation__country="JP")
    for purpose in REQUIRED:
        answer(
            edition.participations.get(delegation__country="KR").person,
            purpose,
            granted=True,
            language="ko",
            channel="page",
            now=timezone.now(),
            by=ANONYMOUS,
        )
    page = said(desk)
    assert "1 person has not agreed yet" in page
    row = page[page.index(silent.reference) :]
    assert "has not consented yet" in row[: row.index("</tr>")]
    assert page.count("has not consented yet") == 1


def test_an_empty_edition_says_so(signed_in_as: As, edition: Edition) -> None:
    coordinator = signed_in_as(Role.COORDINATOR, country=factories.create_country("JP"))
    assert "Nobody takes part yet" in said(coordinator)


@pytest.mark.parametrize("name", ["name_list.xlsx", "badges.pdf"])
def test_a_download_is_logged_with_who_took_it(desk: Client, two: None, name: str) -> None:
    assert "What is it for?" in said(desk, f"{PEOPLE}{name}")
    assert not Access.objects.exists()
    answer = desk.post(f"{PEOPLE}{name}", {"reason": "to the printer"})
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "no-store" in answer.headers["Cache-Control"]
    entry = Entry.objects.last()
    assert entry
    assert entry.action == f"download_{name.partition('.')[0]}"
    assert entry.account
    look = Access.objects.get()
    assert (look.account, look.what, look.reason) == (entry.account, name, "to the printer")
    assert look.origin == "127.0.0.1"
    assert look.subjects.count() == 2


def test_a_download_without_a_reason_is_refused(desk: Client, two: None) -> None:
    answer = desk.post(f"{PEOPLE}name_list.xlsx", {"reason": " "})
    assert "Say what the file is for." in answer.content.decode()
    assert "Content-Disposition" not in answer.headers
    assert not Access.objects.exists()


def test_a_look_at_the_list_says_whose_data_was_seen(signed_in_as: As, edition: Edition, two: None) -> None:
    said(signed_in_as(Role.COORDINATOR, country=factories.create_country("JP")))
    look = Access.objects.get()
    japan = edition.participations.get(delegation__country="JP")
    assert (look.what, look.edition) == ("people", edition.pk)
    assert [each.person for each in look.subjects.all()] == [japan.person_id]


@pytest.mark.parametrize("name", ["name_list.pdf", "badges.xlsx", "table_plan.xlsx", "secrets.xlsx"])
def test_a_document_that_does_not_exist_is_not_found(desk: Client, two: None, name: str) -> None:
    assert desk.get(f"{PEOPLE}{name}").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_number_of_queries_at_any_size(
    desk: Client, edition: Edition, rows: int, django_assert_num_queries: object
) -> None:
    for _ in range(rows):
        person = factories.create_person()
        factories.create_language_skill(person)
        factories.create_participation(edition, person=person)
    with django_assert_num_queries(21):  # type: ignore[operator]
        desk.get(PEOPLE)


def test_a_quota_is_decided_with_day_and_reason(desk: Client, edition: Edition) -> None:
    sent = {"places": 36, "decided_on": "2027-02-01", "reason": "Letter 12"}
    assert desk.post(f"{QUOTAS}CN/", sent).status_code == 302
    page = said(desk, QUOTAS)
    assert "36 places" in page
    assert "34 places" in page
    assert "Letter 12" in page


@pytest.mark.parametrize("missing", ["places", "decided_on", "reason"])
def test_a_decision_lacks_nothing(desk: Client, edition: Edition, missing: str) -> None:
    sent = {"places": 36, "decided_on": "2027-02-01", "reason": "Letter 12"} | {missing: ""}
    page = desk.post(f"{QUOTAS}CN/", sent).content.decode()
    assert f'href="#id_{missing}"' in page
    assert QuotaDecision.objects.count() == 3


def test_a_country_joins(desk: Client) -> None:
    edition = factories.create_edition(factories.create_series("other"), number=1)
    factories.create_appointment(Account.objects.get(), role=Role.DESK, series=edition.series)
    answer = desk.post("/en/desk/other/1/quotas/add/", {"country": "JP"})
    assert answer.headers["Location"] == "/en/desk/other/1/quotas/JP/"
    assert edition.delegations.get().country_id == "JP"
    assert desk.post("/en/desk/other/1/quotas/add/", {"country": "XX"}).status_code == 404
