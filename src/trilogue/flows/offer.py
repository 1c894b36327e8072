"""Places offered: every offer is told by mail in the transaction that makes it, with what to do and by when.

Whoever is told can sign in from then on.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from trilogue.documents.offer import letter
from trilogue.domain.delegations import actions
from trilogue.domain.delegations.choices import State
from trilogue.domain.delegations.models import Delegation, Participation
from trilogue.domain.editions.choices import Status
from trilogue.domain.editions.models import Edition
from trilogue.flows import meet
from trilogue.flows.welcome import welcome
from trilogue.foundation.access import ANONYMOUS, Actor

OVER = (Status.COMPLETED, Status.CANCELLED)


def tell(offered: list[Participation], *, by: Actor) -> list[Participation]:
    """Open the accounts and queue the mails of these offers; returns the same people."""
    from django.core.mail import send_mail

    for each in offered:
        welcome(each, by=by)
        for mail in letter(each):
            send_mail(mail.subject, mail.body, None, [mail.to])
    return offered


@transaction.atomic
def accept(participation: Participation, *, by: Actor, now: datetime) -> list[Participation]:
    return tell(actions.accept(participation, by=by, now=now), by=by)


@transaction.atomic
def accept_in_order(delegation: Delegation, *, by: Actor, now: datetime) -> list[Participation]:
    return tell(actions.accept_in_order(delegation, by=by, now=now), by=by)


@transaction.atomic
def decline(participation: Participation, *, by: Actor, now: datetime, reason: str) -> list[Participation]:
    return tell(actions.decline(participation, by=by, now=now, reason=reason), by=by)


@transaction.atomic
def withdraw(
    participation: Participation, *, by: Actor, now: datetime, reason: str, **link: object
) -> list[Participation]:
    """`link` is the `invitation` where a personal link was used."""
    freed = actions.withdraw(participation, by=by, now=now, reason=reason, **link)  # type: ignore[arg-type]
    meet.leave(participation, by=by, now=now)
    return tell(freed, by=by)


@transaction.atomic
def decide_quota(
    delegation: Delegation, *, by: Actor, now: datetime, places: int, decided_on: date, reason: str
) -> list[Participation]:
    """A new quota; places that it frees are offered to the waiting list at once."""
    actions.decide_quota(delegation, by=by, places=places, decided_on=decided_on, reason=reason)
    return tell(actions.promote(delegation, by=by, now=now), by=by)


@transaction.atomic
def transfer_places(
    giver: Delegation,
    taker: Delegation,
    *,
    by: Actor,
    now: datetime,
    places: int,
    decided_on: date,
    reason: str,
) -> list[Participation]:
    """Places for another delegation, offered to its waiting list at once."""
    actions.transfer_places(giver, taker, by=by, places=places, decided_on=decided_on, reason=reason)
    return tell(actions.promote(taker, by=by, now=now), by=by)


def late_delegations(now: datetime) -> QuerySet[Delegation]:
    """Those with an offer that has run out, in editions that are not over."""
    late = Participation.objects.filter(state=State.ACCEPTED, offer_expires_at__lte=now)
    return Delegation.objects.filter(participations__in=late).exclude(edition__status__in=OVER).distinct()


def lapse(edition: Edition, *, now: datetime) -> list[Participation]:
    """End the edition's offers that nobody took in time; returns who got the places."""
    late = late_delegations(now).filter(edition=edition)
    return [each for delegation in late for each in lapse_in(delegation, now=now)]


@transaction.atomic
def lapse_in(delegation: Delegation, *, now: datetime) -> list[Participation]:
    return tell(actions.lapse_offers(delegation, by=ANONYMOUS, now=now), by=ANONYMOUS)
