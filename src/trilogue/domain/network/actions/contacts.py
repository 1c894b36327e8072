"""Exchanging cards, once however often it is asked for, and undoing it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from trilogue.domain.delegations.choices import LISTED
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.models import Edition
from trilogue.domain.network.choices import Audience
from trilogue.domain.network.models import Contact
from trilogue.domain.network.queries import contacts_between, editions_of, owner_of, shown_by
from trilogue.domain.people.models import Person
from trilogue.domain.people.queries import records_of, standing_for
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log


class NotExchanged(Exception):
    """Why two did not exchange cards; `code` is the reason's."""

    code = ""


class CodeUnknown(NotExchanged):
    """Never was a code, was replaced by a newer one, or belongs to somebody who shows contacts nothing now."""

    code = "unknown"


class OwnCode(NotExchanged):
    code = "own"


class NothingToShow(NotExchanged):
    """Who asks shows contacts nothing, and so has no card to give."""

    code = "nothing"


class ReceiptTaken(NotExchanged):
    """The number was used for an exchange between two others."""

    code = "receipt"


@transaction.atomic
def exchange(code: str, person: Person, *, receipt: UUID, by: Actor, now: datetime) -> Contact:
    """Both get each other's card. Asked for again, by either or under the same receipt, it is the same contact.

    Raises CodeUnknown, OwnCode, NothingToShow or ReceiptTaken.
    """
    log.stand_in_line()
    owner = owner_of(code)
    if owner is None:
        raise CodeUnknown
    if owner == standing_for(person):
        raise OwnCode
    known = contacts_between(records_of(owner), records_of(person)).first()
    if known:
        return known
    if not shown_by(person, Audience.CONTACTS):
        raise NothingToShow
    if Contact.objects.filter(receipt=receipt).exists():
        raise ReceiptTaken
    first, second = sorted((owner, standing_for(person)), key=lambda each: each.pk)
    made = Contact.objects.create(
        first=first, second=second, edition=_latest_shared(first, second), receipt=receipt, exchanged_at=now
    )
    log.write("exchange_cards", made, by=by, fields=["first", "second"])
    return made


@transaction.atomic
def remove_contact(person: Person, other: Person, *, by: Actor) -> None:
    """Neither has the other's card any more; nothing where they did not exchange cards."""
    for each in log.hold(contacts_between(records_of(person), records_of(other))):
        log.write("remove_contact", each, by=by)
        each.delete()


def _latest_shared(first: Person, second: Person) -> Edition | None:
    entries = Participation.objects.filter(
        person__in=records_of(first), edition__in=editions_of(second), state__in=LISTED
    )
    latest = entries.select_related("edition").order_by("-edition__date", "-edition__number").first()
    return latest.edition if latest else None
