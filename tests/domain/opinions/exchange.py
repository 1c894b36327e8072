"""An exchange with people in it, and their votes as a device sends them."""

from uuid import uuid4

from django.utils import timezone

from tests import factories
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.models import Edition
from trilogue.domain.opinions.actions import Casting, Kept, cast
from trilogue.domain.opinions.models import Conversation, Statement
from trilogue.foundation.access import Actor

NOW = timezone.now()


def official(edition: Edition | None, *, country: str = "KR") -> Participation:
    """Somebody of that country with a confirmed place."""
    return factories.create_participation(edition, country=factories.create_country(country))


def desk_of(conversation: Conversation) -> Actor:
    """Somebody who runs the edition of the exchange."""
    assert conversation.edition
    return factories.actor(edition=conversation.edition)


def actor(participation: Participation) -> Actor:
    return Actor(person=participation.person_id)


def casting(statement: Statement, value: int | None = 1, *, number: int = 1) -> Casting:
    return Casting(uuid4(), statement.public_id, value, number, "ko")


def vote(
    conversation: Conversation, who: Participation, *castings: Casting, ballot: str = "open"
) -> list[Kept]:
    return cast(conversation, castings, by=actor(who), ballot=ballot, now=NOW)
