"""The shipped record and a demonstration, as a new installation publishes them."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import kept_for_several
from trilogue.documents.record import Record, published
from trilogue.flows.first_start import prepare
from trilogue.web.public.pages import STORE


@pytest.fixture(autouse=True)
def _empty_shelf() -> None:
    STORE.forget()


@pytest.fixture(scope="module")
def _installed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with kept_for_several(django_db_blocker):
        prepare(demonstration=True)
        yield


@pytest.fixture
def record(_installed: None, db: None) -> Record:
    return published()["cjk-workshop"]


@pytest.fixture
def watched(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a served process: the version is looked at by a thread, not by requests."""
    STORE.look()
    monkeypatch.setattr(STORE, "watched", True)
