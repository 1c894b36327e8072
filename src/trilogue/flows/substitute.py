"""Somebody comes in another's place: badge number, room and seats go along, and nothing has to be made anew."""

from datetime import datetime

from django.db import transaction

from trilogue.domain.delegations import actions as delegations
from trilogue.domain.delegations.models import Participation
from trilogue.domain.tables import actions as tables
from trilogue.flows import meet
from trilogue.flows.offer import tell
from trilogue.flows.record_encounters import record
from trilogue.flows.welcome import welcome
from trilogue.foundation.access import Actor


@transaction.atomic
def substitute(
    leaving: Participation, coming: Participation, *, by: Actor, now: datetime, reason: str
) -> list[Participation]:
    """Returns who got the place that `coming` gives back, if one was held. Raises delegations.actions.UnlawfulMove."""
    promoted = delegations.substitute(leaving, coming, by=by, now=now, reason=reason)
    tables.hand_over_seats(leaving, coming, by=by)
    record(coming.edition, by=by)
    meet.leave(leaving, by=by, now=now)
    welcome(coming, by=by)
    return tell(promoted, by=by)
