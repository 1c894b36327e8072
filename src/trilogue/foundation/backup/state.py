"""How it stands with the backups, from the list of those that were made."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from trilogue.foundation.backup.models import Run

STALE = timedelta(hours=36)


@dataclass(frozen=True)
class State:
    """`last` is the last good one; it is `late` where there is none, or it is too old."""

    last: Run | None
    late: bool


def state(*, now: datetime) -> State:
    last = Run.objects.filter(problem="").exclude(ended_at=None).first()
    return State(last, last is None or last.started_at < now - STALE)
