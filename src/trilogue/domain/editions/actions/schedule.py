"""Publications that the worker makes when their time has come."""

from datetime import datetime

from django.db import IntegrityError, transaction

from trilogue.domain.editions.choices import CALLED_OFF
from trilogue.domain.editions.models import Edition, ScheduledPublication, Series
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log


class NotSchedulable(Exception):
    """`code`: "past" for a time that is over, "waiting" where one waits already, "ended" for one that is over."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def schedule_publication(
    *, by: Actor, series: Series, edition: Edition | None, due_at: datetime, now: datetime
) -> ScheduledPublication:
    """One at most waits for each series and each edition."""
    if due_at <= now:
        raise NotSchedulable("past")
    try:
        with transaction.atomic():
            scheduled = ScheduledPublication.objects.create(
                series=series, edition=edition, due_at=due_at, asked_at=now, asked_by_id=by.account
            )
    except IntegrityError:
        raise NotSchedulable("waiting") from None
    log.write("schedule", scheduled, by=by, fields=["due_at"], edition=scheduled.edition_id)
    return scheduled


@transaction.atomic
def call_off(scheduled: ScheduledPublication | None, *, by: Actor, now: datetime) -> None:
    """Refused where there is none, or where it is over: made, failed or called off."""
    held = log.hold(ScheduledPublication.objects.filter(pk=scheduled.pk)).get() if scheduled else None
    if held is None or held.ended_at:
        raise NotSchedulable("ended")
    end_scheduled(held, by=by, now=now, failure=CALLED_OFF)


@transaction.atomic
def end_scheduled(scheduled: ScheduledPublication, *, by: Actor, now: datetime, failure: str = "") -> None:
    """It was made, or `failure` says why not. The caller holds the row."""
    scheduled.ended_at, scheduled.failure = now, failure
    scheduled.save(update_fields=["ended_at", "failure"])
    action = "call_off" if failure == CALLED_OFF else "scheduled_failed" if failure else "scheduled_done"
    log.write(action, scheduled, by=by, edition=scheduled.edition_id)
