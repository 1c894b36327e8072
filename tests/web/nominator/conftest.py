"""A call that is open, and governments that have their links."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from trilogue.domain.delegations.actions import invite
from trilogue.domain.delegations.models import Call, Invitation
from trilogue.domain.editions.models import Edition
from trilogue.domain.places.models import Government
from trilogue.foundation.access import ANONYMOUS


@pytest.fixture(autouse=True)
def _keys(settings: object, tmp_path: Path) -> None:
    settings.KEYS = tmp_path / "keys"  # type: ignore[attr-defined]


@pytest.fixture
def outbox(settings: object) -> None:
    """The product's own way for mails, which the test runner replaces."""
    settings.EMAIL_BACKEND = "trilogue.foundation.mail.backend.OutboxBackend"  # type: ignore[attr-defined]


@pytest.fixture
def edition() -> Edition:
    made = factories.create_edition(factories.create_series("workshop"), number=9)
    for code, places in (("KR", 38), ("JP", 15), ("CN", 34)):
        delegation = factories.create_delegation(made, country=factories.create_country(code))
        factories.create_quota_decision(delegation, places=places)
    return made


@pytest.fixture
def call(edition: Edition) -> Call:
    return factories.create_call(edition)


@dataclass
class Link:
    """A government's or an official's link, with a client that has nothing else."""

    invitation: Invitation
    token: str
    client: Client

    @property
    def path(self) -> str:
        kind = "register" if self.invitation.personal else "nominate"
        return f"/en/{kind}/{self.token}/"

    def said(self, route: str = "", status: int = 200) -> str:
        answer = self.client.get(self.path + route)
        assert answer.status_code == status, answer.headers.get("Location")
        return answer.content.decode()

    def sends(self, route: str, status: int = 302, /, **data: object) -> str:
        answer = self.client.post(self.path + route, data)
        assert answer.status_code == status
        return answer.content.decode() or answer.headers.get("Location", "")


Linked = Callable[..., Link]


@pytest.fixture
def gyeongbuk() -> Government:
    return factories.create_government(
        "KR-47", country=factories.create_country("KR"), name=factories.text("Gyeongbuk", ko="경상북도")
    )


@pytest.fixture
def linked(call: Call, gyeongbuk: Government) -> Linked:
    """Makes a link for a new government, or for the one given."""

    def make(government: Government | None = None, **more: object) -> Link:
        values: dict[str, object] = {
            "email": "office@example.org",
            "language": "en",
            "now": timezone.now(),
            "lifetime": timedelta(days=80),
        }
        government = government or factories.create_government(country=factories.create_country("KR"))
        made, token = invite(call, by=ANONYMOUS, government=government, **{**values, **more})  # type: ignore[arg-type]
        return Link(made, token, Client(enforce_csrf_checks=False))

    return make


@pytest.fixture
def link(linked: Linked, gyeongbuk: Government) -> Link:
    return linked(gyeongbuk)


KIM = {
    "own_family": "김",
    "own_given": "하늘",
    "roman_family": "Kim",
    "roman_given": "Haneul",
    "email": "haneul@example.org",
    "skill_ko": "4",
    "home": "경상북도",
    "department": "국제협력과",
    "position": "주무관",
    "kind": "domestic",
}
"""A complete nomination of a Korean official."""
