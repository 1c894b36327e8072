"""An edition with a desk, and somebody of each role to open it."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests import factories
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition

As = Callable[..., Client]


@pytest.fixture
def edition() -> Edition:
    series = factories.create_series("workshop", demonstration=True)
    made = factories.create_edition(series, number=9)
    for code, places in (("KR", 38), ("JP", 15), ("CN", 34)):
        delegation = factories.create_delegation(made, country=factories.create_country(code))
        factories.create_quota_decision(delegation, places=places)
    return made


@pytest.fixture
def signed_in_as(edition: Edition) -> As:
    """A client signed in with a role in the whole series, or in one edition when that is given."""

    def sign_in(role: str = Role.DESK, *, only: Edition | None = None, **scope: object) -> Client:
        account = factories.create_account(name=f"Somebody of {role}")
        factories.create_appointment(account, role=role, series=edition.series, edition=only, **scope)  # type: ignore[arg-type]
        client = Client()
        client.force_login(account)
        return client

    return sign_in


@pytest.fixture
def desk(signed_in_as: As) -> Client:
    return signed_in_as(Role.DESK)
