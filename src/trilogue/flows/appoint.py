"""Appointing somebody by e-mail address: by a personal link that is taken up, or at once from the command line.

The token of a link stands in its mail alone, as with invitations (flows.invite).
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from trilogue.domain.editions import actions
from trilogue.domain.editions.actions import LinkDead, Offered
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Appointment, AppointmentLink, Edition, Series
from trilogue.domain.editions.queries import token_hash
from trilogue.domain.people.actions import open_account
from trilogue.domain.people.models import Account
from trilogue.domain.places.queries import present_name
from trilogue.foundation.access import ANONYMOUS, Actor
from trilogue.foundation.text.value import Text


@transaction.atomic
def appoint(
    series: Series, edition: Edition | None, *, by: Actor, email: str, name: str, **what: Any
) -> Appointment:
    """The account is opened when there is none yet. `what` is the role, and a country or government where the role
    needs one.
    """
    account = open_account(by=by, email=email, name=name)
    return actions.appoint(by=by, account=account, series=series, edition=edition, **what)


@transaction.atomic
def offer_role(
    offered: Offered, *, by: Actor, email: str, name: str, language: str, now: datetime
) -> AppointmentLink:
    """Send a personal link. Raises what editions.actions.offer does."""
    link, token = actions.offer(offered, by=by, email=email, name=name, language=language, now=now)
    _send(link, token)
    return link


@transaction.atomic
def send_again(link: AppointmentLink, *, by: Actor, now: datetime) -> None:
    """A new link by mail; the one sent before is dead. Raises what editions.actions.renew_offer does."""
    token = actions.renew_offer(link, by=by, now=now)
    link.refresh_from_db()
    _send(link, token)


@transaction.atomic
def take_up(token: str, *, now: datetime) -> Account:
    """Whoever holds the link is appointed, under the address that it was sent to, by who sent it.

    Raises LinkDead, also where the account of the address is switched off; OwnAppointment where it is the sender's.
    """
    link = actions.use_link(token_hash(token), by=ANONYMOUS, now=now)
    account = open_account(by=ANONYMOUS, email=link.email, name=link.name)
    if not account.is_active:
        raise LinkDead
    actions.appoint(
        by=Actor(link.sent_by_id),
        account=account,
        role=link.role,
        series=link.series,
        edition=link.edition,
        country=link.country,
        government=link.government,
    )
    return account


def address(link: AppointmentLink, token: str) -> str:
    """The whole link, in its language."""
    with translation.override(link.language):
        path = reverse("appointment", args=(token,))
    return f"{settings.URL.scheme}://{settings.URL.netloc}{path}"


def _send(link: AppointmentLink, token: str) -> None:
    with translation.override(link.language):
        context = {
            "link": link,
            "series": link.series,
            "edition": link.edition,
            "role": Role(link.role).label,
            "scope": scope_of(link),
            "sender": (link.sent_by.name or link.sent_by.email) if link.sent_by else "",
            "address": address(link, token),
            "language": link.language,
        }
        subject = render_to_string("desk/email/appointment_subject.txt", context)
        body = render_to_string("desk/email/appointment_message.txt", context)
    send_mail(" ".join(subject.split()), body, None, [link.email])


def scope_of(link: AppointmentLink) -> Text | None:
    """The country or government that the role is held in."""
    if link.country is not None:
        named: Text = link.country.name
        return named
    return present_name(link.government).name if link.government is not None else None
