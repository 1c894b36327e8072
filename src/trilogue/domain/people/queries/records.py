"""All records that stand for one human being, as merges have it."""

from collections.abc import Collection

from django.db.models import Q

from trilogue.domain.people.models import Account, Merge, Person


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


def parts_of(decision: Merge) -> tuple[set[int], set[int]]:
    """The records that stay together and those that go with the absorbed one, once the decision is undone."""
    layer = going = {decision.absorbed_id}
    while layer:
        layer = set(Merge.objects.filter(undone_at=None, kept__in=layer).values_list("absorbed", flat=True))
        going = going | layer
    return {each.pk for each in records_of(decision.kept)} - going, going


def accounts_of(people: Collection[Person]) -> list[Account]:
    """Joined to one of the records, or of the same address."""
    wanted = Q(person__in=[each.pk for each in people])
    for each in people:
        if each.email:
            wanted |= Q(email__iexact=each.email)
    return list(Account.objects.filter(wanted))
