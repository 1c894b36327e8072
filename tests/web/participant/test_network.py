"""One's own network: whom one met, and nobody else's encounters."""

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from trilogue.domain.delegations.models import Participation
from trilogue.domain.people.actions import answer
from trilogue.domain.people.choices import Purpose
from trilogue.domain.people.models import Account, Person
from trilogue.flows.load_consents import load_consents
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.audit.models import Access

pytestmark = pytest.mark.django_db
MINE = "/en/me/network/"


@pytest.fixture
def people() -> dict[str, Participation]:
    """Haneul met Naoki in two rounds; Naoki met Yan, whom Haneul did not meet."""
    load_consents(by=ANONYMOUS, now=timezone.now())
    edition = factories.create_edition(number=9)
    found = {
        name: factories.create_participation(
            edition,
            person=factories.create_person(factories.create_country(code), native=name, roman="OTHER"),
        )
        for name, code in (("Haneul", "KR"), ("Naoki", "JP"), ("Yan", "CN"))
    }
    for number in (1, 2):
        factories.create_encounter(found["Haneul"], found["Naoki"], number=number)
    factories.create_encounter(found["Naoki"], found["Yan"])
    return found


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(
        Account.objects.filter(person=person).first() or factories.create_account(person=person)
    )
    return client


def said(person: Person) -> str:
    answered = client_of(person).get(MINE)
    assert answered.status_code == 200
    return answered.content.decode()


def test_one_sees_whom_one_met_by_round_and_nobody_else(people: dict[str, Participation]) -> None:
    page = said(people["Haneul"].person)
    assert page.count("Naoki") == 2
    assert "Round 1" in page
    assert "Round 2" in page
    assert "Yan" not in page


def test_the_own_place_between_others_is_shown_to_oneself(people: dict[str, Participation]) -> None:
    """Naoki stands on the only way between the two others: three times the average of three people."""
    page = said(people["Naoki"].person)
    assert "<dd>3</dd>" in page
    assert "<dd>1</dd>" in page
    assert "<dd>0</dd>" in said(people["Yan"].person)


def test_who_was_seen_can_read_by_whom(people: dict[str, Participation]) -> None:
    said(people["Haneul"].person)
    look = Access.objects.get(what="my_network")
    assert set(look.subjects.values_list("person", flat=True)) == {people["Naoki"].person_id}


def test_who_takes_back_the_consent_to_the_directory_is_named_no_more(
    people: dict[str, Participation],
) -> None:
    person = people["Naoki"].person
    for granted in (True, False):
        answer(
            person,
            Purpose.DIRECTORY,
            granted=granted,
            by=ANONYMOUS,
            language="en",
            channel="form",
            now=timezone.now(),
        )
        assert ("Naoki" in said(people["Haneul"].person)) is granted
    assert "one person who is not named here" in said(people["Yan"].person)


def test_who_was_erased_is_named_no_more(people: dict[str, Participation]) -> None:
    Person.objects.filter(pk=people["Naoki"].person_id).update(erased_at=timezone.now())
    assert "Naoki" not in said(people["Yan"].person)


def test_records_that_were_merged_are_one_person(people: dict[str, Participation]) -> None:
    standing = factories.create_person(native="Haneul now")
    factories.create_merge(kept=standing, absorbed=people["Haneul"].person)
    assert "Naoki" in said(standing)


def test_without_encounters_it_says_so() -> None:
    assert "Nothing is recorded yet." in said(factories.create_person())
