"""The shipped record and a demonstration, as a new installation publishes them."""

import pytest

from trilogue.documents.record import Record, published
from trilogue.flows.first_start import prepare
from trilogue.web.public.pages import STORE


@pytest.fixture(autouse=True)
def _empty_shelf() -> None:
    STORE.forget()


@pytest.fixture
def record(db: None) -> Record:
    prepare(demonstration=True)
    return published()["cjk-workshop"]


@pytest.fixture
def watched(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a served process: the version is looked at by a thread, not by requests."""
    STORE.look()
    monkeypatch.setattr(STORE, "watched", True)
