"""Handing somebody the cards of their contacts; without the log entries nobody gets them."""

from collections.abc import Collection

from django.conf import settings
from django.db import transaction

from trilogue.documents import contact_cards
from trilogue.documents.document import Document
from trilogue.domain.network.queries import contacts_of, shown_to
from trilogue.domain.people.models import Person
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import access, log


class NoCards(LookupError):
    """None of these people shows a card any more."""

    code = "no_cards"


@transaction.atomic
def give_cards(
    reader: Person, language: str, *, by: Actor, only: Collection[int] | None = None, origin: str = ""
) -> Document:
    """The cards of all contacts, or of those among `only`, as each shows it at this moment. Raises NoCards."""
    wanted = [each for each in contacts_of(reader) if only is None or each in only]
    known = shown_to(reader, wanted)
    shown = [known[each] for each in wanted if each in known]
    if not shown:
        raise NoCards
    document = contact_cards.build(shown, language, base=f"{settings.URL.scheme}://{settings.URL.netloc}")
    log.write("download_cards", reader, by=by, fields=["contacts"])
    access.seen(
        by=by, what="cards.vcf", people=[each.person.pk for each in shown], edition=None, origin=origin
    )
    return document
