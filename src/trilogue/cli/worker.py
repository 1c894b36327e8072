"""The process that does queued work, and the clock's loop: lost tasks, offers, reminders, retention, backups."""

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from trilogue.cli.preconditions import data_folder

if TYPE_CHECKING:
    from datetime import datetime

    from trilogue.cli.reaper import Presence
    from trilogue.domain.opinions.planning import Watcher

LOOK_EVERY = 0.5
"""Seconds between two looks into an empty queue."""
CHORES_EVERY = 60.0
PUBLISH_EVERY = 15.0
"""Seconds between two looks whether a scheduled publication is due."""
COUNT_EVERY = 2.0
"""Seconds between two looks whether votes came in; more where counting them takes long."""
MOST_OF_THE_TIME = 10
"""Counting votes takes at most one part in so many of a worker's time."""
LOOK_FOR_DATABASE_EVERY = 1.0


def work() -> None:
    """Take tasks one after another until a signal asks to stop; the task in hand is finished first."""
    import django

    django.setup()
    from django_tasks_db.management.commands.db_worker import Worker

    from trilogue.cli.reaper import Presence

    presence = Presence(data_folder() / "workers")
    threading.Thread(target=_do_chores, args=(presence,), name="chores", daemon=True).start()
    threading.Thread(target=_count_votes, name="votes", daemon=True).start()
    threading.Thread(target=_publish_in_time, name="publications", daemon=True).start()
    threading.Thread(target=_back_up, args=(presence,), name="backup", daemon=True).start()
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
        outlast(worker.run)
    finally:
        presence.leave()


def outlast(run: Callable[[], None], *, pause: float = LOOK_FOR_DATABASE_EVERY) -> None:
    """Where a lost database ends the worker, let it end only once the database is back.

    Its successor then takes up what it had in hand. Ended at once, one after another would end, and the supervisor
    gives up an installation whose worker cannot live.
    """
    from django.db import InterfaceError, OperationalError

    from trilogue.cli.database import answers

    try:
        run()
    except (InterfaceError, OperationalError):
        while not answers():
            threading.Event().wait(pause)
        raise


def _do_chores(presence: "Presence") -> None:
    """One that fails keeps no other from being done."""
    from django.utils import timezone

    from trilogue.cli.reaper import reap
    from trilogue.flows.lapse_offers import lapse_all
    from trilogue.flows.lead_exchanges import lead_all
    from trilogue.flows.remind import remind_all

    while True:
        now = timezone.now()
        _attempt("reaper", partial(reap, presence, now=now))
        _attempt("lapse_offers", partial(lapse_all, now=now))
        _attempt("lead_exchanges", partial(lead_all, now=now))
        _attempt("remind", partial(remind_all, now=now))
        _attempt("retain", partial(_retain_when_due, now))
        threading.Event().wait(CHORES_EVERY)


def _publish_in_time() -> None:
    """What was asked to be published at a time; apart from the other chores, some of which take long."""
    from django.utils import timezone

    from trilogue.flows.publish import publish_due

    while True:
        _attempt("publish_due", partial(publish_due, now=timezone.now()))
        threading.Event().wait(PUBLISH_EVERY)


def _count_votes() -> None:
    """What is shown of votes follows them; one exchange that fails keeps no other from being counted."""
    from time import monotonic

    from trilogue.domain.opinions.planning import Watcher

    watcher = Watcher()
    while True:
        begun = monotonic()
        _attempt("count_votes", partial(_count_changed, watcher))
        spent = monotonic() - begun
        threading.Event().wait(max(COUNT_EVERY, spent * MOST_OF_THE_TIME))


def _count_changed(watcher: "Watcher") -> None:
    for conversation, looks in watcher.changed():
        _attempt("count_votes", partial(watcher.refresh, conversation, looks))


def _back_up(presence: "Presence") -> None:
    """By itself, since a large one takes its time and no other chore may wait for it."""
    from django.utils import timezone

    from trilogue.flows.back_up import back_up_when_due
    from trilogue.foundation.access import ANONYMOUS

    while True:
        due = partial(
            back_up_when_due,
            by=ANONYMOUS,
            now=timezone.now(),
            worker=presence.name,
            is_gone=presence.is_gone,
        )
        _attempt("backup", due)
        threading.Event().wait(CHORES_EVERY)


def _retain_when_due(now: "datetime") -> None:
    from trilogue.flows.retain import is_due, retain
    from trilogue.flows.sweep_files import sweep_files
    from trilogue.foundation.access import ANONYMOUS

    if is_due(now=now):
        retain(by=ANONYMOUS, now=now)
        sweep_files(now=now)


def _attempt(name: str, chore: Callable[[], object]) -> None:
    """Whatever goes wrong is logged, and the next look made: nobody starts a thread again that ended."""
    import logging

    from django.db import DatabaseError, close_old_connections

    log = logging.getLogger("trilogue.worker")
    try:
        chore()
    except DatabaseError:
        log.exception("the chore %s could not reach the database", name)
        close_old_connections()
    except Exception:
        log.exception("the chore %s failed", name)
