"""Sessions: where somebody is signed in, how that ends, and the log of who signed in when."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.web.sign_in.second_factors import answers_code, stale, works
from trilogue.domain.editions.choices import Role
from trilogue.domain.people.actions import change_address
from trilogue.domain.people.choices import SignInOutcome
from trilogue.domain.people.models import Account, SignIn
from trilogue.foundation.access import Actor
from trilogue.foundation.access.sessions import BEGAN, SEEN
from trilogue.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db

SESSIONS = "/en/me/sessions/"
PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36"


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def account() -> Account:
    return factories.create_account("liu@example.cn")


def on_a_phone(account: Account) -> Client:
    phone = Client(headers={"User-Agent": PHONE}, REMOTE_ADDR="192.0.2.7")
    answers_code(phone, account)
    return phone


def is_signed_in(client: Client) -> bool:
    return client.get("/en/me/").status_code == 200


def test_each_session_is_listed_with_time_place_and_program(account: Account, client: Client) -> None:
    answers_code(client, account)
    on_a_phone(account)
    page = client.get(SESSIONS).content.decode()
    assert "Chrome · Android" in page
    assert "192.0.2.7" in page
    assert page.count("this session") == 1


def test_an_ended_session_is_dead_with_its_next_request(account: Account, client: Client) -> None:
    answers_code(client, account)
    phone = on_a_phone(account)
    line = SignIn.objects.get(program=PHONE, outcome=SignInOutcome.DONE)
    client.post(f"{SESSIONS}{line.pk}/end/")
    assert not is_signed_in(phone)
    assert is_signed_in(client)
    assert Entry.objects.filter(action="end_session", account=account.pk).count() == 1
    assert SignIn.objects.filter(outcome=SignInOutcome.ENDED, program=PHONE).count() == 1


def test_all_others_end_at_once(account: Account, client: Client) -> None:
    answers_code(client, account)
    phones = [on_a_phone(account), on_a_phone(account)]
    client.post(SESSIONS)
    assert not any(is_signed_in(phone) for phone in phones)
    assert is_signed_in(client)


def test_nobody_ends_the_session_of_somebody_else(account: Account, client: Client) -> None:
    phone = on_a_phone(account)
    answers_code(client, factories.create_account("thief@example.org"))
    client.post(f"{SESSIONS}{SignIn.objects.get(program=PHONE).pk}/end/")
    assert is_signed_in(phone)


def test_ending_sessions_asks_for_a_fresh_proof(account: Account, client: Client) -> None:
    answers_code(client, account)
    phone = on_a_phone(account)
    stale(client)
    line = SignIn.objects.get(program=PHONE)
    for path in (SESSIONS, f"{SESSIONS}{line.pk}/end/"):
        assert client.post(path).headers["Location"] == "/en/me/proof/?next=%2Fen%2Fme%2Fsessions%2F"
    assert is_signed_in(phone)


def test_a_new_address_ends_the_other_sessions(account: Account, client: Client) -> None:
    answers_code(client, account)
    phone = on_a_phone(account)
    key = client.session.session_key or ""
    change_address(account, "new@example.cn", by=Actor(account.pk), keep=key)
    assert is_signed_in(client)
    assert not is_signed_in(phone)


def passed(client: Client, mark: str, hours: float) -> None:
    session = client.session
    session[mark] -= int(hours * 3600)
    session.save()


def test_a_session_ends_after_twelve_hours_however_often_it_is_used(account: Account, client: Client) -> None:
    answers_code(client, account)
    passed(client, BEGAN, 11.9)
    assert is_signed_in(client)
    passed(client, BEGAN, 0.2)
    assert not is_signed_in(client)


@pytest.mark.parametrize(("role", "stays"), [(Role.DESK, False), (Role.PARTICIPANT, True)])
def test_an_idle_hour_ends_the_session_of_staff(client: Client, role: str, stays: bool) -> None:
    answers_code(client, works(role=role))
    passed(client, SEEN, 1.1)
    assert is_signed_in(client) is stays


def test_use_keeps_a_session_of_staff(client: Client) -> None:
    answers_code(client, works())
    for _ in range(3):
        passed(client, SEEN, 0.9)
        assert is_signed_in(client)


def test_every_success_refusal_and_end_has_a_line(account: Account, client: Client) -> None:
    client.post("/en/sign-in/", {"email": account.email})
    client.post("/en/sign-in/code/", {"code": "wrong"})
    stranger = Client()
    stranger.post("/en/sign-in/", {"email": "nobody@example.org"})
    stranger.post("/en/sign-in/code/", {"code": "wrong"})
    again = Client()
    answers_code(again, account)
    again.post("/en/sign-out/")
    lines = SignIn.objects.order_by("pk").values_list("account", "outcome")
    assert list(lines) == [
        (account.pk, SignInOutcome.REFUSED),
        (None, SignInOutcome.REFUSED),
        (account.pk, SignInOutcome.DONE),
        (account.pk, SignInOutcome.ENDED),
    ]


def test_a_wrong_code_costs_the_same_for_an_unknown_address(account: Account) -> None:
    counts = []
    for email in ("warm-up@example.org", account.email, "nobody@example.org"):
        client = Client()
        client.post("/en/sign-in/", {"email": email})
        with counting() as found:
            client.post("/en/sign-in/code/", {"code": "wrong"})
        counts.append(len(found))
    assert counts[1] == counts[2]


def counting() -> CaptureQueriesContext:
    return CaptureQueriesContext(connection)


def test_the_log_is_shown_to_its_owner_and_nobody_else(account: Account, client: Client) -> None:
    on_a_phone(account)
    answers_code(client, factories.create_account("other@example.org"))
    assert "192.0.2.7" not in client.get(SESSIONS).content.decode()


def test_administrators_see_the_sign_ins_of_their_staff_only(client: Client) -> None:
    series, elsewhere = factories.create_series("here"), factories.create_series("elsewhere")
    works("theirs@example.kr", Role.DESK, series=series)
    works("others@example.kr", Role.DESK, series=elsewhere)
    works("guest@example.kr", Role.PARTICIPANT, series=series)
    for email in ("theirs@example.kr", "others@example.kr", "guest@example.kr"):
        answers_code(Client(), Account.objects.get(email=email))
    answers_code(client, works("admin@example.kr", Role.HOST_ADMIN, series=series))
    page = client.get("/en/desk/here/sign-ins/").content.decode()
    names = {each.name or each.email for each in Account.objects.filter(email="theirs@example.kr")}
    assert all(name in page for name in names)
    for email in ("others@example.kr", "guest@example.kr"):
        stranger = Account.objects.get(email=email)
        assert f">{stranger.name or stranger.email}<" not in page


def test_a_page_of_sign_ins_asks_as_often_for_one_line_as_for_three(client: Client) -> None:
    series = factories.create_series("here")
    staff = works("theirs@example.kr", Role.DESK, series=series)
    answers_code(client, works("admin@example.kr", Role.HOST_ADMIN, series=series))
    counts = []
    for _ in range(3):
        answers_code(Client(), staff)
        with counting() as found:
            client.get("/en/desk/here/sign-ins/")
        counts.append(len(found))
    assert len(set(counts)) == 1
