"""Personal links. The token is given once, to be mailed; only its hash is kept, so that no copy of the database,
log or export opens anything.
"""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from trilogue.domain.delegations.models import Call, Invitation
from trilogue.domain.delegations.queries.invitations import token_hash
from trilogue.domain.places.models import Government
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log

TOKEN_BYTES = 32


class AlreadyInvited(Exception):
    """The address has a living link of the same kind for the same government. Carries it."""

    def __init__(self, invitation: Invitation) -> None:
        super().__init__(invitation.pk)
        self.invitation = invitation


@transaction.atomic
def invite(
    call: Call,
    *,
    by: Actor,
    government: Government,
    email: str,
    language: str,
    now: datetime,
    lifetime: timedelta,
    places: int | None = None,
    personal: bool = False,
) -> tuple[Invitation, str]:
    """A link for a government, or with `personal` for one official of it, and the token that opens it.

    `places` is the most people the government may nominate. Raises AlreadyInvited.
    """
    log.hold(Call.objects.all()).get(pk=call.pk)
    known = call.invitations.filter(
        government=government,
        email__iexact=email,
        personal=personal,
        revoked_at=None,
        expires_at__gt=now,
    ).first()
    if known:
        raise AlreadyInvited(known)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    invitation = Invitation.objects.create(
        call=call,
        government=government,
        country=government.country,
        personal=personal,
        email=email,
        language=language,
        places=places,
        token_hash=token_hash(token),
        sent_at=now,
        expires_at=now + lifetime,
    )
    log.write("invite", invitation, by=by, fields=["email", "government"], edition=call.edition_id)
    return invitation, token


@transaction.atomic
def renew_link(invitation: Invitation, *, by: Actor, now: datetime, lifetime: timedelta) -> str:
    """A new token for the same invitation; the old one is dead from now on, and a revoked link lives again."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    invitation.token_hash = token_hash(token)
    invitation.sent_at, invitation.expires_at, invitation.revoked_at = now, now + lifetime, None
    invitation.save(update_fields=["token_hash", "sent_at", "expires_at", "revoked_at"])
    log.write("renew_link", invitation, by=by, fields=["token_hash"], edition=invitation.call.edition_id)
    return token


@transaction.atomic
def revoke_link(invitation: Invitation, *, by: Actor, now: datetime) -> None:
    """The link opens nothing any more; what was nominated with it stays."""
    if invitation.revoked_at is None:
        invitation.revoked_at = now
        invitation.save(update_fields=["revoked_at"])
        log.write("revoke_link", invitation, by=by, edition=invitation.call.edition_id)


@transaction.atomic
def mark_opened(invitation: Invitation, *, by: Actor, now: datetime) -> None:
    """Note when the link was first used."""
    if invitation.opened_at is None:
        invitation.opened_at = now
        invitation.save(update_fields=["opened_at"])
        log.write("open_link", invitation, by=by, fields=["opened_at"], edition=invitation.call.edition_id)
