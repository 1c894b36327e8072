"""Who may open the pages of the network. What stands on them, queries decide person by person and field by field."""

from trilogue.domain.delegations.choices import LISTED
from trilogue.domain.delegations.models import Participation
from trilogue.domain.people.models import Person
from trilogue.domain.people.queries import records_of
from trilogue.foundation.access import Actor, predicate


@predicate
def takes_part_somewhere(actor: Actor) -> bool:
    """Has a confirmed place in an edition, of now or before. An account alone, as nominees have, is not enough."""
    person = Person.objects.filter(pk=actor.person or 0, erased_at=None).first()
    if person is None:
        return False
    return Participation.objects.filter(person__in=records_of(person), state__in=LISTED).exists()
