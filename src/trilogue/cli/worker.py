"""The process that does queued work, and the loop that frees what killed workers left and erases what is due."""

import threading
from typing import TYPE_CHECKING

from trilogue.cli.preconditions import data_folder

if TYPE_CHECKING:
    from trilogue.cli.reaper import Presence

LOOK_EVERY = 0.5
"""Seconds between two looks into an empty queue."""
REAP_EVERY = 60.0


def work() -> None:
    """Take tasks one after another until a signal asks to stop; the task in hand is finished first."""
    import django

    django.setup()
    from django_tasks_db.management.commands.db_worker import Worker

    from trilogue.cli.reaper import Presence

    presence = Presence(data_folder() / "workers")
    threading.Thread(target=_keep_reaping, args=(presence,), name="reaper", daemon=True).start()
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


def _keep_reaping(presence: "Presence") -> None:
    import logging

    from django.db import DatabaseError, close_old_connections
    from django.utils import timezone

    from trilogue.cli.reaper import reap
    from trilogue.flows.retain import is_due, retain
    from trilogue.foundation.access import ANONYMOUS
    from trilogue.foundation.keys import KeyRefused

    while True:
        now = timezone.now()
        try:
            reap(presence, now=now)
            if is_due(now=now):
                retain(by=ANONYMOUS, now=now)
        except DatabaseError:
            logging.getLogger("trilogue.worker").exception("the reaper could not reach the database")
            close_old_connections()
        except (OSError, KeyRefused):
            logging.getLogger("trilogue.worker").exception("the folder of keys could not be used")
        threading.Event().wait(REAP_EVERY)
