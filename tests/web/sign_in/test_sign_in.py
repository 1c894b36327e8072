"""Signing in by a code from an e-mail, and by one click in a demonstration on this machine."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from tests import factories
from trilogue.domain.editions.choices import Role
from trilogue.domain.people.models import Account
from trilogue.flows.first_start import SIGN_INS
from trilogue.foundation.mail.models import Mail

pytestmark = pytest.mark.django_db
CODE = re.compile(r"^[A-Z0-9]+-[A-Z0-9]+$", re.MULTILINE)
AWAY = {"REMOTE_ADDR": "203.0.113.5"}


@pytest.fixture(autouse=True)
def _own_outbox_and_no_earlier_attempts(settings: Settings) -> None:
    """The test runner puts a mail backend of its own in the place of ours."""
    settings.EMAIL_BACKEND = "trilogue.foundation.mail.backend.OutboxBackend"
    cache.clear()


@pytest.fixture
def officer() -> Account:
    account = factories.create_account("officer@example.org", name="오수린")
    factories.create_appointment(account, role=Role.DESK)
    return account


@pytest.fixture
def demonstration() -> None:
    factories.create_installation(demonstration=True)
    for each in SIGN_INS:
        factories.create_appointment(factories.create_account(each.email, name=each.name), role=Role.DOOR)


def ask(client: Client, email: str) -> str:
    """Ask for a code and return where the answer leads."""
    answer = client.post("/en/sign-in/", {"email": email})
    assert answer.status_code == 302
    return answer.headers["Location"]


def mailed_code() -> str:
    found = CODE.search(Mail.objects.latest("pk").body)
    assert found
    return found[0]


def test_a_mailed_code_signs_in_and_leads_to_the_desk(client: Client, officer: Account) -> None:
    target = ask(client, officer.email)
    answer = client.post(target, {"code": mailed_code().lower().replace("-", "")})
    assert answer.headers["Location"] == "/en/desk/"
    assert client.get("/en/desk/").status_code == 200


def test_who_has_no_desk_is_led_to_the_own_page(client: Client) -> None:
    account = factories.create_account()
    factories.create_appointment(account, role=Role.SPEAKER)
    target = ask(client, account.email)
    assert client.post(target, {"code": mailed_code()}).headers["Location"] == "/en/me/"


def test_after_signing_in_one_is_where_one_wanted_to_be(client: Client, officer: Account) -> None:
    answer = client.get("/ko/me/")
    assert answer.headers["Location"] == "/ko/sign-in/?next=%2Fko%2Fme%2F"
    asked = client.post(answer.headers["Location"], {"email": officer.email, "next": "/ko/me/"})
    answer = client.post(asked.headers["Location"], {"code": mailed_code(), "next": "/ko/me/"})
    assert answer.headers["Location"] == "/ko/me/"


def test_signing_in_leads_to_no_other_site(client: Client, officer: Account) -> None:
    target = ask(client, officer.email)
    answer = client.post(target, {"code": mailed_code(), "next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/en/desk/"


def page_after_asking(email: str) -> str:
    client = Client()
    page = client.get(ask(client, email)).content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).replace(email, "ADDRESS")


def test_an_unknown_address_is_answered_like_a_known_one(officer: Account) -> None:
    assert page_after_asking(officer.email) == page_after_asking("nobody@example.org")
    assert {mail.to for mail in Mail.objects.all()} == {officer.email, "nobody@example.org"}
    assert not CODE.search(Mail.objects.get(to="nobody@example.org").body)


def test_a_switched_off_account_gets_no_code(client: Client, officer: Account) -> None:
    Account.objects.filter(pk=officer.pk).update(is_active=False)
    ask(client, officer.email)
    assert not CODE.search(Mail.objects.get().body)


def test_a_wrong_code_says_so_beside_the_field(client: Client, officer: Account) -> None:
    page = client.post(ask(client, officer.email), {"code": "XXXX-XXXX"}).content.decode()
    assert 'aria-invalid="true"' in page
    assert 'href="#id_code"' in page


def test_after_three_wrong_codes_the_right_one_is_worth_nothing(client: Client, officer: Account) -> None:
    target = ask(client, officer.email)
    answers = [client.post(target, {"code": "XXXX-XXXX"}) for _ in range(3)]
    assert answers[-1].headers["Location"] == "/en/sign-in/"
    client.post(target, {"code": mailed_code()})
    assert client.get("/en/desk/").status_code == 302


def test_codes_cannot_be_asked_for_without_end(client: Client, officer: Account) -> None:
    answers = [Client().post("/en/sign-in/", {"email": officer.email}) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 429, 429]
    assert Mail.objects.count() == 3


def test_a_mail_speaks_the_language_of_the_page_and_names_nobody(client: Client, officer: Account) -> None:
    client.post("/ko/sign-in/", {"email": officer.email})
    mail = Mail.objects.get()
    assert "오수린" not in mail.subject + mail.body


def test_signed_in_pages_stay_out_of_caches(client: Client, officer: Account) -> None:
    client.force_login(officer)
    for path in ("/en/me/", "/en/desk/", "/en/sign-out/"):
        assert "no-store" in client.get(path).headers["Cache-Control"]


def test_signing_out_asks_first(client: Client, officer: Account) -> None:
    client.force_login(officer)
    assert "<form" in client.get("/en/sign-out/").content.decode()
    assert client.get("/en/me/").status_code == 200
    client.post("/en/sign-out/")
    assert client.get("/en/me/").status_code == 302


@pytest.mark.parametrize("sign_in", SIGN_INS, ids=lambda each: each.role)
def test_one_click_signs_in_as_each_role(client: Client, demonstration: None, sign_in: object) -> None:
    page = client.get("/en/sign-in/").content.decode()
    path = f"/en/demonstration/sign-in/{sign_in.role}/"  # type: ignore[attr-defined]
    assert f'action="{path}"' in page
    assert client.post(path).status_code == 302
    assert client.get("/en/me/").status_code == 200


def test_the_outbox_shows_the_mails(client: Client, demonstration: None) -> None:
    ask(client, "desk@example.kr")
    page = client.get("/en/demonstration/outbox/").content.decode()
    assert "desk@example.kr" in page
    assert mailed_code() in page


@pytest.mark.parametrize(
    "away", [AWAY, {"HTTP_X_FORWARDED_FOR": "203.0.113.5"}, {"HTTP_FORWARDED": "for=203.0.113.5"}]
)
def test_from_elsewhere_there_is_no_one_click_sign_in(
    client: Client, demonstration: None, away: dict[str, str]
) -> None:
    assert client.post("/en/demonstration/sign-in/desk/", **away).status_code == 404  # type: ignore[arg-type]
    assert client.get("/en/demonstration/outbox/", **away).status_code == 404  # type: ignore[arg-type]
    assert "demonstration/sign-in" not in client.get("/en/sign-in/", **away).content.decode()  # type: ignore[arg-type]


def test_in_use_there_is_no_one_click_sign_in(client: Client) -> None:
    factories.create_installation(demonstration=False)
    factories.create_account("desk@example.kr")
    assert client.post("/en/demonstration/sign-in/desk/").status_code == 404
    assert client.get("/en/demonstration/outbox/").status_code == 404
    assert "demonstration" not in client.get("/en/sign-in/").content.decode()


def test_a_role_that_does_not_exist_is_nowhere(client: Client, demonstration: None) -> None:
    assert client.post("/en/demonstration/sign-in/emperor/").status_code == 404


def test_one_click_needs_the_forms_token(demonstration: None) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/en/demonstration/sign-in/desk/").status_code == 403
