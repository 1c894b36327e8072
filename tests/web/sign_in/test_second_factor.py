"""The second factor: who must have one, what it takes to add or remove it, and that nobody gets in without."""

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories
from tests.web.sign_in.second_factors import (
    Clock,
    answers_code,
    enrols_app,
    kinds,
    recovery_codes,
    stale,
    works,
)
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Appointment, Edition
from trilogue.domain.people.choices import SignInOutcome, SignInWay
from trilogue.domain.people.models import Account, SignIn
from trilogue.domain.people.queries import key_owner
from trilogue.flows.erase import erase_account
from trilogue.foundation import keys
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db

SECURITY, PROVE, CODES = "/en/me/security/", "/en/me/security/prove/", "/en/me/security/codes/"
STAFF = (Role.HOST_ADMIN, Role.DESK, Role.COORDINATOR, Role.TRANSLATOR, Role.READER, Role.DOOR)


@pytest.fixture(autouse=True)
def _required(settings: Any, tmp_path: Any) -> None:
    settings.SECOND_FACTOR = "required"
    settings.KEYS = tmp_path / "keys"
    cache.clear()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def edition() -> Edition:
    return factories.create_edition(number=3)


@pytest.fixture
def officer(edition: Edition) -> Account:
    return works(edition=edition)


def desk_of(edition: Edition) -> str:
    return f"/en/desk/{edition.series.slug}/{edition.number}/"


@pytest.mark.parametrize("role", STAFF)
@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
def test_who_works_for_a_series_is_led_to_a_second_factor_first(
    edition: Edition, client: Client, role: str, method: str
) -> None:
    country = factories.create_country("JP") if role == Role.COORDINATOR else None
    answers_code(client, works(role=role, edition=edition, country=country))
    for page in (desk_of(edition), "/en/desk/", "/en/me/", f"{desk_of(edition)}appointments/"):
        answer = getattr(client, method)(page)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith(SECURITY)
    assert client.get(SECURITY).status_code == 200


def test_who_takes_part_only_is_not_asked(edition: Edition, client: Client) -> None:
    answers_code(client, works(role=Role.PARTICIPANT, edition=edition))
    assert client.get("/en/me/").status_code == 200


def test_a_post_changes_nothing_before_the_second_factor(edition: Edition, client: Client) -> None:
    answers_code(client, works(role=Role.HOST_ADMIN, edition=edition))
    page = f"{desk_of(edition)}appointments/"
    answer = client.post(page, {"email": "new@example.kr", "name": "새 사람", "role": Role.DESK})
    assert answer.headers["Location"].startswith(SECURITY)
    assert not Account.objects.filter(email="new@example.kr").exists()


def test_where_installations_have_a_gate_of_their_own_it_is_optional(
    officer: Account, edition: Edition, client: Client, settings: Any
) -> None:
    settings.SECOND_FACTOR = "optional"
    answers_code(client, officer)
    assert client.get(desk_of(edition)).status_code == 200


def test_enrolling_an_app_opens_the_desk_and_leads_on(
    officer: Account, edition: Edition, client: Client, clock: Clock
) -> None:
    answers_code(client, officer)
    client.get(client.get(desk_of(edition)).headers["Location"])
    enrols_app(client, clock)
    assert desk_of(edition) in client.get(CODES).content.decode()
    assert client.get(desk_of(edition)).status_code == 200
    assert kinds(officer) == {"totp", "recovery_codes"}
    added = Entry.objects.filter(action="add_factor").values_list("fields", flat=True)
    assert sorted(added) == [["recovery_codes"], ["totp"]]


def test_a_wrong_code_enrols_nothing(officer: Account, client: Client, clock: Clock) -> None:
    answers_code(client, officer)
    client.get(f"{SECURITY}app/")
    answer = client.post(f"{SECURITY}app/", {"code": "12345"})
    assert "wrong or was used" in answer.content.decode()
    assert kinds(officer) == set()


