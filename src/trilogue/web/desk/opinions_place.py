"""What an address of an exchange of opinions means."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from trilogue.domain.opinions.models import Conversation, Statement
from trilogue.foundation.access import Actor
from trilogue.foundation.access import predicate as access_predicate
from trilogue.web.desk.place import LARGEST, Spot, address, edition_of, load, series_of

LARGEST_STATEMENT = 2**31 - 1


def load_exchange(slug: str, exchange: int, number: int | None = None) -> Conversation:
    place = load(slug, number)
    if exchange > LARGEST:
        raise Http404
    found = Conversation.objects.filter(series=series_of(place), edition=edition_of(place))
    return get_object_or_404(found.select_related("series", "edition__series", "session"), number=exchange)


def load_statement(slug: str, exchange: int, statement: int, number: int | None = None) -> Statement:
    conversation = load_exchange(slug, exchange, number)
    if statement > LARGEST_STATEMENT:
        raise Http404
    found = conversation.statements.select_related("merged_into", "replaces")
    row = get_object_or_404(found, number=statement)
    row.conversation = conversation
    return row


def of_row(predicate: Any) -> Any:
    """The predicate asked about the exchange that is the row of a spot."""

    @access_predicate
    def holds(actor: Actor, spot: Spot) -> bool:
        return bool(predicate.test(actor, spot.row))

    return holds


def of_statement(predicate: Any) -> Any:
    """The predicate asked about the exchange that a statement belongs to."""

    @access_predicate
    def holds(actor: Actor, statement: Statement) -> bool:
        return bool(predicate.test(actor, statement.conversation))

    return holds


def at(name: str, conversation: Conversation, *rest: Any) -> str:
    """The address of one of the exchange's pages."""
    return address(name, conversation.place, conversation.number, *rest)
