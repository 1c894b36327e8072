"""A task whose worker was killed runs again; one whose worker lives is left alone."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from trilogue.cli.reaper import FORGOTTEN, Presence, reap

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def _running(*workers: str, ago: timedelta = timedelta()) -> "DBTaskResult[Any, Any]":
    return DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING,
        started_at=NOW - ago,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="trilogue.foundation.queue.line._run",
        worker_ids=list(workers),
        backend_name="default",
        run_after=NOW,
        exception_class_path="",
        traceback="",
    )


def _killed(folder: Path) -> str:
    """The name of a worker that died without leaving."""
    worker = Presence(folder)
    worker.die()
    return worker.name


def _state(task: "DBTaskResult[Any, Any]") -> str:
    task.refresh_from_db()
    return str(task.status)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Presence]:
    """A living worker of the same folder, which reaps."""
    presence = Presence(tmp_path)
    yield presence
    presence.leave()


def test_the_task_of_a_killed_worker_is_ready_again(tmp_path: Path, other: Presence) -> None:
    task = _running(_killed(tmp_path))
    assert reap(other, now=NOW) == 1
    assert _state(task) == TaskResultStatus.READY


def test_the_task_of_a_living_worker_stays_with_it(other: Presence) -> None:
    task = _running(other.name, ago=2 * FORGOTTEN)
    assert reap(other, now=NOW) == 0
    assert _state(task) == TaskResultStatus.RUNNING


def test_the_task_of_another_machine_is_freed_only_when_forgotten(other: Presence) -> None:
    recent, forgotten = _running("elsewhere"), _running("elsewhere", ago=2 * FORGOTTEN)
    assert reap(other, now=NOW) == 1
    assert _state(recent) == TaskResultStatus.RUNNING
    assert _state(forgotten) == TaskResultStatus.READY


def test_a_task_that_killed_three_workers_is_given_up(tmp_path: Path, other: Presence) -> None:
    task = _running(*(_killed(tmp_path) for _ in range(3)))
    reap(other, now=NOW)
    assert _state(task) == TaskResultStatus.FAILED
