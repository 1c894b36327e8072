"""Places offered, taken, given up and given on. Whoever frees a place is told who gets it."""

from datetime import datetime, timedelta

from django.db import transaction

from trilogue.domain.delegations.actions.locks import held_still, locked
from trilogue.domain.delegations.actions.moves import Moment, UnlawfulMove, move, put
from trilogue.domain.delegations.actions.nominations import NoPlaceLeft
from trilogue.domain.delegations.choices import HOLDING, State
from trilogue.domain.delegations.models import Delegation, Invitation, Participation
from trilogue.domain.delegations.queries import (
    accepted_of,
    contenders,
    free_places,
    next_reference,
)
from trilogue.foundation.access import Actor

OFFER_DAYS = 7
"""How long an accepted person has to confirm where the call says nothing."""
PLACE_FREE, OFFER_LAPSED = "place_free", "offer_lapsed"
"""Reasons that the program writes by itself; pages say them in words."""


class GroupUnjudged(Exception):
    """Somebody of a group that wants all or none was not judged yet."""


@transaction.atomic
def accept(participation: Participation, *, by: Actor, now: datetime) -> list[Participation]:
    """Offer a place to one person by hand, or to the whole group that wants all or none.

    Who is eligible waits when there are too few places; returns those who got an offer, nobody in that case.
    Raises NoPlaceLeft for somebody who waits already, GroupUnjudged, and UnlawfulMove.
    """
    delegation = held_still(participation)
    if participation.state not in (State.ELIGIBLE, State.WAITING):
        raise UnlawfulMove(participation.state, State.ACCEPTED)
    chosen, moment = _with_group(participation), Moment(by, now)
    free = free_places(delegation)
    if free is not None and free < len(chosen):
        if participation.state == State.WAITING:
            raise NoPlaceLeft
        for each in chosen:
            if each.state != State.WAITING:
                move(each, State.WAITING, moment)
        return []
    for each in chosen:
        _offer(each, moment)
    return chosen


def _with_group(participation: Participation) -> list[Participation]:
    """The person first, then the others of a group that wants all or none and hold no place yet."""
    group = participation.group
    if group is None or not group.all_or_none:
        return [participation]
    others = group.members.exclude(pk=participation.pk).order_by("pk")
    if others.filter(state__in=(State.DRAFT, State.SUBMITTED)).exists():
        raise GroupUnjudged
    return [participation, *others.filter(state__in=(State.ELIGIBLE, State.WAITING))]


@transaction.atomic
def accept_in_order(delegation: Delegation, *, by: Actor, now: datetime) -> list[Participation]:
    """Offer the free places to all who are eligible in the order of the ranking; the others wait.

    Nobody who waits already is passed over: both are ranked together. Returns those who got an offer.
    """
    delegation = locked(delegation)
    standing, moment = contenders(delegation), Moment(by, now)
    offered = accepted_of(standing, free_places(delegation))
    for each in offered:
        _offer(each, moment)
    for one in standing:
        if one.participation.state == State.ELIGIBLE:
            move(one.participation, State.WAITING, moment)
    return offered


@transaction.atomic
def promote(
    delegation: Delegation, *, by: Actor, now: datetime, reason: str = PLACE_FREE
) -> list[Participation]:
    """Offer what is free to the next of the same delegation's waiting list."""
    delegation = locked(delegation)
    offered = accepted_of(contenders(delegation, (State.WAITING,)), free_places(delegation))
    for each in offered:
        _offer(each, Moment(by, now, reason))
    return offered


@transaction.atomic
def confirm(
    participation: Participation, *, by: Actor, now: datetime, invitation: Invitation | None = None
) -> None:
    held_still(participation)
    move(participation, State.CONFIRMED, Moment(by, now, invitation=invitation), offer_expires_at=None)


@transaction.atomic
def decline(participation: Participation, *, by: Actor, now: datetime, reason: str) -> list[Participation]:
    """The desk says no, or an offer is not taken. Whoever is next gets the place; returns them."""
    return _leave(participation, State.DECLINED, Moment(by, now, reason))


@transaction.atomic
def withdraw(
    participation: Participation,
    *,
    by: Actor,
    now: datetime,
    reason: str,
    invitation: Invitation | None = None,
) -> list[Participation]:
    """Somebody does not come. Whoever is next of the same delegation gets the place; returns them."""
    return _leave(participation, State.WITHDRAWN, Moment(by, now, reason, invitation))


def _leave(participation: Participation, to: State, moment: Moment) -> list[Participation]:
    delegation = held_still(participation)
    move(participation, to, moment, offer_expires_at=None, room="")
    return promote(delegation, by=moment.by, now=moment.now)


@transaction.atomic
def attend(participation: Participation, *, by: Actor, now: datetime) -> None:
    held_still(participation)
    move(participation, State.ATTENDED, Moment(by, now))


@transaction.atomic
def miss(participation: Participation, *, by: Actor, now: datetime) -> None:
    held_still(participation)
    move(participation, State.ABSENT, Moment(by, now))


@transaction.atomic
def lapse_offers(delegation: Delegation, *, by: Actor, now: datetime) -> list[Participation]:
    """Offers that nobody confirmed in time end, and the places go on. Returns those who got the next offers."""
    delegation = locked(delegation)
    late = delegation.participations.filter(state=State.ACCEPTED, offer_expires_at__lte=now)
    for each in late.order_by("offer_expires_at", "pk"):
        move(each, State.DECLINED, Moment(by, now, OFFER_LAPSED), offer_expires_at=None, room="")
    return promote(delegation, by=by, now=now)


@transaction.atomic
def substitute(
    leaving: Participation, coming: Participation, *, by: Actor, now: datetime, reason: str
) -> list[Participation]:
    """Somebody else of the same delegation takes the place over with its badge number and room, confirmed.

    `coming` is eligible, waiting or accepted. Who was accepted gives that place back, and the next of the waiting
    list gets it: returns them. Otherwise nobody is promoted. Raises UnlawfulMove.
    """
    delegation = held_still(leaving)
    coming.refresh_from_db()
    takes_turns = coming.delegation_id == delegation.pk and coming.pk != leaving.pk
    if not takes_turns or leaving.state not in HOLDING:
        raise UnlawfulMove(leaving.state, State.WITHDRAWN)
    moment = Moment(by, now, reason)
    given_back = coming.reference
    place = {"reference": leaving.reference, "room": leaving.room}
    move(leaving, State.WITHDRAWN, moment, reference="", room="", offer_expires_at=None)
    Participation.objects.filter(replaces=leaving).update(replaces=None)
    if coming.state == State.ACCEPTED:
        put(coming, **place, replaces=leaving)
    else:
        move(coming, State.ACCEPTED, moment, **place, replaces=leaving)
    move(coming, State.CONFIRMED, moment, offer_expires_at=None)
    put(leaving, reference=given_back)  # a number once given is not given to a third
    return promote(delegation, by=by, now=now)


def _offer(participation: Participation, moment: Moment) -> None:
    call = getattr(participation.edition, "call", None)
    days = call.offer_days if call else OFFER_DAYS
    move(
        participation,
        State.ACCEPTED,
        moment,
        reference=participation.reference or next_reference(participation.delegation),
        offer_expires_at=moment.now + timedelta(days=days),
    )
