"""Appointing and revoking, by host administrators alone."""

import pytest
from django.test import Client

from tests import factories
from tests.web.desk.conftest import As
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Appointment, Edition
from trilogue.domain.people.models import Account

pytestmark = pytest.mark.django_db
HERE = "/en/desk/workshop/9/appointments/"
NEW = {"email": "New@Example.org", "name": "새 담당자", "role": "desk", "country": "", "government": ""}


@pytest.fixture
def host(signed_in_as: As) -> Client:
    return signed_in_as(Role.HOST_ADMIN)


def test_somebody_is_appointed_to_the_edition(host: Client, edition: Edition) -> None:
    assert host.post(HERE, NEW).status_code == 302
    appointment = Appointment.objects.get(account__email="new@example.org")
    assert (appointment.role, appointment.edition) == ("desk", edition)
    page = host.get(HERE).content.decode()
    assert '<bdi lang="ko">새 담당자</bdi>' in page


def test_an_appointment_to_the_series_reaches_its_editions(host: Client, edition: Edition) -> None:
    host.post("/en/desk/workshop/appointments/", NEW)
    assert Appointment.objects.get(account__email="new@example.org").edition is None
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
    assert Appointment.objects.get(account__email="new@example.org").country is None


def test_the_same_appointment_again_changes_nothing(host: Client, edition: Edition) -> None:
    host.post(HERE, NEW)
    assert host.post(HERE, NEW).status_code == 302
    assert Appointment.objects.filter(account__email="new@example.org").count() == 1


def test_revoking_asks_and_ends_at_once(host: Client, edition: Edition) -> None:
    host.post(HERE, NEW)
    appointment = Appointment.objects.get(account__email="new@example.org")
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
