"""The page of a personal link to a role: what opening it does not do, what its button does, and what is dead."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories
from trilogue.domain.editions.actions import Offered, offer, revoke_offer, use_link
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Appointment, AppointmentLink, Edition
from trilogue.domain.editions.queries import token_hash
from trilogue.domain.people.models import Account
from trilogue.foundation.access import ANONYMOUS, Actor
from trilogue.foundation.audit.models import Entry
from trilogue.foundation.text.value import LANGUAGES

pytestmark = pytest.mark.django_db
NOW = timezone.now()
UNKNOWN = "A" * 43


@pytest.fixture(autouse=True)
def _no_earlier_attempts() -> None:
    cache.clear()


@pytest.fixture
def host() -> Account:
    account = factories.create_account("host@example.org", name="오수린")
    factories.create_appointment(
        account, role=Role.HOST_ADMIN, series=factories.create_edition(number=9).series
    )
    return account


@pytest.fixture
def edition(host: Account) -> Edition:
    return Edition.objects.get()


def offered(edition: Edition, email: str = "New@example.org", **more: Any) -> str:
    host = Account.objects.get(email="host@example.org")
    wanted = Offered(more.pop("role", Role.DESK), edition.series, edition, **more)
    made = offer(wanted, by=Actor(host.pk), email=email, name="田中", language="ja", now=NOW)
    return made[1]


def path(token: str, language: str = "en") -> str:
    return f"/{language}/appointment/{token}/"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_who_offers_what_where(edition: Edition, language: str) -> None:
    government = factories.create_government()
    token = offered(edition, role=Role.NOMINATOR, government=government)
    page = Client().get(path(token, language)).content.decode()
    assert '<bdi lang="ko">오수린</bdi>' in page
    assert "田中" in page
    assert "New@example.org" in page
    assert government.names.all()[0].name.shown(language).text in page


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_it_changes_nothing(edition: Edition, method: str) -> None:
    token, entries = offered(edition), Entry.objects.count()
    for _ in range(3):
        assert getattr(Client(), method)(path(token)).status_code == 200
    assert Entry.objects.count() == entries
    assert not Account.objects.filter(email="new@example.org").exists()


def test_its_button_opens_the_account_and_signs_in(edition: Edition) -> None:
    client = Client()
    answer = client.post(path(offered(edition)))
    assert answer.headers["Location"] == "/en/desk/"
    assert client.get("/en/desk/").status_code == 200
    account = Account.objects.get(email="new@example.org")
    assert account.name == "田中"
    assert account.last_login
    assert Appointment.objects.get(account=account).role == Role.DESK


def test_who_has_an_account_keeps_it(edition: Edition) -> None:
    account = factories.create_account("new@example.org", name="As it was")
    client = Client()
    client.post(path(offered(edition)))
    account.refresh_from_db()
    assert account.name == "As it was"
    assert Appointment.objects.get(account=account).role == Role.DESK


def test_a_link_gives_nothing_to_who_is_signed_in_under_another_address(edition: Edition) -> None:
    other = factories.create_account("other@example.org")
    client = Client()
    client.force_login(other)
    token = offered(edition)
    for answer in (client.get(path(token)), client.post(path(token))):
        page = answer.content.decode()
        assert "other@example.org" in page
        assert "Take up the role" not in page
    assert AppointmentLink.objects.get().used_at is None
    assert not Appointment.objects.filter(account=other).exists()
    client.force_login(factories.create_account("NEW@example.org".lower()))
    assert client.post(path(token)).headers["Location"] == "/en/desk/"


def test_a_switched_off_account_takes_nothing_up(edition: Edition) -> None:
    factories.create_account("new@example.org")
    Account.objects.filter(email="new@example.org").update(is_active=False)
    client, token = Client(), offered(edition)
    assert client.post(path(token)).status_code == 404
    assert AppointmentLink.objects.get().used_at is None
    assert client.get("/en/me/").status_code == 302


def test_whoever_offers_a_role_takes_up_none_under_an_address_that_became_their_own(edition: Edition) -> None:
    token = offered(edition)
    Account.objects.filter(email="host@example.org").update(email="new@example.org")
    answer = Client().post(path(token))
    assert answer.status_code == 200
    assert "You cannot give a role to yourself. Another host administrator can." in answer.content.decode()
    assert AppointmentLink.objects.get().used_at is None
    assert Appointment.objects.count() == 1


def dead(edition: Edition) -> dict[str, str]:
    """Every way in which a link is none."""
    used, expired, revoked = (offered(edition, f"{each}@example.org") for each in ("a", "b", "c"))
    use_link(token_hash(used), by=ANONYMOUS, now=NOW)
    AppointmentLink.objects.filter(email="b@example.org").update(expires_at=NOW - timedelta(seconds=1))
    host = Account.objects.get(email="host@example.org")
    revoke_offer(AppointmentLink.objects.get(email="c@example.org"), by=Actor(host.pk), now=NOW)
    hashed = AppointmentLink.objects.get(email="a@example.org").token_hash
    return {
        "used": used,
        "expired": expired,
        "revoked": revoked,
        "unknown": UNKNOWN,
        "hash": hashed,
        "long": "x" * 500,
    }


def test_dead_links_are_told_apart_by_nothing(edition: Edition) -> None:
    said = set()
    for token in dead(edition).values():
        for method in ("get", "post"):
            cache.clear()
            client = Client()
            with CaptureQueriesContext(
                connection,
            ) as queries:
                answer = getattr(client, method)(path(token))
            page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
            said.add((answer.status_code, page.replace(token, ""), len(queries), answer.cookies.output()))
            assert "sessionid" not in client.cookies
    assert len(said) == 1, [each[0::2] for each in said]
    assert said.pop()[0] == 404


def test_its_pages_stay_out_of_caches_referrers_and_search_engines(edition: Edition) -> None:
    for token in (offered(edition), UNKNOWN):
        answer = Client().get(path(token))
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["Referrer-Policy"] == "strict-origin"
        assert "noindex" in answer.headers["X-Robots-Tag"]


def test_no_log_holds_the_token(edition: Edition, caplog: pytest.LogCaptureFixture) -> None:
    """As the product writes it: the template of a message, not what is put in."""
    from trilogue.config.logs import JsonFormatter

    token = offered(edition)
    Client().post(path(token))
    Client().get(path(token))
    assert caplog.records
    assert not any(token in JsonFormatter().format(each) for each in caplog.records)
    assert not Entry.objects.filter(object_id__contains=token[:20]).exists()
