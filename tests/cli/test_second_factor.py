"""The last administrator, who lost phone and recovery codes, is helped from the command line."""

import pytest
from django.core import mail
from django.test import Client

from tests import factories
from trilogue.cli import database
from trilogue.cli.main import main
from trilogue.domain.people.actions import add_passkey
from trilogue.domain.people.queries import factors_of
from trilogue.foundation.access import ANONYMOUS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "open_database", lambda: None)


def test_a_reset_removes_all_and_ends_the_sessions(client: Client) -> None:
    account = factories.create_account("host@example.org")
    client.force_login(account)
    add_passkey(account, by=ANONYMOUS, name="phone", credential={})
    assert main(["second-factor", "reset", "Host@Example.org"]) == 0
    assert not factors_of(account).exists()
    assert client.get("/en/me/").status_code == 302
    assert mail.outbox[-1].to == ["host@example.org"]


def test_an_unknown_address_is_refused_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["second-factor", "reset", "nobody@example.org"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
