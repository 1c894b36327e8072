from django.db.models import Q, QuerySet

from trilogue.domain.delegations.choices import LISTED
from trilogue.domain.delegations.models import Participation
from trilogue.domain.opinions.choices import Phase
from trilogue.domain.opinions.models import Conversation
from trilogue.domain.people.models import Person
from trilogue.domain.people.queries import records_of


def country_of(participation: Participation) -> str:
    """The code of its delegation's country."""
    return participation.delegation.country_id


def conversations_of(person: int | None) -> QuerySet[Conversation]:
    """Those of the editions and series in which the person has a confirmed place, once they have begun.

    One that was held elsewhere and taken over is part of the public record alone.
    """
    found = Person.objects.filter(pk=person or 0, erased_at=None).first()
    confirmed = Participation.objects.filter(person__in=records_of(found) if found else [], state__in=LISTED)
    here = Q(edition__in=confirmed.values("edition")) | Q(
        edition=None, series__in=confirmed.values("edition__series")
    )
    begun = Conversation.objects.filter(here).exclude(phase=Phase.PREPARE).exclude(archive__imported=True)
    return begun.select_related("series", "edition")
