"""What is kept sealed with a person's own key. Neither log nor search ever holds any of it."""

from datetime import datetime

from django.db import transaction

from trilogue.domain.people.choices import Detail, Purpose
from trilogue.domain.people.models import Person, SealedDetail
from trilogue.domain.people.queries import detail_place, holds, records_of
from trilogue.foundation import keys
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log

LONGEST = 500
"""Characters of a detail."""
NEEDS_CONSENT = frozenset({Detail.DIET, Detail.HEALTH})


class ConsentNeeded(Exception):
    """A sensitive detail without the consent to it. Carries the purpose to be asked for."""

    code = "consent_needed"

    def __init__(self, purpose: Purpose) -> None:
        super().__init__(purpose)
        self.purpose = purpose


class DetailTooLong(ValueError):
    """More characters than LONGEST."""

    code = "detail_too_long"


@transaction.atomic
def keep_detail(person: Person, kind: Detail, text: str, *, by: Actor, now: datetime) -> SealedDetail:
    """Seal a detail in place of an earlier one.

    Raises ConsentNeeded for a sensitive kind, DetailTooLong, keys.KeyRefused for an erased person.
    """
    if len(text) > LONGEST:
        raise DetailTooLong
    if kind in NEEDS_CONSENT and not holds(person, Purpose.SENSITIVE):
        raise ConsentNeeded(Purpose.SENSITIVE)
    data = keys.seal(person.public_id, text, place=detail_place(kind))
    kept, _ = SealedDetail.objects.update_or_create(
        person=person, kind=kind, defaults={"data": data, "recorded_at": now}
    )
    log.write("keep_detail", kept, by=by, fields=["data"])
    return kept


@transaction.atomic
def drop_detail(person: Person, kind: Detail, *, by: Actor) -> None:
    """Delete a detail, also from records merged into the person's; nothing if there is none."""
    for kept in SealedDetail.objects.filter(person__in=records_of(person), kind=kind):
        log.write("drop_detail", kept, by=by, fields=["data"])
        kept.delete()
