"""On the own page: how a nomination stands, taking the place that was offered, and withdrawing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.choices import Status
from trilogue.domain.people.actions import answer
from trilogue.domain.people.choices import Purpose
from trilogue.flows.load_consents import load_consents
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.mail.models import Mail

pytestmark = pytest.mark.django_db
ME = "/en/me/"
CONFIRM, WITHDRAW = "Confirm the place", "Withdraw from the workshop"


@pytest.fixture(autouse=True)
def _texts(settings: object) -> None:
    settings.EMAIL_BACKEND = "trilogue.foundation.mail.backend.OutboxBackend"  # type: ignore[attr-defined]
    load_consents(by=ANONYMOUS, now=timezone.now())


@pytest.fixture
def offered() -> Participation:
    one = factories.create_participation(state="accepted")
    one.offer_expires_at = timezone.now() + timedelta(days=3)
    one.save()
    factories.create_quota_decision(one.delegation, places=1)
    return one


@pytest.fixture
def me(offered: Participation) -> Client:
    client = Client()
    client.force_login(factories.create_account(offered.person.email, person=offered.person))
    return client


def agree(one: Participation, *purposes: Purpose) -> None:
    for purpose in purposes:
        answer(
            one.person,
            purpose,
            granted=True,
            language="ko",
            channel="form",
            now=timezone.now(),
            by=ANONYMOUS,
        )


def said(client: Client) -> str:
    return client.get(ME).content.decode()


def at(one: Participation, what: str) -> str:
    return f"{ME}places/{one.pk}/{what}/"


def state_of(one: Participation) -> str:
    one.refresh_from_db()
    return one.state


def test_the_offer_is_shown_with_its_end_and_taken(me: Client, offered: Participation) -> None:
    agree(offered, Purpose.COLLECTION, Purpose.ABROAD)
    page = said(me)
    assert "A place is offered." in page
    assert f"Until {timezone.localtime(offered.offer_expires_at):%Y-%m-%d %H:%M}." in page
    assert CONFIRM in page
    assert "Confirmed. The place is taken." in me.post(at(offered, "confirm"), follow=True).content.decode()
    assert state_of(offered) == "confirmed"
    change = offered.changes.get()
    assert (change.account, change.invitation) == (offered.person.account.pk, None)
    assert CONFIRM not in said(me)


@pytest.mark.parametrize("agreed", [(), (Purpose.COLLECTION,), (Purpose.ABROAD, Purpose.DIRECTORY)])
def test_without_the_consents_it_leads_to_them_and_says_why(
    me: Client, offered: Participation, agreed: tuple[Purpose, ...]
) -> None:
    agree(offered, *agreed)
    answered = me.post(at(offered, "confirm"), follow=True)
    assert answered.redirect_chain[-1][0] == f"{ME}consents/"
    assert "First agree to the collection" in answered.content.decode()
    assert state_of(offered) == "accepted"


def test_an_offer_that_has_run_out_says_so_and_cannot_be_taken(me: Client, offered: Participation) -> None:
    agree(offered, Purpose.COLLECTION, Purpose.ABROAD)
    Participation.objects.update(offer_expires_at=timezone.now() - timedelta(minutes=1))
    page = said(me)
    assert "The time to confirm is over." in page
    assert CONFIRM not in page
    assert "The time to confirm is over." in me.post(at(offered, "confirm"), follow=True).content.decode()
    assert state_of(offered) == "accepted"


def test_who_withdraws_gives_a_reason_and_the_next_is_told(me: Client, offered: Participation) -> None:
    waiting = factories.create_participation(offered.edition, state="waiting")
    assert WITHDRAW in said(me)
    assert me.post(at(offered, "withdraw"), {"reason": " "}).status_code == 200
    assert state_of(offered) == "accepted"
    assert me.post(at(offered, "withdraw"), {"reason": "ill"}).headers["Location"] == ME
    assert (state_of(offered), state_of(waiting)) == ("withdrawn", "accepted")
    assert offered.changes.get().reason == "ill"
    assert Mail.objects.get().to == waiting.person.email
    page = said(me)
    assert "Withdrawn." in page
    assert WITHDRAW not in page


def test_places_of_others_lead_back(me: Client, offered: Participation) -> None:
    other = factories.create_participation(offered.edition, state="accepted")
    agree(other, Purpose.COLLECTION, Purpose.ABROAD)
    for what in ("confirm", "withdraw"):
        assert me.post(at(other, what), {"reason": "x"}).headers["Location"] == ME
    assert me.get(at(other, "withdraw")).headers["Location"] == ME
    assert state_of(other) == "accepted"
    nobody = Client()
    nobody.force_login(factories.create_account())
    assert nobody.post(at(other, "confirm")).headers["Location"] == ME


def test_what_merged_records_have_is_one_s_own(me: Client, offered: Participation) -> None:
    other = factories.create_participation(state="accepted")
    other.person.merged_into = offered.person
    other.person.save()
    agree(offered, Purpose.COLLECTION, Purpose.ABROAD)
    assert at(other, "confirm") in said(me)
    me.post(at(other, "confirm"))
    assert state_of(other) == "confirmed"


def test_an_edition_that_is_over_is_not_withdrawn_from(me: Client, offered: Participation) -> None:
    Participation.objects.update(state="confirmed")
    offered.edition.status = Status.COMPLETED
    offered.edition.save()
    assert WITHDRAW not in said(me)
    me.post(at(offered, "withdraw"), {"reason": "late"})
    assert state_of(offered) == "confirmed"


def test_a_draft_does_not_claim_that_the_person_alone_sees_it(me: Client, offered: Participation) -> None:
    draft = factories.create_participation(person=offered.person, state="draft")
    page = said(me)
    assert "Not submitted yet." in page
    assert "only you see it" not in page
    me.post(at(draft, "confirm"))
    assert state_of(draft) == "draft"
