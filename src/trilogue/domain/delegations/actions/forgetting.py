"""Emptying what the editions keep of a person. That somebody took part stays, for the counts."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from trilogue.domain.delegations.choices import HOLDING
from trilogue.domain.delegations.models import (
    Answer,
    ColumnMapping,
    Invitation,
    ListEntry,
    Participation,
    RosterUpload,
    StateChange,
)
from trilogue.domain.people.models import Person
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@transaction.atomic
def forget(people: Collection[Person], addresses: Collection[str], *, by: Actor, now: datetime) -> None:
    """Only edition, delegation, state and seats stay; lists, answers, reasons and uploads lose the person."""
    entries = Participation.objects.filter(person__in=[each.pk for each in people])
    Answer.objects.filter(participation__in=entries).delete()
    StateChange.objects.filter(participation__in=entries).update(reason="", invitation=None)
    ListEntry.objects.filter(participation__in=entries).update(shown={})
    RosterUpload.objects.filter(edition__in=entries.values("edition")).delete()
    for entry in entries:
        _empty(entry)
        log.write("erase", entry, by=by, fields=["answers", "post", "reason"], edition=entry.edition_id)
    _forget_addresses(addresses, now)


def _empty(entry: Participation) -> None:
    """A place taken needs a badge number; this one says nothing."""
    number = f"-{_short(entry.pk)}" if entry.state in HOLDING else ""
    Participation.objects.filter(pk=entry.pk).update(
        reference=number,
        room="",
        nominator=None,
        invitation=None,
        group=None,
        priority=0,
        submitted_at=None,
        evidence=None,
        override="",
        offer_expires_at=None,
        replaces=None,
        home=None,
        host=None,
        home_written="",
        host_written="",
        department="",
        position="",
        case_title="",
        email="",
    )


def _forget_addresses(addresses: Collection[str], now: datetime) -> None:
    wanted = Q(pk__in=[])
    for address in addresses:
        wanted |= Q(email__iexact=address)
        ColumnMapping.objects.filter(sender__iexact=address).delete()
        RosterUpload.objects.filter(sender__iexact=address).delete()
    Invitation.objects.filter(wanted, revoked_at=None).update(revoked_at=now)
    Invitation.objects.filter(wanted).update(email="")
    Participation.objects.filter(wanted).update(email="")


def _short(number: int) -> str:
    """At most seven signs for any number of rows."""
    signs = ""
    while number:
        number, rest = divmod(number, len(DIGITS))
        signs = DIGITS[rest] + signs
    return signs
