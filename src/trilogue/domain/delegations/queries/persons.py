"""What the editions have of one person."""

from collections.abc import Collection

from trilogue.domain.delegations.choices import State
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.choices import Status
from trilogue.domain.people.models import Person

OVER = frozenset({Status.COMPLETED, Status.CANCELLED})
ENDED = frozenset({State.DECLINED, State.WITHDRAWN})


def still_to_come(people: Collection[Person]) -> list[Participation]:
    """Entries of editions that are not over, neither declined nor withdrawn."""
    entries = Participation.objects.filter(person__in=[each.pk for each in people])
    found = entries.exclude(state__in=ENDED).exclude(edition__status__in=OVER)
    return list(found.select_related("delegation", "edition__series"))
