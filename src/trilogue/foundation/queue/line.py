from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction
from django_tasks import task

Job = Callable[..., None]
_jobs: dict[str, Job] = {}


def job(function: Job) -> Job:
    """Register a job under its name. Jobs take primitive ids, can run twice without harm, and call one flow."""
    _jobs[function.__name__] = function
    return function


def enqueue(name: str, **ids: int) -> None:
    """Put the job in line once the surrounding transaction has committed; never if it is rolled back."""
    if name not in _jobs:
        raise LookupError(name)
    transaction.on_commit(partial(_run.enqueue, name, ids))


@task()
def _run(name: str, ids: dict[str, Any]) -> None:
    _jobs[name](**ids)