def test_who_has_one_must_use_it_at_sign_in(
    officer: Account, edition: Edition, client: Client, clock: Clock
) -> None:
    answers_code(client, officer)
    secret, _ = enrols_app(client, clock)
    other = Client()
    assert answers_code(other, officer).headers["Location"] == "/en/sign-in/second/"
    assert other.get(desk_of(edition)).headers["Location"].startswith("/en/sign-in/")
    assert "wrong or was used" in other.post("/en/sign-in/second/", {"code": "12345"}).content.decode()
    assert other.post("/en/sign-in/second/", {"code": clock.code(secret)}).headers["Location"] == "/en/desk/"
    assert other.get(desk_of(edition)).status_code == 200
    assert SignIn.objects.filter(outcome=SignInOutcome.REFUSED, way=SignInWay.TOTP).count() == 1
    assert SignIn.objects.filter(outcome=SignInOutcome.DONE, way=SignInWay.TOTP).count() == 1


def test_somebody_without_a_role_who_set_one_up_is_asked_for_it(client: Client, clock: Clock) -> None:
    account = factories.create_account("liu@example.cn")
    answers_code(client, account)
    enrols_app(client, clock)
    assert answers_code(Client(), account).headers["Location"] == "/en/sign-in/second/"


def test_a_code_of_the_app_is_good_once(officer: Account, client: Client, clock: Clock) -> None:
    answers_code(client, officer)
    secret, _ = enrols_app(client, clock)
    first, second = Client(), Client()
    answers_code(first, officer)
    answers_code(second, officer)
    code = clock.code(secret)
    assert first.post("/en/sign-in/second/", {"code": code}).status_code == 302
    assert second.post("/en/sign-in/second/", {"code": code}).status_code == 200
    clock.step()
    assert second.post("/en/sign-in/second/", {"code": clock.code(secret)}).status_code == 302


def test_a_recovery_code_works_once(officer: Account, client: Client, clock: Clock) -> None:
    answers_code(client, officer)
    _, codes = enrols_app(client, clock)
    assert len(set(codes)) == 10
    first, second = Client(), Client()
    answers_code(first, officer)
    answers_code(second, officer)
    assert first.post("/en/sign-in/second/", {"code": codes[3]}).status_code == 302
    assert second.post("/en/sign-in/second/", {"code": codes[3]}).status_code == 200
    assert SignIn.objects.filter(outcome=SignInOutcome.DONE, way=SignInWay.RECOVERY).count() == 1
    assert "9 codes are left" in first.get(SECURITY).content.decode()


def test_recovery_codes_are_shown_once(officer: Account, client: Client, clock: Clock) -> None:
    """For ten minutes, in the session that made them; then they are gone for every page."""
    answers_code(client, officer)
    _, codes = enrols_app(client, clock)
    file = client.get(f"{SECURITY}codes.txt")
    assert [line for line in file.content.decode().splitlines() if line[:1].isdigit()] == codes
    assert file.headers["Cache-Control"] == "private, no-store"
    session = client.session
    session["codes_made"] -= 601
    session.save()
    assert recovery_codes(client) == []
    assert client.get(f"{SECURITY}codes.txt").status_code == 302
    client.post(CODES)
    assert not set(recovery_codes(client)) & set(codes)


def test_new_recovery_codes_make_the_old_void(officer: Account, client: Client, clock: Clock) -> None:
    answers_code(client, officer)
    _, old = enrols_app(client, clock)
    client.post(CODES)
    other = Client()
    answers_code(other, officer)
    assert other.post("/en/sign-in/second/", {"code": old[0]}).status_code == 200


def test_secrets_are_sealed_with_a_key_of_the_account(
    officer: Account, client: Client, clock: Clock, settings: Any
) -> None:
    answers_code(client, officer)
    secret, codes = enrols_app(client, clock)
    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert not any(code.replace(" ", "") in kept for code in codes)
    other = Client()
    answers_code(other, officer)
    settings.KEYS = settings.KEYS.parent / "empty"
    answer = other.post("/en/sign-in/second/", {"code": clock.code(secret)})
    assert answer.status_code == 200
    assert "cannot be opened" in answer.content.decode()


