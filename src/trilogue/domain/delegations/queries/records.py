"""A person's other records: those merged into one, and the editions that any of them took part in."""

from collections.abc import Collection, Iterable

from django.db.models import Q

from trilogue.domain.delegations.choices import LISTED
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.models import Edition
from trilogue.domain.people.models import Person


def same_people(people: Collection[int]) -> dict[int, int]:
    """Each given record, and each merged with one of them, to the record that stands for all."""
    known: dict[int, int | None] = {}
    looked: set[int] = set()
    asked = set(people)
    while asked:
        found = Person.objects.filter(Q(pk__in=asked) | Q(merged_into__in=asked))
        rows = dict(found.values_list("pk", "merged_into"))
        known |= rows
        looked |= asked
        asked = (rows.keys() | {into for into in rows.values() if into}) - looked
    return {pk: _root(pk, known) for pk in known}


def _root(pk: int, into: dict[int, int | None]) -> int:
    """The end of the chain; a ring, which no action makes, ends where it would close."""
    seen = {pk}
    while (above := into.get(pk)) and above not in seen:
        seen.add(above)
        pk = above
    return pk


def earlier_editions(participations: Iterable[Participation]) -> dict[int, tuple[Edition, ...]]:
    """By participation: the earlier editions of its series that the same person took part in, oldest first."""
    asked = list(participations)
    roots = same_people([each.person_id for each in asked])
    series = {each.edition.series_id for each in asked}
    taken = Participation.objects.filter(person__in=roots, edition__series__in=series, state__in=LISTED)
    found: dict[int, set[Edition]] = {}
    for each in taken.select_related("edition__series"):
        found.setdefault(roots[each.person_id], set()).add(each.edition)
    return {each.pk: _before(each.edition, found.get(roots[each.person_id], set())) for each in asked}


def _before(edition: Edition, others: set[Edition]) -> tuple[Edition, ...]:
    same = [each for each in others if each.series_id == edition.series_id and each.number < edition.number]
    return tuple(sorted(same, key=lambda each: each.number))
