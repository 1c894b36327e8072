"""Merging two records of one person, and their nominations where both stand in one edition."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from trilogue.domain.delegations import actions as delegations
from trilogue.domain.delegations.choices import HOLDING, MOVES, State
from trilogue.domain.delegations.models import Participation
from trilogue.domain.people import actions as people
from trilogue.domain.people.models import Merge, Person
from trilogue.domain.people.queries import records_of
from trilogue.flows import offer
from trilogue.foundation.access import Actor

DUPLICATE = "duplicate"
DUPLICATE_UNDONE = "duplicate_undone"


class ChooseNomination(Exception):
    """Both are in one edition, and only the record to be absorbed holds a place there, which nobody may lose so.

    The desk merges the other way round, or withdraws one nomination first. Carries both nominations.
    """

    def __init__(self, kept: Participation, absorbed: Participation) -> None:
        super().__init__(kept.pk, absorbed.pk)
        self.kept, self.absorbed = kept, absorbed


@transaction.atomic
def merge_people(
    kept: Person, absorbed: Person, *, by: Actor, reasons: Iterable[str], now: datetime
) -> Merge:
    """Raises ChooseNomination, people.AlreadyOne or people.KeptApart; then nothing has changed.

    Where both were nominated, the absorbed one's nomination is withdrawn; a place both held goes to the next.
    """
    both = [pair for pair in _in_one_edition(records_of(kept), records_of(absorbed)) if _is_open(pair[1])]
    for staying, leaving in both:
        if leaving.state in HOLDING and staying.state not in HOLDING:
            raise ChooseNomination(staying, leaving)
    decision = people.merge(kept, absorbed, by=by, reasons=reasons, now=now)
    for _, leaving in both:
        if State.WITHDRAWN in MOVES[State(leaving.state)]:
            offer.withdraw(leaving, by=by, now=now, reason=DUPLICATE)
    return decision


@transaction.atomic
def unmerge_people(decision: Merge, *, by: Actor, now: datetime) -> None:
    """Nominations that the merging withdrew are taken up again, and judged anew. Raises people.NotMerged."""
    people.unmerge(decision, by=by, now=now)
    apart = records_of(Person.objects.get(pk=decision.absorbed_id))
    withdrawn = Participation.objects.filter(
        person__in=apart,
        state=State.WITHDRAWN,
        changes__after=State.WITHDRAWN,
        changes__reason=DUPLICATE,
        changes__at=decision.decided_at,
    )
    for each in withdrawn.select_related("delegation"):
        delegations.renew(each, by=by, now=now, reason=DUPLICATE_UNDONE)


def _in_one_edition(
    kept: Iterable[Person], absorbed: Iterable[Person]
) -> list[tuple[Participation, Participation]]:
    """The better nomination of the kept records beside each of the absorbed ones, edition by edition."""
    staying: dict[int, Participation] = {}
    for each in Participation.objects.filter(person__in=[person.pk for person in kept]):
        known = staying.get(each.edition_id)
        if _is_open(each) and (known is None or known.state not in HOLDING):
            staying[each.edition_id] = each
    leaving = Participation.objects.filter(person__in=[person.pk for person in absorbed])
    return [
        (staying[each.edition_id], each)
        for each in leaving.select_related("delegation")
        if each.edition_id in staying
    ]


def _is_open(participation: Participation) -> bool:
    return participation.state not in (State.WITHDRAWN, State.DECLINED)