@pytest.mark.parametrize(
    "page", [f"{SECURITY}app/", f"{SECURITY}passkey/", CODES, f"{SECURITY}codes.txt", f"{SECURITY}1/remove/"]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_changing_factors_asks_for_a_fresh_proof(
    officer: Account, client: Client, clock: Clock, page: str, method: str
) -> None:
    answers_code(client, officer)
    enrols_app(client, clock)
    stale(client)
    answer = getattr(client, method)(page)
    allowed = 405 if method == "post" and page.endswith(".txt") else 302
    assert answer.status_code == allowed
    if allowed == 302:
        assert answer.headers["Location"].startswith("/en/me/proof/")


def test_even_without_a_factor_an_old_sign_in_is_asked_for_a_code(officer: Account, client: Client) -> None:
    """The library would not ask: it has nothing to ask for. A stolen session could add its own."""
    answers_code(client, officer)
    stale(client)
    assert client.get(f"{SECURITY}passkey/").headers["Location"].startswith("/en/me/proof/")
    assert client.get("/en/me/proof/").status_code == 200


def test_a_sign_in_elsewhere_makes_no_other_session_fresh(officer: Account, client: Client) -> None:
    answers_code(client, officer)
    stale(client)
    answers_code(Client(), officer)
    assert client.get(f"{SECURITY}app/").status_code == 302


def test_the_proof_of_who_has_a_factor_is_the_factor(officer: Account, client: Client, clock: Clock) -> None:
    answers_code(client, officer)
    secret, _ = enrols_app(client, clock)
    stale(client)
    assert client.get(f"/en/me/proof/?next={CODES}").headers["Location"].startswith(PROVE)
    sent = len(mail.outbox)
    client.post("/en/me/proof/", {"next": CODES})
    assert len(mail.outbox) == sent
    assert client.post(PROVE, {"code": "12345", "next": CODES}).status_code == 200
    clock.step()
    proved = client.post(PROVE, {"code": clock.code(secret), "next": CODES})
    assert proved.headers["Location"] == CODES
    assert client.get(CODES).status_code == 200


def test_a_proof_leads_to_no_other_site(officer: Account, client: Client, clock: Clock) -> None:
    answers_code(client, officer)
    secret, _ = enrols_app(client, clock)
    clock.step()
    proved = client.post(PROVE, {"code": clock.code(secret), "next": "https://elsewhere.example/"})
    assert proved.headers["Location"] == SECURITY


def test_a_session_from_before_the_factor_is_asked_for_it(
    officer: Account, edition: Edition, client: Client, clock: Clock
) -> None:
    early = Client()
    answers_code(early, officer)
    answers_code(client, officer)
    enrols_app(client, clock)
    answer = early.get(early.get(desk_of(edition)).headers["Location"])
    assert answer.headers["Location"].startswith(PROVE)


@pytest.mark.parametrize("role", [Role.DESK, Role.PARTICIPANT])
def test_no_way_to_sign_in_passes_over_a_factor(
    edition: Edition, client: Client, clock: Clock, settings: Any, role: str
) -> None:
    """As a personal link would sign in, also where the second factor is optional."""
    settings.SECOND_FACTOR = "optional"
    account = works(role=role, edition=edition)
    answers_code(client, account)
    secret, _ = enrols_app(client, clock)
    linked = Client()
    linked.force_login(account)
    asked = linked.get(linked.get("/en/me/").headers["Location"])
    assert asked.headers["Location"].startswith(PROVE)
    clock.step()
    linked.post(PROVE, {"code": clock.code(secret)})
    assert linked.get("/en/me/").status_code == 200


def test_the_last_factor_of_staff_stays(officer: Account, client: Client, clock: Clock) -> None:
    answers_code(client, officer)
    enrols_app(client, clock)
    factor = Authenticator.objects.get(user=officer, type="totp")
    client.post(f"{SECURITY}{factor.pk}/remove/")
    assert kinds(officer) == {"totp", "recovery_codes"}


def test_a_participant_may_remove_the_last_one(client: Client, clock: Clock) -> None:
    account = factories.create_account("liu@example.cn")
    answers_code(client, account)
    enrols_app(client, clock)
    factor = Authenticator.objects.get(user=account, type="totp")
    client.post(f"{SECURITY}{factor.pk}/remove/")
    assert kinds(account) == set()


def test_nobody_removes_what_is_anothers(officer: Account, client: Client, clock: Clock) -> None:
    answers_code(client, officer)
    enrols_app(client, clock)
    thief = Client()
    answers_code(thief, factories.create_account("thief@example.org"))
    factor = Authenticator.objects.get(user=officer, type="totp")
    thief.post(f"{SECURITY}{factor.pk}/remove/")
    assert "totp" in kinds(officer)


def test_wrong_codes_are_limited(officer: Account, client: Client, clock: Clock) -> None:
    answers_code(client, officer)
    secret, _ = enrols_app(client, clock)
    other = Client()
    answers_code(other, officer)
    for _ in range(5):
        other.post("/en/sign-in/second/", {"code": "12345"})
    assert other.post("/en/sign-in/second/", {"code": clock.code(secret)}).status_code == 200


def reset_url(edition: Edition, account: Account) -> str:
    pk = Appointment.objects.get(account=account).pk
    return reverse("desk_second_factor_reset", args=(edition.series.slug, edition.number, pk))


def test_an_administrator_resets_the_factor_of_somebody_else(
    officer: Account, edition: Edition, client: Client, clock: Clock
) -> None:
    answers_code(client, officer)
    enrols_app(client, clock)
    administrator = Client()
    answers_code(administrator, works("admin@example.kr", Role.HOST_ADMIN, edition=edition))
    enrols_app(administrator, clock)
    page = reset_url(edition, officer)
    assert "Reset the second factor?" in administrator.get(page).content.decode()
    administrator.post(page)
    assert kinds(officer) == set()
    assert client.get(desk_of(edition)).headers["Location"].startswith("/en/sign-in/")
    assert mail.outbox[-1].to == [officer.email]
    assert Entry.objects.filter(action="reset_factors").count() == 1


def test_nobody_resets_the_own_factor(edition: Edition, client: Client, clock: Clock) -> None:
    account = works("admin@example.kr", Role.HOST_ADMIN, edition=edition)
    answers_code(client, account)
    enrols_app(client, clock)
    client.post(reset_url(edition, account))
    assert "totp" in kinds(account)


def test_erasing_an_account_destroys_the_key_of_its_secrets(
    officer: Account, client: Client, clock: Clock
) -> None:
    answers_code(client, officer)
    enrols_app(client, clock)
    owner = key_owner(officer)
    assert keys.exists(owner)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda run, **_more: run())
        patch.setattr(
            "trilogue.flows.erase.scrub", lambda *_tables: None
        )  # PostgreSQL does it outside of any
        erase_account(officer, by=ANONYMOUS, now=timezone.now())
    assert not keys.exists(owner)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["id", "rawId", "type", "response", "clientDataJSON", "userHandle", "signature", "authenticatorData"]
    ), inner, max_size=5),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=JSON)
