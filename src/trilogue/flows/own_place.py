"""Somebody who is signed in takes the place that was offered, or gives up an own nomination."""

from datetime import datetime

from django.db import transaction

from trilogue.domain.delegations import actions
from trilogue.domain.delegations.choices import MOVES, State
from trilogue.domain.delegations.models import Participation
from trilogue.domain.delegations.queries import OVER
from trilogue.flows import offer
from trilogue.flows.nominate import is_late, refuse_late
from trilogue.flows.register_self import ConsentMissing, has_consented
from trilogue.foundation.access import Actor


@transaction.atomic
def confirm(participation: Participation, *, by: Actor, now: datetime) -> None:
    """Raises ConsentMissing, nominate.OfferExpired, delegations.actions.UnlawfulMove."""
    refuse_late(participation, now)
    if not may_confirm(participation, now):
        raise actions.UnlawfulMove(participation.state, State.CONFIRMED)
    if not has_consented(participation.person):
        raise ConsentMissing
    actions.confirm(participation, by=by, now=now)


@transaction.atomic
def withdraw(participation: Participation, *, by: Actor, now: datetime, reason: str) -> None:
    """Whoever waits next is offered the place and told. Raises delegations.actions.UnlawfulMove."""
    if not may_withdraw(participation):
        raise actions.UnlawfulMove(participation.state, State.WITHDRAWN)
    offer.withdraw(participation, by=by, now=now, reason=reason)


def may_confirm(participation: Participation, now: datetime) -> bool:
    return participation.state == State.ACCEPTED and not is_late(participation, now)


def may_withdraw(participation: Participation) -> bool:
    """Until the edition is over: from then on the state is part of its record."""
    possible = State.WITHDRAWN in MOVES[State(participation.state)]
    return possible and participation.edition.status not in OVER
