"""Which dated backups are kept: every one of a week, then one a week for four weeks, then one a month."""

from collections.abc import Hashable, Iterable
from datetime import datetime, timedelta

EVERY_ONE = timedelta(days=7)
WEEKLY = EVERY_ONE + timedelta(weeks=4)


def outlived(made: Iterable[datetime], *, now: datetime, lifetime: timedelta) -> set[datetime]:
    """Those to delete. The newest stays; of the others nothing older than the lifetime does.

    Of a calendar week or month the first is kept, so that what was kept once stays until its time is over.
    """
    oldest_first = sorted(set(made))
    kept: set[Hashable] = set()
    gone = set()
    for each in oldest_first[:-1]:
        age = now - each
        period = _period(each, age)
        if age > lifetime or period in kept:
            gone.add(each)
        else:
            kept.add(period)
    return gone


def _period(moment: datetime, age: timedelta) -> Hashable:
    """Of which one is kept."""
    if age <= EVERY_ONE:
        return moment
    if age <= WEEKLY:
        return moment.isocalendar()[:2]
    return "month", moment.year, moment.month
