"""Taking up a restored database: erasing again, and forgetting what was under way when it was saved."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from trilogue.flows import erase
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log
from trilogue.foundation.audit.chain import breaks
from trilogue.foundation.backup.models import Run
from trilogue.foundation.retention.scrub import scrub


@dataclass(frozen=True)
class TakenUp:
    """How many people and accounts had to be erased again; the entries at which the log of changes does not hold."""

    erased: int
    broken: tuple[tuple[int, str], ...]


def take_up(*, by: Actor, now: datetime) -> TakenUp:
    """Before it serves anybody."""
    erased = erase.replay(by=by, now=now)
    _forget_running(by=by)
    scrub(however_large=True)
    return TakenUp(erased, tuple(breaks()))


@transaction.atomic
def _forget_running(*, by: Actor) -> None:
    """The backup that it comes from had not ended when it was saved."""
    for run in Run.objects.filter(ended_at=None):
        log.write("restore_backup", run, by=by)
        run.delete()
