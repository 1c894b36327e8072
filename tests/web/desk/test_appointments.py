"""Offering roles by personal link and revoking them, by host administrators alone."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests import factories
from tests.web.desk.conftest import As
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Appointment, AppointmentLink, Edition
from trilogue.domain.people.models import Account
from trilogue.foundation.mail.models import Mail
from trilogue.foundation.text.value import LANGUAGES

pytestmark = pytest.mark.django_db
HERE = "/en/desk/workshop/9/appointments/"
WIDE = "/en/desk/workshop/appointments/"
NEW = {
    "email": "New@Example.org",
    "name": "새 담당자",
    "role": "desk",
    "country": "",
    "government": "",
    "language": "ko",
}
LINK = re.compile(r"/(?:en|ko|ja|zh-hans)/appointment/[\w-]{43}/")


@pytest.fixture(autouse=True)
def _own_outbox(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "trilogue.foundation.mail.backend.OutboxBackend"


def mailed() -> str:
    """The address in the newest mail."""
    found = LINK.search(Mail.objects.latest("pk").body)
    assert found
    return found[0]


def taken_up() -> Appointment:
    assert Client().post(mailed()).status_code == 302
    return Appointment.objects.latest("pk")


@pytest.fixture
def host(signed_in_as: As) -> Client:
    return signed_in_as(Role.HOST_ADMIN)


def test_a_role_is_offered_by_mail_and_held_once_it_is_taken_up(host: Client, edition: Edition) -> None:
    assert host.post(HERE, NEW).status_code == 302
    assert not Appointment.objects.filter(account__email="new@example.org").exists()
    page = host.get(HERE).content.decode()
    assert "Offered by a personal link" in page
    assert '<bdi lang="ko">새 담당자</bdi>' in page
    assert Mail.objects.get().to == "New@Example.org"
    assert mailed().startswith("/ko/")
    appointment = taken_up()
    assert (appointment.role, appointment.edition) == ("desk", edition)
    assert appointment.account.email == "new@example.org"
    page = host.get(HERE).content.decode()
    assert "Offered by a personal link" not in page
    assert '<bdi lang="ko">새 담당자</bdi>' in page


def test_an_appointment_to_the_series_reaches_its_editions(host: Client, edition: Edition) -> None:
    host.post(WIDE, NEW)
    assert taken_up().edition is None
    client = Client()
    client.force_login(Account.objects.get(email="new@example.org"))
    assert client.get("/en/desk/workshop/9/roster/").status_code == 200


@pytest.mark.parametrize(("role", "needs"), [("coordinator", "country"), ("nominator", "government")])
def test_a_role_with_a_scope_needs_it(host: Client, edition: Edition, role: str, needs: str) -> None:
    page = host.post(HERE, NEW | {"role": role}).content.decode()
    assert f'href="#id_{needs}"' in page
    assert "새 담당자" in page
    scope = {"country": "JP"} if needs == "country" else {"government": factories.create_government().code}
    assert host.post(HERE, NEW | {"role": role} | scope).status_code == 302


def test_a_scope_that_a_role_has_not_is_left_out(host: Client, edition: Edition) -> None:
    host.post(HERE, NEW | {"country": "JP"})
    assert taken_up().country is None


def test_the_same_offer_again_is_said_beside_the_field(host: Client, edition: Edition) -> None:
    host.post(HERE, NEW)
    page = host.post(HERE, NEW | {"email": "new@example.ORG"}).content.decode()
    assert "is on its way there already" in page
    assert 'href="#id_email"' in page
    assert AppointmentLink.objects.count() == Mail.objects.count() == 1


def test_a_link_sent_again_kills_the_one_before_and_a_revoked_one_is_dead(
    host: Client, edition: Edition
) -> None:
    host.post(HERE, NEW)
    first, link = mailed(), AppointmentLink.objects.get()
    host.post(f"{HERE}links/{link.pk}/again/")
    second = mailed()
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    host.post(f"{HERE}links/{link.pk}/revoke/")
    assert Client().get(second).status_code == 404
    assert "no longer good" in host.get(HERE).content.decode()
    host.post(f"{HERE}links/{link.pk}/again/")
    assert taken_up().role == "desk"
    assert host.post(f"{HERE}links/{link.pk}/again/").status_code == 404


def test_the_mail_is_in_its_language_and_says_who_offers_what(host: Client, edition: Edition) -> None:
    for language in LANGUAGES:
        host.post(HERE, NEW | {"language": language, "email": f"{language}@example.org"})
        mail = Mail.objects.latest("pk")
        assert "Somebody of host_admin" in mail.body
        assert f"/{language}/appointment/" in mail.body
        assert mailed() not in mail.subject


@pytest.mark.parametrize("language", ["tlh", "", "en-GB"])
def test_a_language_that_is_none_is_answered(host: Client, edition: Edition, language: str) -> None:
    assert 'href="#id_language"' in host.post(HERE, NEW | {"language": language}).content.decode()


def test_revoking_asks_and_ends_at_once(host: Client, edition: Edition) -> None:
    host.post(HERE, NEW)
    appointment = taken_up()
    officer = Client()
    officer.force_login(appointment.account)
    assert officer.get("/en/desk/workshop/9/").status_code == 200
    path = f"{HERE}{appointment.pk}/revoke/"
    assert "Revoke this appointment?" in host.get(path).content.decode()
    host.post(path)
    assert officer.get("/en/desk/workshop/9/").status_code == 404


def test_nobody_revokes_the_own_appointment(host: Client, edition: Edition) -> None:
    own = Appointment.objects.get()
    host.post(f"/en/desk/workshop/appointments/{own.pk}/revoke/")
    assert Appointment.objects.filter(pk=own.pk).exists()


def test_an_appointment_of_another_place_does_not_exist_here(host: Client, edition: Edition) -> None:
    foreign = factories.create_appointment(edition=factories.create_edition(edition.series, number=1))
    assert host.post(f"{HERE}{foreign.pk}/revoke/").status_code == 404
    assert Appointment.objects.filter(pk=foreign.pk).exists()


def test_a_desk_officer_appoints_nobody(desk: Client, edition: Edition) -> None:
    assert desk.post(HERE, NEW).status_code == 404
    assert "Appointments" not in desk.get("/en/desk/workshop/9/").content.decode()


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("path", [HERE, WIDE])
def test_nobody_raises_himself(signed_in_as: As, edition: Edition, role: str, path: str) -> None:
    """Whoever has a role, by the pages for it: no other role comes to the own address, and no wider one."""
    government = factories.create_government()
    scope: dict[str, Any] = {
        "coordinator": {"country": factories.create_country("KR")},
        "nominator": {"government": government},
    }
    for only in (edition, None):
        client = signed_in_as(role, only=only, **scope.get(role, {}))
        own = Account.objects.latest("pk")
        before = list(Appointment.objects.filter(account=own).values())
        for wanted in Role.values:
            sent = NEW | {"email": own.email.upper(), "role": wanted, "country": "JP"}
            client.post(path, sent | {"government": government.code})
        assert list(Appointment.objects.filter(account=own).values()) == before
        assert not AppointmentLink.objects.filter(email__iexact=own.email).exists()


def test_an_administrator_of_one_edition_appoints_for_no_other_and_not_for_the_series(
    signed_in_as: As, edition: Edition
) -> None:
    client = signed_in_as(Role.HOST_ADMIN, only=edition)
    other = factories.create_edition(edition.series, number=1)
    for path in (WIDE, f"/en/desk/workshop/{other.number}/appointments/"):
        assert client.post(path, NEW).status_code == 404
    assert not AppointmentLink.objects.exists()
    assert client.post(HERE, NEW).status_code == 302


def test_a_link_of_another_place_does_not_exist_here(host: Client, edition: Edition) -> None:
    foreign = factories.create_appointment_link(factories.create_edition(edition.series, number=1))
    for what in ("again", "revoke"):
        assert host.post(f"{HERE}links/{foreign.pk}/{what}/").status_code == 404
    foreign.refresh_from_db()
    assert foreign.revoked_at is None
    assert not Mail.objects.exists()


def test_of_two_administrators_the_one_left_stays(signed_in_as: As, edition: Edition) -> None:
    """Not even one who administers an edition, or whoever owns the machine, sends the last one away."""
    first, _edition_only = signed_in_as(Role.HOST_ADMIN), signed_in_as(Role.HOST_ADMIN, only=edition)
    signed_in_as(Role.HOST_ADMIN)
    mine, _his, other = Appointment.objects.order_by("pk")
    first.post(f"{WIDE}{other.pk}/revoke/")
    assert not Appointment.objects.filter(pk=other.pk).exists()
    first.post(f"{WIDE}{mine.pk}/revoke/")
    assert Appointment.objects.filter(pk=mine.pk).exists()
