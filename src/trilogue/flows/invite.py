"""An invitation and its mail in one transaction: no link without a mail, no mail without a link.

The token stands in the mail alone. A mail that was sent loses it from the outbox (foundation.mail.delivery); one
that is only kept, as in a demonstration, has to hold it, since nobody could read it elsewhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from trilogue.domain.delegations import actions, queries
from trilogue.domain.delegations.models import Call, Invitation
from trilogue.domain.places.models import Government
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log

AFTER_DEADLINE = timedelta(days=60)
"""How long a link stays good after the deadline: offers are confirmed and people withdraw by it."""


class TooManyNominated(Exception):
    """The government may nominate no more people. Carries how many it may."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


@dataclass(frozen=True)
class Guest:
    """Whom a line of the desk's list invites."""

    government: Government
    email: str
    language: str
    places: int | None = None


@transaction.atomic
def invite_government(call: Call, guest: Guest, *, by: Actor, now: datetime) -> Invitation:
    """Raises delegations.actions.AlreadyInvited."""
    invitation, token = actions.invite(
        call,
        by=by,
        government=guest.government,
        email=guest.email,
        language=guest.language,
        places=guest.places,
        now=now,
        lifetime=lifetime(call, now),
    )
    _send(invitation, token)
    return invitation


@transaction.atomic
def invite_governments(call: Call, guests: Iterable[Guest], *, by: Actor, now: datetime) -> list[Invitation]:
    """All of them or none. Raises delegations.actions.AlreadyInvited."""
    return [invite_government(call, guest, by=by, now=now) for guest in guests]


@transaction.atomic
def invite_official(
    call: Call, government: Government, *, by: Actor, email: str, language: str, now: datetime
) -> Invitation:
    """A government names an address only; the official registers in person.

    Raises TooManyNominated, delegations.actions.CallNotOpen and AlreadyInvited.
    """
    if not queries.is_open(call, now):
        raise actions.CallNotOpen
    log.hold(Call.objects.all()).get(pk=call.pk)
    refuse_beyond_limit(call, government, now)
    invitation, token = actions.invite(
        call,
        by=by,
        government=government,
        email=email,
        language=language,
        now=now,
        lifetime=lifetime(call, now),
        personal=True,
    )
    _send(invitation, token)
    return invitation


@transaction.atomic
def send_again(invitation: Invitation, *, by: Actor, now: datetime) -> None:
    """A new link by mail; the one sent before is dead."""
    token = actions.renew_link(invitation, by=by, now=now, lifetime=lifetime(invitation.call, now))
    _send(invitation, token)


def refuse_beyond_limit(call: Call, government: Government, now: datetime) -> None:
    limit = queries.limit_of(call, government)
    if limit is not None and queries.count_nominated(call.edition, government, now) >= limit:
        raise TooManyNominated(limit)


def lifetime(call: Call, now: datetime) -> timedelta:
    return max(call.deadline - now, timedelta()) + AFTER_DEADLINE


def address(invitation: Invitation, token: str) -> str:
    """The whole link, in the language of the invitation."""
    with translation.override(invitation.language):
        path = reverse("register" if invitation.personal else "nominate", args=(token,))
    return f"{settings.URL.scheme}://{settings.URL.netloc}{path}"


def _send(invitation: Invitation, token: str) -> None:
    language = invitation.language
    call = invitation.call
    context = {
        "invitation": invitation,
        "call": call,
        "edition": call.edition,
        "series": call.edition.series,
        "government": list(invitation.government.names.all())[-1].name,
        "address": address(invitation, token),
        "language": language,
    }
    kind = "register" if invitation.personal else "nominate"
    with translation.override(language):
        subject = render_to_string(f"nominator/email/{kind}_subject.txt", context)
        body = render_to_string(f"nominator/email/{kind}_message.txt", context)
    send_mail(" ".join(subject.split()), body, None, [invitation.email])
