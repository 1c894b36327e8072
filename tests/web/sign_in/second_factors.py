"""What tests of the second factor share: people who work for a series, and the codes of their apps."""

import re
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.test import Client

from tests import factories
from trilogue.domain.editions.choices import Role
from trilogue.domain.people.models import Account
from trilogue.foundation.access.sessions import PROVED

CODE = re.compile(r"^[A-Z0-9]{3,}(?:-[A-Z0-9]+)?$", re.MULTILINE)
SECRET = re.compile(r"<b>((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})</b>")
STEP = 30


class Clock:
    """The time that codes of the app are reckoned with; it goes on by steps."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1_800_000_000
        clock = SimpleNamespace(time=lambda: self.now)
        monkeypatch.setattr("allauth.mfa.totp.internal.auth.time", clock)

    def code(self, secret: str) -> str:
        return str(format_hotp_value(hotp_value(secret, self.now // STEP)))

    def step(self) -> None:
        self.now += STEP


def works(email: str = "desk@example.kr", role: str = Role.DESK, **where: Any) -> Account:
    account = factories.create_account(email)
    factories.create_appointment(account, role=role, **where)
    return account


def answers_code(client: Client, account: Account) -> Any:
    """The first step: ask for a code, read the mail, enter it."""
    client.post("/en/sign-in/", {"email": account.email})
    found = CODE.search(str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return client.post("/en/sign-in/code/", {"code": found[0]})


def enrols_app(client: Client, clock: Clock) -> tuple[str, list[str]]:
    """The secret of the app, and the recovery codes as the page shows them."""
    page = client.get("/en/me/security/app/").content.decode()
    found = SECRET.search(page)
    assert found, page
    secret = found[1].replace(" ", "")
    answer = client.post("/en/me/security/app/", {"code": clock.code(secret)})
    assert answer.headers["Location"] == "/en/me/security/codes/"
    return secret, recovery_codes(client)


def recovery_codes(client: Client) -> list[str]:
    return re.findall(r"<li>(\d{4} \d{4})</li>", client.get("/en/me/security/codes/").content.decode())


def stale(client: Client) -> None:
    session = client.session
    session[PROVED] -= 11 * 60
    session.save()


def kinds(account: Account) -> set[str]:
    return set(Authenticator.objects.filter(user=account).values_list("type", flat=True))
