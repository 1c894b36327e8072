"""Who exchanged cards with whom, asked only by one of the two."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from trilogue.domain.network.models import Contact
from trilogue.domain.people.models import Person
from trilogue.domain.people.queries import records_of


def contacts_of(person: Person) -> dict[int, Contact]:
    """By the record that stands for the other, the latest first."""
    own = {each.pk for each in records_of(person)}
    rows = Contact.objects.filter(Q(first__in=own) | Q(second__in=own))
    found: dict[int, Contact] = {}
    for each in rows.select_related("first", "second", "edition__series"):
        other = each.second if each.first_id in own else each.first
        end = other.merged_into_id or other.pk
        if end not in own:
            found.setdefault(end, each)
    return found


def contacts_between(one: Collection[Person], other: Collection[Person]) -> QuerySet[Contact]:
    """By any records of the two; one, but for what merging brought together."""
    return Contact.objects.filter(Q(first__in=one, second__in=other) | Q(first__in=other, second__in=one))