def test_a_hostile_passkey_is_refused_in_words(client: Client, said: Any) -> None:
    cache.clear()
    client.get("/en/sign-in/passkey/", headers={"Accept": "application/json"})
    answer = client.post("/en/sign-in/passkey/", {"credential": json.dumps(said)})
    assert answer.headers["Location"] == "/en/sign-in/"


@pytest.mark.parametrize("said", ["", "null", "[]", "{", '"x"', "9" * 5000, "[" * 3000 + "]" * 3000])
def test_what_is_no_json_is_refused_in_words(officer: Account, client: Client, said: str) -> None:
    answers_code(client, officer)
    for page in (f"{SECURITY}passkey/", PROVE):
        client.get(page)
        assert client.post(page, {"credential": said, "name": "x"}).status_code in {200, 302}
    assert kinds(officer) == set()


@pytest.mark.parametrize(
    "code", ["", " ", "一二三四五六", "１２３４５６", "1" * 21, "\u202e123456", "12345\n6"]
)
def test_strange_codes_are_refused_in_words(
    officer: Account, client: Client, clock: Clock, code: str
) -> None:
    answers_code(client, officer)
    enrols_app(client, clock)
    other = Client()
    answers_code(other, officer)
    assert other.post("/en/sign-in/second/", {"code": code}).status_code == 200
