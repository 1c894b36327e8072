"""A worker that lost its database waits for it before it ends; its chores outlast whatever goes wrong."""

import pytest
from django.db import OperationalError

from trilogue.cli import database, worker
from trilogue.cli.worker import outlast
from trilogue.flows import publish


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


@pytest.mark.django_db
@pytest.mark.parametrize("fault", [LookupError, TypeError, AssertionError, OSError, OperationalError])
def test_a_chore_that_fails_is_logged_and_tried_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, fault: type[Exception]
) -> None:
    class Ended(BaseException):
        """As the process would end its threads."""

    faults = iter([fault, fault, Ended])

    def fail(**_: object) -> None:
        raise next(faults)

    monkeypatch.setattr(worker, "PUBLISH_EVERY", 0)
    monkeypatch.setattr(publish, "publish_due", fail)
    with pytest.raises(Ended):
        worker._publish_in_time()
    assert [each.exc_info[0] for each in caplog.records if each.exc_info] == [fault, fault]
