"""What a person shows of themselves, and to whom."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from trilogue.domain.network.choices import Audience, CardField, ChannelKind
from trilogue.domain.network.models import Card, Channel, Release
from trilogue.domain.network.queries import own_card
from trilogue.domain.people.actions import ConsentNeeded
from trilogue.domain.people.choices import Purpose
from trilogue.domain.people.models import Person
from trilogue.domain.people.queries import holds, records_of
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log

LONGEST = 200
NEEDS_CONSENT = frozenset({Audience.EDITION, Audience.ALUMNI})
NUMBER = frozenset("0123456789+-() .#/")

Showing = tuple[CardField, Audience]
"""A field, and who sees it."""


class ChannelFaulty(ValueError):
    """`code` says why: too_long, not_one_line, no_address, no_number."""

    def __init__(self, kind: ChannelKind, code: str) -> None:
        super().__init__(kind, code)
        self.kind, self.code = kind, code


@transaction.atomic
def set_card(
    person: Person,
    channels: Sequence[tuple[ChannelKind, str]],
    shown: Collection[Showing],
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Both at once, or neither. Raises ChannelFaulty or people's ConsentNeeded."""
    set_channels(person, channels, by=by)
    set_releases(person, shown, by=by, now=now)


@transaction.atomic
def set_channels(person: Person, channels: Sequence[tuple[ChannelKind, str]], *, by: Actor) -> None:
    """The ways to reach the person, in this order; all others go. Raises ChannelFaulty."""
    for kind, value in channels:
        _refuse_faulty(kind, value)
    log.write("set_channels", person, by=by, fields=["channels"])
    Channel.objects.filter(person__in=records_of(person)).delete()
    Channel.objects.bulk_create(
        Channel(person=person, kind=kind, value=value, position=position)
        for position, (kind, value) in enumerate(channels)
    )


@transaction.atomic
def set_releases(person: Person, wanted: Collection[Showing], *, by: Actor, now: datetime) -> None:
    """What is shown from now on; what is not wanted any more is gone at once.

    Raises people's ConsentNeeded where somebody is to be shown to more than their contacts without agreeing to the
    directory.
    """
    if any(audience in NEEDS_CONSENT for _, audience in wanted) and not holds(person, Purpose.DIRECTORY):
        raise ConsentNeeded(Purpose.DIRECTORY)
    log.write("set_releases", person, by=by, fields=["releases"])
    kept = set()
    for each in Release.objects.filter(person__in=records_of(person)):
        if (each.field, each.audience) in wanted and each.person_id == person.pk:
            kept.add((each.field, each.audience))
        else:
            each.delete()
    Release.objects.bulk_create(
        Release(person=person, field=field, audience=audience, given_at=now)
        for field, audience in sorted(set(wanted) - kept)
    )
    if wanted and own_card(person) is None:
        Card.objects.create(person=person)


@transaction.atomic
def take_back(person: Person, *, by: Actor) -> None:
    """Nothing is shown to anybody any more."""
    gone, _ = Release.objects.filter(person__in=records_of(person)).delete()
    if gone:
        log.write("set_releases", person, by=by, fields=["releases"])


@transaction.atomic
def renew_code(person: Person, *, by: Actor) -> Card:
    """Every code that was shown before opens nothing any more."""
    log.stand_in_line()
    Card.objects.filter(person__in=records_of(person)).exclude(person=person).delete()
    card, _ = Card.objects.update_or_create(person=person, defaults={"serial": uuid.uuid4()})
    log.write("renew_code", card, by=by, fields=["serial"])
    return card


def _refuse_faulty(kind: ChannelKind, value: str) -> None:
    if len(value) > LONGEST:
        raise ChannelFaulty(kind, "too_long")
    if not value.strip() or not value.isprintable():
        raise ChannelFaulty(kind, "not_one_line")
    if kind == ChannelKind.PHONE and (set(value) - NUMBER or not any(each.isdigit() for each in value)):
        raise ChannelFaulty(kind, "no_number")
    if kind == ChannelKind.MAIL:
        try:
            validate_email(value)
        except ValidationError:
            raise ChannelFaulty(kind, "no_address") from None
