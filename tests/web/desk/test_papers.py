"""Papers of the plan at the desk: a reason and a language for what names people, the signs for the asking."""

import pytest
from django.test import Client

from tests import factories
from tests.web.desk.conftest import As
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition
from trilogue.foundation.audit.models import Access, Entry
from trilogue.web.desk.people import TABLE_DOCUMENTS

pytestmark = pytest.mark.django_db
PEOPLE = "/en/desk/workshop/9/people/"
FILES = [f"{kind}.{form}" for kind, form, _words in TABLE_DOCUMENTS]


@pytest.fixture
def planned(edition: Edition) -> Edition:
    plan = factories.create_table_plan(edition, rounds=1, tables=1)
    factories.create_seat(plan, participation=factories.create_participation(edition))
    return edition


def test_the_page_of_the_tables_offers_all_papers(desk: Client, planned: Edition) -> None:
    page = desk.get("/en/desk/workshop/9/tables/").content.decode()
    assert all(f'href="{PEOPLE}{name}"' in page for name in FILES)


@pytest.mark.parametrize("name", FILES)
def test_there_are_no_papers_without_a_plan(desk: Client, edition: Edition, name: str) -> None:
    assert desk.get(f"{PEOPLE}{name}").status_code == 404


@pytest.mark.parametrize("name", FILES)
def test_papers_are_the_desks(signed_in_as: As, planned: Edition, name: str) -> None:
    coordinator = signed_in_as(Role.COORDINATOR, country=factories.create_country("KR"))
    assert coordinator.get(f"{PEOPLE}{name}").status_code == 404


def test_a_paper_comes_in_the_language_chosen_for_it(desk: Client, planned: Edition) -> None:
    asked = desk.get(f"{PEOPLE}moderator_sheets.pdf").content.decode()
    assert '<option value="en" selected>English</option>' in asked
    answer = desk.post(f"{PEOPLE}moderator_sheets.pdf", {"reason": "moderators", "language": "ja"})
    assert "workshop-9-moderators.ja.pdf" in answer.headers["Content-Disposition"]
    assert Access.objects.get().what == "moderator_sheets.pdf"


def test_an_unknown_language_is_told_and_nothing_is_handed_out(desk: Client, planned: Edition) -> None:
    answer = desk.post(f"{PEOPLE}by_table.pdf", {"reason": "hall", "language": "xx"})
    assert "Content-Disposition" not in answer.headers
    assert 'href="#id_language"' in answer.content.decode()
    assert not Access.objects.exists()


def test_signs_come_without_a_reason_because_they_name_nobody(desk: Client, planned: Edition) -> None:
    before = Entry.objects.count()
    answer = desk.get(f"{PEOPLE}table_signs.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert (Entry.objects.count(), Access.objects.count()) == (before, 0)
