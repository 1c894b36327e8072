"""Whether a period known imprecisely spans an event known imprecisely."""

from datetime import date
from typing import Literal

from trilogue.algorithms.dates.imprecise import ImpreciseDate

Cover = Literal["surely", "perhaps", "never", "unknown"]


def cover(starts: ImpreciseDate | None, ends: ImpreciseDate | None, event: ImpreciseDate) -> Cover:
    """Is somebody there on every day of the event?

    A side that is not known leaves it at "perhaps" unless the other rules it out; neither known is "unknown".
    """
    if starts is None and ends is None:
        return "unknown"
    first, last = _first_days(event), _last_days(event)
    if (starts and starts.earliest > first[1]) or (ends and ends.latest < last[0]):
        return "never"
    if starts and ends and starts.latest <= first[0] and last[1] <= ends.earliest:
        return "surely"
    return "perhaps"


def _first_days(event: ImpreciseDate) -> tuple[date, date]:
    """Earliest and latest day on which the event may begin."""
    return event.earliest, event.earliest if event.precision == "day" else event.latest


def _last_days(event: ImpreciseDate) -> tuple[date, date]:
    return event.latest if event.precision == "day" else event.earliest, event.latest
