"""Opening and closing a call moves the edition with it."""

from datetime import datetime

from django.db import transaction

from trilogue.domain.delegations import actions
from trilogue.domain.delegations.models import Call
from trilogue.domain.editions.actions import change
from trilogue.domain.editions.choices import Status
from trilogue.foundation.access import Actor

BEFORE_OPENING = (Status.TENTATIVE, Status.ANNOUNCED)


@transaction.atomic
def open_call(call: Call, *, by: Actor, now: datetime) -> Call:
    """The edition is open for nominations from now on. Readers see it once the edition is published again.

    Raises delegations.actions.DeadlinePassed.
    """
    call = actions.open_call(call, by=by, now=now)
    if call.edition.status in BEFORE_OPENING:
        change(call.edition, by=by, status=Status.OPEN)
    return call


@transaction.atomic
def close_call(call: Call, *, by: Actor, now: datetime) -> Call:
    """No nomination is taken any more; an edition that was only open is announced again."""
    call = actions.close_call(call, by=by, now=now)
    if call.edition.status == Status.OPEN:
        change(call.edition, by=by, status=Status.ANNOUNCED)
    return call
