"""Whoever is offered a place can sign in: one account and one appointment, whatever happens afterwards."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Appointment, Edition
from trilogue.domain.people.models import Account, Person
from trilogue.flows import offer
from trilogue.flows.substitute import substitute
from trilogue.flows.welcome import welcome
from trilogue.foundation.access import ANONYMOUS, Actor
from trilogue.foundation.audit.models import Entry
from trilogue.foundation.mail.models import Mail

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture(autouse=True)
def _the_outbox(settings: object) -> None:
    settings.EMAIL_BACKEND = "trilogue.foundation.mail.backend.OutboxBackend"  # type: ignore[attr-defined]


@pytest.fixture
def edition() -> Edition:
    edition = factories.create_edition(number=9)
    factories.create_quota_decision(factories.create_delegation(edition), places=1)
    return edition


@pytest.fixture
def desk(edition: Edition) -> Actor:
    return factories.actor(edition=edition)


def stand(edition: Edition, state: str = "eligible") -> Participation:
    return factories.create_participation(edition, state=state)


def appointments(one: Participation) -> list[Appointment]:
    return list(Appointment.objects.filter(person=one.person))


def test_an_offer_opens_the_account_before_its_mail_says_where_to_sign_in(
    edition: Edition, desk: Actor
) -> None:
    one = stand(edition)
    offer.accept(one, by=desk, now=NOW)
    account = Account.objects.get(email=one.person.email)
    assert (account.person, account.name) == (one.person, "김하늘")
    (made,) = appointments(one)
    assert (made.account, made.role, made.edition) == (account, Role.PARTICIPANT, edition)
    assert "/me/" in Mail.objects.get().body
    assert Entry.objects.get(action="open_account").account == desk.account


def test_again_it_changes_nothing_and_a_withdrawal_keeps_it(edition: Edition, desk: Actor) -> None:
    one = stand(edition)
    offer.accept(one, by=desk, now=NOW)
    entries = Entry.objects.count()
    assert welcome(one, by=ANONYMOUS) == Account.objects.get(email=one.person.email)
    assert Entry.objects.count() == entries
    offer.withdraw(one, by=desk, now=NOW, reason="ill")
    assert Account.objects.filter(email=one.person.email, is_active=True).exists()
    assert len(appointments(one)) == 1


def test_nothing_happens_without_an_address(edition: Edition, desk: Actor) -> None:
    one = stand(edition)
    Person.objects.update(email="")
    one.refresh_from_db()
    before = Account.objects.count()
    offer.accept(one, by=desk, now=NOW)
    assert Account.objects.count() == before
    assert not appointments(one)


def test_an_account_under_another_address_is_the_person_s_own(edition: Edition) -> None:
    one = stand(edition)
    account = factories.create_account("private@example.org", person=one.person)
    assert welcome(one, by=ANONYMOUS) == account
    assert Account.objects.count() == 1


def test_the_account_of_a_merged_record_is_used(edition: Edition) -> None:
    one = stand(edition)
    other = factories.create_person()
    account = factories.create_account(person=other)
    other.merged_into = one.person
    other.save()
    assert welcome(one, by=ANONYMOUS) == account


def test_an_account_of_the_address_that_had_no_person_is_joined(edition: Edition) -> None:
    one = stand(edition)
    account = factories.create_account(one.person.email, name="Nominator")
    assert welcome(one, by=ANONYMOUS) == account
    account.refresh_from_db()
    assert (account.person, account.name) == (one.person, "Nominator")


def test_whoever_gets_a_place_by_the_clock_or_in_another_s_place_can_sign_in_too(
    edition: Edition, desk: Actor
) -> None:
    late, waiting, coming = stand(edition), stand(edition, "waiting"), stand(edition)
    offer.accept(late, by=desk, now=NOW - timedelta(days=9))
    assert offer.lapse(edition, now=NOW) == [waiting]
    assert appointments(waiting)
    substitute(waiting, coming, by=desk, now=NOW, reason="ill")
    assert appointments(coming)
