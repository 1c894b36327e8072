"""The first host administrator is appointed from the command line."""

import pytest

from tests import factories
from trilogue.cli import database
from trilogue.cli.main import main
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Appointment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "open_database", lambda: None)


def test_a_host_administrator_is_appointed_to_every_real_series(capsys: pytest.CaptureFixture[str]) -> None:
    factories.create_series("workshop")
    factories.create_series("practice", demonstration=True)
    for _ in range(2):
        assert main(["appoint", "Host@Example.org", "--name", "한유진"]) == 0
    appointment = Appointment.objects.get()
    assert (appointment.account.email, appointment.role) == ("host@example.org", Role.HOST_ADMIN)
    assert appointment.series.slug == "workshop"
    said = capsys.readouterr().out
    assert "host administrator of workshop" in said
    assert "/en/sign-in/" in said


def test_what_is_not_an_address_is_refused_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["appoint", "nobody", "--name", "x"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "name@example.org" in said
