"""An invitation and its mail: both or neither, the token in the mail alone, and there only until it is sent."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests import factories
from trilogue.domain.delegations.actions import AlreadyInvited, CallNotOpen, revoke_link
from trilogue.domain.delegations.models import Call, Invitation
from trilogue.domain.delegations.queries import token_hash
from trilogue.domain.places.models import Government
from trilogue.flows.invite import (
    AFTER_DEADLINE,
    Guest,
    invite_government,
    invite_governments,
    invite_official,
    send_again,
)
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.audit.models import Entry
from trilogue.foundation.mail.delivery import deliver, without_secrets
from trilogue.foundation.mail.models import Mail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _outbox(settings: Any) -> None:
    settings.EMAIL_BACKEND = "trilogue.foundation.mail.backend.OutboxBackend"


@pytest.fixture
def call() -> Call:
    call = factories.create_call()
    call.contact = "Kim Haneul, workshop@example.org"
    call.save()
    return call


@pytest.fixture
def nara() -> Government:
    return factories.create_government(
        "290009", country=factories.create_country("JP"), name=factories.text("Nara", ja="奈良県")
    )


def token_of(mail: Mail) -> str:
    return mail.body.split("/nominate/")[1].split("/")[0]


def invited(call: Call, government: Government, email: str = "office@example.jp") -> Invitation:
    return invite_government(call, Guest(government, email, "ja", 3), by=ANONYMOUS, now=timezone.now())


@pytest.mark.parametrize(
    ("language", "name"), [("en", "Nara"), ("ko", "Nara"), ("ja", "奈良県"), ("zh-hans", "Nara")]
)
def test_the_mail_is_in_the_language_of_the_government(
    call: Call, nara: Government, language: str, name: str
) -> None:
    invite_government(call, Guest(nara, "a@example.jp", language), by=ANONYMOUS, now=timezone.now())
    mail = Mail.objects.get()
    assert f"http://localhost:8000/{language}/nominate/" in mail.body
    assert name in mail.body
    assert "Kim Haneul, workshop@example.org" in mail.body
    assert "\n" not in mail.subject


def test_the_token_of_the_mail_opens_the_invitation(call: Call, nara: Government) -> None:
    made = invited(call, nara)
    token = token_of(Mail.objects.get())
    assert token_hash(token) == made.token_hash
    assert made.places == 3
    assert made.expires_at - call.deadline >= AFTER_DEADLINE - timedelta(seconds=1)
    assert token not in str(list(Entry.objects.values()))


def test_one_living_link_an_address(call: Call, nara: Government) -> None:
    first = invited(call, nara)
    with pytest.raises(AlreadyInvited):
        invited(call, nara, "OFFICE@example.jp")
    revoke_link(first, by=ANONYMOUS, now=timezone.now())
    assert invited(call, nara).pk != first.pk


def test_many_at_once_or_none(call: Call, nara: Government) -> None:
    guests = [Guest(nara, "a@example.jp", "ja"), Guest(nara, "A@example.jp", "ja")]
    with pytest.raises(AlreadyInvited):
        invite_governments(call, guests, by=ANONYMOUS, now=timezone.now())
    assert not Invitation.objects.exists()
    assert not Mail.objects.exists()


def test_sending_again_kills_the_link_sent_before(call: Call, nara: Government) -> None:
    made = invited(call, nara)
    before = made.token_hash
    revoke_link(made, by=ANONYMOUS, now=timezone.now())
    send_again(made, by=ANONYMOUS, now=timezone.now())
    made.refresh_from_db()
    assert made.token_hash != before
    assert made.revoked_at is None
    assert token_hash(token_of(Mail.objects.latest("pk"))) == made.token_hash


def test_nobody_is_invited_in_person_to_a_closed_call(call: Call, nara: Government) -> None:
    Call.objects.update(closed_at=timezone.now())
    call.refresh_from_db()
    with pytest.raises(CallNotOpen):
        invite_official(call, nara, by=ANONYMOUS, email="a@example.jp", language="ja", now=timezone.now())
    assert not Mail.objects.exists()


def test_a_mail_that_was_sent_keeps_no_token(call: Call, nara: Government, settings: Any) -> None:
    invited(call, nara)
    token = token_of(Mail.objects.get())
    Mail.objects.update(state=Mail.State.QUEUED)
    settings.MAIL_DELIVERY = {"backend": "django.core.mail.backends.locmem.EmailBackend", "options": {}}
    from django.core import mail

    deliver(Mail.objects.get().pk)
    assert token in str(mail.outbox[0].body)
    kept = Mail.objects.get()
    assert kept.state == Mail.State.SENT
    assert token not in kept.body
    assert "/nominate/…/" in kept.body


def test_other_addresses_stay_in_a_mail() -> None:
    body = "https://workshop.example.org/ko/workshop/editions/7/ and 123456"
    assert without_secrets(body) == body
