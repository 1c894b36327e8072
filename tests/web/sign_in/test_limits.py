"""Too often: 429 in the reader's language with when to try again, whatever headers say, and for nobody else."""

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from tests import factories
from trilogue.foundation.access import limits
from trilogue.foundation.access.limits import Limit
from trilogue.foundation.mail.models import Mail

pytestmark = pytest.mark.django_db
ASK = "/en/sign-in/"
AWAY = "203.0.113.5"


@pytest.fixture(autouse=True)
def _own_outbox_and_no_earlier_attempts(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "trilogue.foundation.mail.backend.OutboxBackend"
    cache.clear()


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Networks may ask three times."""
    for name in ("CODES_OF_A_NETWORK", "WRONG_CODES", "DEAD_LINKS"):
        kept: Limit = getattr(limits, name)
        monkeypatch.setattr(limits, name, Limit(kept.name, 3, kept.within))


def ask(email: str, **more: str) -> int:
    return Client().post(ASK, {"email": email}, **more).status_code  # type: ignore[arg-type]


@pytest.mark.parametrize("known", [True, False])
def test_an_address_is_asked_for_three_times_a_minute(known: bool) -> None:
    factories.create_account("known@example.org")
    email = "known@example.org" if known else "unknown@example.org"
    assert [ask(each) for each in (email, email.upper(), f" {email}", email)] == [302, 302, 302, 429]
    assert Mail.objects.count() == 3
    assert ask("another@example.org") == 302


@pytest.mark.parametrize("language", ["en", "ko", "ja", "zh-hans"])
def test_the_answer_says_when_to_try_again(language: str) -> None:
    *_others, answer = [Client().post(f"/{language}/sign-in/", {"email": "a@example.org"}) for _ in range(4)]
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    page = answer.content.decode()
    assert f'lang="{"zh-Hans" if language == "zh-hans" else language}"' in page
    assert "1" in page.partition("<main")[2]


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("header", ["HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED"])
def test_no_header_makes_a_network_another(header: str) -> None:
    statuses = [
        ask(f"{number}@example.org", REMOTE_ADDR=AWAY, **{header: f"198.51.100.{number}"})
        for number in range(5)
    ]
    assert statuses == [302, 302, 302, 429, 429]
    assert ask("other@example.org", REMOTE_ADDR="203.0.113.6") == 302


@pytest.mark.usefixtures("narrow")
def test_behind_a_proxy_each_client_is_its_own_network(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = 1
    said = [f"10.9.9.{number}, 198.51.100.1" for number in range(4)] + ["198.51.100.2"]
    statuses = [ask(f"{number}@example.org", HTTP_X_FORWARDED_FOR=each) for number, each in enumerate(said)]
    assert statuses == [302, 302, 302, 429, 302]


@pytest.mark.usefixtures("narrow")
def test_wrong_codes_of_a_network_end_in_no_right_one() -> None:
    account = factories.create_account("known@example.org")
    clients = [Client(), Client()]
    for client in clients:
        client.post(ASK, {"email": account.email})
    codes = [client.post("/en/sign-in/code/", {"code": "XXXX-XXXX"}).status_code for client in clients * 2]
    assert codes == [200, 200, 200, 429]


@pytest.mark.usefixtures("narrow")
def test_dead_links_are_counted_and_living_ones_are_not() -> None:
    for route in ("appointment", "nominate", "register"):
        cache.clear()
        statuses = [Client().get(f"/en/{route}/{number}/").status_code for number in range(5)]
        assert statuses == [404, 404, 404, 429, 429], route


def test_a_room_is_let_in_through_one_address() -> None:
    people = [factories.create_account(f"phone-{number}@example.org").email for number in range(88)]
    assert {ask(email) for email in people} == {302}
    assert Mail.objects.count() == 88


def test_searches_are_counted_by_account(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = limits.SEARCHES
    monkeypatch.setattr(limits, "SEARCHES", Limit(kept.name, 2, kept.within))
    entry = factories.create_participation()
    account = factories.create_account(person=entry.person)
    factories.create_appointment(account, role="desk", edition=entry.edition)
    client = Client()
    client.force_login(account)
    assert [client.get("/en/desk/directory/?q=kim").status_code for _ in range(3)] == [200, 200, 429]
    assert client.get("/en/desk/directory/").status_code == 200
