"""Nobody learns who has an account: not by words, status, mails, queries or, in the long proofs, time."""

import re
import statistics
import time
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from tests import factories
from trilogue.foundation.mail.models import Mail

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
KNOWN, UNKNOWN, OFF = "known-person@example.org", "other-person@example.org", "gone--person@example.org"
PAIRS, LARGEST_GAP = 200, 0.005


@pytest.fixture(autouse=True)
def _own_outbox_and_somebody(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "trilogue.foundation.mail.backend.OutboxBackend"
    cache.clear()
    known = factories.create_account(KNOWN)
    factories.create_appointment(known, role="desk")
    off = factories.create_account(OFF)
    off.is_active = False
    off.save()


def outward(answer: Any, email: str) -> tuple[Any, ...]:
    """What whoever asks can see of an answer."""
    headers = {
        name: value for name, value in answer.headers.items() if name not in ("Content-Length", "Expires")
    }
    cookies = {name: {**each, "value": "", "expires": ""} for name, each in answer.cookies.items()}
    said = TOKEN.sub("", answer.content.decode()).replace(email, "ADDRESS")
    return answer.status_code, said, str(sorted(headers.items())), str(cookies)


def sign_in(email: str) -> list[tuple[Any, ...]]:
    """Ask for a code, read the page, enter three wrong codes: what is seen, and how many queries each took."""
    client, seen = Client(), []
    for method, path, data in (
        ("post", "/en/sign-in/", {"email": email}),
        ("get", "/en/sign-in/code/", {}),
        *[("post", "/en/sign-in/code/", {"code": "XXXX-XXXX"})] * 3,
        ("get", "/en/sign-in/code/", {}),
    ):
        with CaptureQueriesContext(connection) as queries:
            answer = getattr(client, method)(path, data)
        seen.append((*outward(answer, email), len(queries)))
    return seen


@pytest.mark.parametrize("email", [UNKNOWN, OFF])
def test_signing_in_tells_a_known_address_from_no_other(email: str) -> None:
    sign_in("warm-up@example.org")
    known = sign_in(KNOWN)
    for step, (one, other) in enumerate(zip(known, sign_in(email), strict=True)):
        assert one == other, step
    assert Mail.objects.filter(to=KNOWN).count() == Mail.objects.filter(to=email).count() == 1


def test_the_mail_alone_says_that_there_is_no_account() -> None:
    Client().post("/ja/sign-in/", {"email": UNKNOWN})
    mail = Mail.objects.get(to=UNKNOWN)
    assert not re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", mail.body)
    assert "ログイン" in mail.body or "サインイン" in mail.body or "アカウント" in mail.body


def change_address(to: str) -> list[tuple[Any, ...]]:
    """Somebody signed in asks for another address, and enters a wrong code."""
    cache.clear()
    client, seen = Client(), []
    client.force_login(factories.create_account())
    for data in ({"email": to}, {"code": "00000000"}):
        with CaptureQueriesContext(connection) as queries:
            answer = client.post("/en/me/address/", data)
        seen.append((*outward(answer, to), len(queries)))
    return seen


def test_changing_the_address_tells_nobody_s_from_somebody_s() -> None:
    """Only who reads the mails of an address learns whether it can be had."""
    change_address("warm-up@example.org")
    assert change_address(KNOWN) == change_address(UNKNOWN)
    assert Mail.objects.filter(to=KNOWN).count() == Mail.objects.filter(to=UNKNOWN).count() == 1


def test_offering_a_role_tells_the_administrator_nothing_of_accounts() -> None:
    series = factories.create_series("workshop")
    host = factories.create_account("host@example.org")
    factories.create_appointment(host, role="host_admin", series=series)
    client = Client()
    client.force_login(host)
    seen = []
    for number, email in enumerate(("warm-up@example.org", KNOWN, UNKNOWN)):
        sent = {"email": email, "name": "N", "role": "desk", "language": "en"}
        with CaptureQueriesContext(connection) as queries:
            answer = client.post("/en/desk/workshop/appointments/", sent)
        seen.append((answer.status_code, answer.headers["Location"], len(queries)))
        assert Mail.objects.filter(to=email).count() == 1, number
        client.get("/en/desk/workshop/appointments/")
    assert seen[1] == seen[2]


@pytest.mark.prove
def test_time_tells_a_known_address_from_no_other() -> None:
    """The median of pairs, each in an order drawn by its number; two unknown addresses beside it say what noise is."""
    gaps: dict[str, list[float]] = {KNOWN: [], "control-person@example.org": []}
    for number in range(PAIRS):
        for email, found in gaps.items():
            order = (email, UNKNOWN) if number % 2 else (UNKNOWN, email)
            took = {each: _asked(each) for each in order}
            found.append(took[email] - took[UNKNOWN])
    medians = [abs(statistics.median(each)) for each in gaps.values()]
    assert max(medians) <= LARGEST_GAP, medians


def _asked(email: str) -> float:
    cache.clear()
    client = Client()
    began = time.perf_counter()
    assert client.post("/en/sign-in/", {"email": email}).status_code == 302
    return time.perf_counter() - began
