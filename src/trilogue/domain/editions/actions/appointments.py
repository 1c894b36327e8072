"""Who has which role where, and the personal links by which somebody takes one up.

The token of a link is given once, to be mailed; only its hash is kept. Every rule is asked where the transaction stands
in line: two who act at once are one after the other, and the second sees what the first has done.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from trilogue.domain.editions import queries
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Appointment, AppointmentLink, Edition, Series
from trilogue.domain.people.models import Account
from trilogue.domain.places.models import Country, Government
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log

TOKEN_BYTES = 32
LIFETIME = timedelta(days=7)
"""How long a link can be taken up."""


class NotAppointed(Exception):
    """The appointment, its end or its offer is refused; `code` says why."""

    code = ""


class OwnAppointment(NotAppointed):
    """Nobody gives a role to the own account, nor takes one from it."""

    code = "own_appointment"


class NotAdministrator(NotAppointed):
    """Whoever asks does not administer the series or edition, perhaps since a moment ago."""

    code = "not_administrator"


class LastAdministrator(NotAppointed):
    """Without this account nobody could administer a series any more. Appoint another first."""

    code = "last_administrator"


class AlreadyOffered(NotAppointed):
    """The address has a living link to the same role."""

    code = "already_offered"


class LinkDead(NotAppointed):
    """The link opens nothing: unknown, used, expired, revoked, or sent by who administers no more."""

    code = "link_dead"


@dataclass(frozen=True)
class Offered:
    """A role somewhere: for a coordinator in a country, for a nominator in a government."""

    role: str
    series: Series
    edition: Edition | None = None
    country: Country | None = None
    government: Government | None = None


@transaction.atomic
def appoint(
    *,
    by: Actor,
    account: Account,
    role: str,
    series: Series,
    edition: Edition | None = None,
    country: Country | None = None,
    government: Government | None = None,
) -> Appointment:
    """Appoint once; the same appointment again changes nothing.

    Taking part is the one role that comes to somebody by the own doing: by registering. Raises OwnAppointment.
    """
    if by.account is not None and by.account == account.pk and role != Role.PARTICIPANT:
        raise OwnAppointment
    appointment, added = Appointment.objects.get_or_create(
        account=account,
        role=role,
        series=series,
        edition=edition,
        country=country,
        government=government,
        defaults={"person": account.person},
    )
    if added:
        log.write("appoint", appointment, by=by, fields=["role"], edition=appointment.edition_id)
    return appointment


@transaction.atomic
def found(series: Series, *, by: Actor) -> Appointment:
    """Whoever adds a series administers it. Raises NotAdministrator where somebody has a role in it already."""
    log.stand_in_line()
    if by.account is None or series.appointments.exists():
        raise NotAdministrator
    appointment = Appointment.objects.create(
        account_id=by.account, person_id=by.person, role=Role.HOST_ADMIN, series=series
    )
    log.write("appoint", appointment, by=by, fields=["role"])
    return appointment


@transaction.atomic
def revoke(appointment: Appointment, *, by: Actor) -> None:
    """Raises OwnAppointment, NotAdministrator, LastAdministrator."""
    log.stand_in_line()
    if by.account is not None and by.account == appointment.account_id:
        raise OwnAppointment
    _still_administers(by, appointment.series_id, appointment.edition_id)
    leads = appointment.role == Role.HOST_ADMIN and appointment.edition_id is None
    if leads and queries.nobody_else_administers([appointment.account_id], series=appointment.series_id):
        raise LastAdministrator
    log.write("revoke", appointment, by=by, edition=appointment.edition_id)
    appointment.delete()


@transaction.atomic
def offer(
    offered: Offered, *, by: Actor, email: str, name: str, language: str, now: datetime
) -> tuple[AppointmentLink, str]:
    """A link to a role, and the token that opens it.

    Raises OwnAppointment for the address of whoever offers, NotAdministrator, AlreadyOffered.
    """
    log.stand_in_line()
    if _is_own(email, by):
        raise OwnAppointment
    series, edition = offered.series, offered.edition
    _still_administers(by, series.pk, edition.pk if edition else None)
    same = AppointmentLink.objects.filter(
        email__iexact=email,
        role=offered.role,
        series=series,
        edition=edition,
        country=offered.country,
        government=offered.government,
    )
    if queries.living_links(now).filter(pk__in=same.values("pk")).exists():
        raise AlreadyOffered
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = AppointmentLink.objects.create(
        series=series,
        edition=edition,
        role=Role(offered.role),
        country=offered.country,
        government=offered.government,
        email=email,
        name=name,
        language=language,
        token_hash=queries.token_hash(token),
        sent_at=now,
        sent_by_id=by.account,
        expires_at=now + LIFETIME,
    )
    log.write("offer_role", link, by=by, fields=["email", "name", "role"], edition=link.edition_id)
    return link, token


@transaction.atomic
def renew_offer(link: AppointmentLink, *, by: Actor, now: datetime) -> str:
    """A new token for the same offer; the old one is dead from now on, and an expired or revoked link lives again.

    Raises OwnAppointment, NotAdministrator, and LinkDead for a link that was used.
    """
    held = log.hold(AppointmentLink.objects.all()).get(pk=link.pk)
    if _is_own(held.email, by):
        raise OwnAppointment
    _still_administers(by, held.series_id, held.edition_id)
    if held.used_at is not None:
        raise LinkDead
    token = secrets.token_urlsafe(TOKEN_BYTES)
    held.token_hash = queries.token_hash(token)
    held.sent_at, held.sent_by_id, held.expires_at, held.revoked_at = now, by.account, now + LIFETIME, None
    held.save(update_fields=["token_hash", "sent_at", "sent_by", "expires_at", "revoked_at"])
    log.write("renew_offer", held, by=by, fields=["token_hash"], edition=held.edition_id)
    return token


@transaction.atomic
def revoke_offer(link: AppointmentLink, *, by: Actor, now: datetime) -> None:
    """The link opens nothing any more; a role that was taken up with it stays. Raises NotAdministrator."""
    held = log.hold(AppointmentLink.objects.all()).get(pk=link.pk)
    _still_administers(by, held.series_id, held.edition_id)
    if held.revoked_at is None and held.used_at is None:
        held.revoked_at = now
        held.save(update_fields=["revoked_at"])
        log.write("revoke_offer", held, by=by, edition=held.edition_id)


@transaction.atomic
def use_link(hashed: str, *, by: Actor, now: datetime) -> AppointmentLink:
    """Mark the link as used, which happens once: of two at a time, one comes too late. Raises LinkDead."""
    link = log.hold(queries.living_links(now), of=("self",)).filter(token_hash=hashed).first()
    if link is None:
        raise LinkDead
    link.used_at = now
    link.save(update_fields=["used_at"])
    log.write("use_link", link, by=by, fields=["used_at"], edition=link.edition_id)
    return link


def _is_own(email: str, by: Actor) -> bool:
    return by.account is not None and Account.objects.filter(pk=by.account, email__iexact=email).exists()


def _still_administers(by: Actor, series: int, edition: int | None) -> None:
    """As the rows stand now: an appointment read at the request's start may have ended since.

    Nobody signed in is the command line, which whoever owns the machine uses.
    """
    if by.account is None:
        return
    held = Appointment.objects.filter(account=by.account, role=Role.HOST_ADMIN, series=series)
    if not held.filter(queries.at(edition)).exists():
        raise NotAdministrator
