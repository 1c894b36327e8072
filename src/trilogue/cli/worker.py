"""The process that does queued work, and the clock's loop: lost tasks, offers, reminders, retention."""

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from trilogue.cli.preconditions import data_folder

if TYPE_CHECKING:
    from datetime import datetime

    from trilogue.cli.reaper import Presence

LOOK_EVERY = 0.5
"""Seconds between two looks into an empty queue."""
CHORES_EVERY = 60.0


def work() -> None:
    """Take tasks one after another until a signal asks to stop; the task in hand is finished first."""
    import django

    django.setup()
    from django_tasks_db.management.commands.db_worker import Worker

    from trilogue.cli.reaper import Presence

    presence = Presence(data_folder() / "workers")
    threading.Thread(target=_do_chores, args=(presence,), name="chores", daemon=True).start()
    worker = Worker(
        queue_names=["default"],
        excluded_queue_names=[],
        interval=LOOK_EVERY,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=presence.name,
    )
    worker.configure_signals()
    try:
        worker.run()
    finally:
        presence.leave()


def _do_chores(presence: "Presence") -> None:
    """One that fails keeps no other from being done."""
    from django.utils import timezone

    from trilogue.cli.reaper import reap
    from trilogue.flows.lapse_offers import lapse_all
    from trilogue.flows.remind import remind_all

    while True:
        now = timezone.now()
        _attempt("reaper", partial(reap, presence, now=now))
        _attempt("lapse_offers", partial(lapse_all, now=now))
        _attempt("remind", partial(remind_all, now=now))
        _attempt("retain", partial(_retain_when_due, now))
        threading.Event().wait(CHORES_EVERY)


def _retain_when_due(now: "datetime") -> None:
    from trilogue.flows.retain import is_due, retain
    from trilogue.foundation.access import ANONYMOUS

    if is_due(now=now):
        retain(by=ANONYMOUS, now=now)


def _attempt(name: str, chore: Callable[[], object]) -> None:
    import logging

    from django.db import DatabaseError, close_old_connections

    from trilogue.foundation.keys import KeyRefused

    log = logging.getLogger("trilogue.worker")
    try:
        chore()
    except DatabaseError:
        log.exception("the chore %s could not reach the database", name)
        close_old_connections()
    except (OSError, KeyRefused):
        log.exception("the chore %s could not use the folder of keys", name)
