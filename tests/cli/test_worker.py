"""A worker that lost its database waits for it before it ends."""

import pytest
from django.db import OperationalError

from trilogue.cli import database
from trilogue.cli.worker import outlast


def lose_the_database() -> None:
    raise OperationalError("the server closed the connection")


def test_it_ends_once_the_database_is_back(monkeypatch: pytest.MonkeyPatch) -> None:
    said = iter([False, False, True])
    monkeypatch.setattr(database, "answers", lambda: next(said))
    with pytest.raises(OperationalError):
        outlast(lose_the_database, pause=0)
    assert list(said) == []


@pytest.mark.django_db(transaction=True)
def test_it_ends_at_once_where_the_database_answers() -> None:
    with pytest.raises(OperationalError):
        outlast(lose_the_database, pause=float("inf"))


def test_another_fault_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise LookupError

    monkeypatch.setattr(database, "answers", lambda: False)
    with pytest.raises(LookupError):
        outlast(fail)
