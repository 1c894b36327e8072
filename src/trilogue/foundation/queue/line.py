from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

Job = Callable[..., None]
_jobs: dict[str, Job] = {}


def job(function: Job) -> Job:
    """Register a job under its name. Jobs take primitive ids, can run twice without harm, and call one flow."""
    _jobs[function.__name__] = function
    return function


def enqueue(name: str, *, after: timedelta = timedelta(), **ids: int | str) -> None:
    """Put the job in line once the surrounding transaction has committed, never if it is rolled back; it runs
    `after` that time at the earliest.
    """
    if name not in _jobs:
        raise LookupError(name)
    transaction.on_commit(partial(_put_in_line, name, after, ids))


def _put_in_line(name: str, after: timedelta, ids: dict[str, int | str]) -> None:
    line = _run.using(run_after=timezone.now() + after) if after else _run
    line.enqueue(name, ids)


@task()
def _run(name: str, ids: dict[str, Any]) -> None:
    _jobs[name](**ids)
