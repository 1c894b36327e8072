"""Who proposes and votes, who puts questions, and who runs the exchange."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from trilogue.domain.delegations.choices import LISTED
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.access import roles, runs, translates
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition, Series
from trilogue.domain.opinions.models import Conversation, QuestionTime
from trilogue.domain.people.models import Person
from trilogue.domain.people.queries import records_of
from trilogue.foundation.access import Actor, predicate

Place = Series | Edition
STAFF = frozenset({Role.HOST_ADMIN, Role.DESK, Role.DOOR, Role.TRANSLATOR, Role.INTERPRETER})
"""They prepare and moderate the exchange, and neither propose nor vote."""


@dataclass(frozen=True)
class VotingPlace:
    """What a vote needs to know of its voter: the public ids of the person's record, first, and of all that were merged
    into it, and the country of the delegation.
    """

    records: tuple[UUID, ...]
    country: str


def participation_in(person: int | None, place: Place) -> Participation | None:
    """The person's confirmed place in the edition; of a series, that in its latest edition."""
    found = Person.objects.filter(pk=person or 0, erased_at=None).first()
    if found is None:
        return None
    mine = _confirmed(place).filter(person__in=records_of(found))
    return mine.select_related("person", "edition", "delegation__country").first()


def voting_place(person: int | None, place: Place) -> VotingPlace | None:
    """As `participation_in`, by a single question for everybody whose record was never merged: each vote asks it."""
    others = Exists(Person.objects.filter(merged_into=OuterRef("person")).order_by())
    plain = _confirmed(place).filter(person=person or 0, person__merged_into=None, person__erased_at=None)
    found = plain.values_list("person__public_id", "delegation__country", others).first()
    if found and not found[2]:
        return VotingPlace((found[0],), found[1])
    participation = participation_in(person, place)
    if participation is None:
        return None
    records = tuple(each.public_id for each in records_of(participation.person))
    return VotingPlace(records, participation.delegation.country_id)


def _confirmed(place: Place) -> QuerySet[Participation]:
    """Those of the latest edition first."""
    confirmed = Participation.objects.filter(state__in=LISTED)
    if isinstance(place, Edition):
        return confirmed.filter(edition=place).order_by("pk")
    return confirmed.filter(edition__series=place).order_by("-edition__number", "pk")


def works_for(actor: Actor, place: Place) -> bool:
    return bool(roles(actor, place) & STAFF)


@predicate
def takes_part(actor: Actor, subject: Conversation | QuestionTime) -> bool:
    """Has a confirmed place in the edition (of a series, in one of its editions), and does not work for it."""
    place = subject.place if isinstance(subject, Conversation) else subject.edition
    return not works_for(actor, place) and voting_place(actor.person, place) is not None


@predicate
def moderates(actor: Actor, subject: Conversation | QuestionTime) -> bool:
    """Sets it up, decides about what is proposed, leads it and shows its results."""
    return bool(runs.test(actor, subject.place if isinstance(subject, Conversation) else subject.edition))


@predicate
def translates_statements(actor: Actor, subject: Conversation | QuestionTime) -> bool:
    return bool(
        translates.test(actor, subject.place if isinstance(subject, Conversation) else subject.edition)
    )
