"""All records that stand for one human being, as merges have it."""

from collections.abc import Collection

from django.db.models import Q

from trilogue.domain.people.models import Account, Person


def standing_for(person: Person) -> Person:
    """The record that stands for this one."""
    while person.merged_into:
        person = person.merged_into
    return person


def records_of(person: Person) -> list[Person]:
    """The record that stands for the person, first, and all that were merged into it."""
    found = [standing_for(person)]
    layer = found
    while layer:
        layer = list(Person.objects.filter(merged_into__in=layer))
        found = [*found, *layer]
    return found


def accounts_of(people: Collection[Person]) -> list[Account]:
    """Joined to one of the records, or of the same address."""
    wanted = Q(person__in=[each.pk for each in people])
    for each in people:
        if each.email:
            wanted |= Q(email__iexact=each.email)
    return list(Account.objects.filter(wanted))
