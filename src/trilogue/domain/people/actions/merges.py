"""Two records of one person become one, and two again. Merging moves nothing: it points.

Decisions that hold are edges from an absorbed to a kept record; each record points at the end of its edges. So
undoing a decision, in any order, gives back what there would have been without it.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from trilogue.domain.people.actions import index
from trilogue.domain.people.models import Distinction, Merge, Person
from trilogue.domain.people.queries.records import records_of, standing_for
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log


class AlreadyOne(Exception):
    """The two records stand for one person already."""


class KeptApart(Exception):
    """Somebody decided that they are two people; that decision must be taken back first."""


class NotMerged(Exception):
    """The decision was undone already."""


@transaction.atomic
def merge(kept: Person, absorbed: Person, *, by: Actor, reasons: Iterable[str], now: datetime) -> Merge:
    """`kept` stands for both from now on. Of records merged before, those that stand for them are meant."""
    _lock({kept.pk, absorbed.pk})
    end, other = _fresh_end(kept), _fresh_end(absorbed)
    if end.pk == other.pk:
        raise AlreadyOne
    both = [*records_of(end), *records_of(other)]
    if _distinctions(records_of(end), records_of(other)).exists():
        raise KeptApart
    decision = Merge.objects.create(
        kept=end, absorbed=other, reasons=list(reasons), decided_at=now, decided_by_id=by.account
    )
    point(each.pk for each in both)
    log.write("merge", decision, by=by, fields=["merged_into"])
    return decision


@transaction.atomic
def unmerge(decision: Merge, *, by: Actor, now: datetime) -> None:
    """The absorbed record, with what had been merged into it, stands for itself again. Raises NotMerged."""
    decision = log.hold(Merge.objects.select_related("absorbed")).get(pk=decision.pk)
    if decision.undone_at:
        raise NotMerged
    both = {each.pk for each in records_of(decision.absorbed)}
    _lock(both)
    decision.undone_at, decision.undone_by_id = now, by.account
    decision.save(update_fields=["undone_at", "undone_by"])
    point(both)
    log.write("unmerge", decision, by=by, fields=["merged_into"])


@transaction.atomic
def keep_apart(first: Person, second: Person, *, by: Actor, now: datetime) -> Distinction:
    """They are two people, whatever their names. Raises AlreadyOne."""
    one, other = sorted((_fresh_end(first), _fresh_end(second)), key=lambda person: person.pk)
    if one.pk == other.pk:
        raise AlreadyOne
    decision, new = Distinction.objects.get_or_create(
        first=one, second=other, defaults={"decided_at": now, "decided_by_id": by.account}
    )
    if new:
        log.write("keep_apart", decision, by=by)
    return decision


@transaction.atomic
def reconsider(first: Person, second: Person, *, by: Actor) -> None:
    """Take back that they are two people; they may be proposed again."""
    for decision in _distinctions(records_of(first), records_of(second)):
        log.write("reconsider", decision, by=by)
        decision.delete()


def _distinctions(some: Collection[Person], others: Collection[Person]) -> QuerySet[Distinction]:
    between = Q(first__in=some, second__in=others) | Q(first__in=others, second__in=some)
    return Distinction.objects.filter(between)


def _fresh_end(person: Person) -> Person:
    return standing_for(Person.objects.get(pk=person.pk))


def _lock(people: Collection[int]) -> None:
    list(log.hold(Person.objects.filter(pk__in=people)).order_by("pk"))


def point(people: Iterable[int]) -> None:
    """Let each of these records point at the end of the decisions that hold."""
    wanted = set(people)
    holding = Merge.objects.filter(undone_at=None, absorbed__in=wanted)
    edges = dict(holding.values_list("absorbed", "kept"))
    for person in wanted:
        end = person
        while end in edges:
            end = edges[end]
        Person.objects.filter(pk=person).update(merged_into=None if end == person else end)
    index.refresh(wanted)
