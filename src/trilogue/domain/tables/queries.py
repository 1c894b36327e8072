from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from trilogue.domain.delegations.choices import LISTED
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Appointment, Edition
from trilogue.domain.tables.models import Absence, Round, Seat, TablePlan
from trilogue.foundation.text.value import Text

Seating = list[list[list[int]]]
"""Participation ids by round and table, both counted from 0."""


@dataclass(frozen=True)
class Sitting:
    """Where somebody sits in a round of the published plan, and who else does."""

    round: int
    title: Text
    table: int
    companions: tuple[Participation, ...]


def plan_of(edition: Edition) -> TablePlan | None:
    """The published one, or else the newest."""
    return (
        TablePlan.objects.filter(edition=edition)
        .order_by(F("published_at").asc(nulls_last=True), "-number")
        .first()
    )


def published_plan(edition: Edition) -> TablePlan | None:
    return TablePlan.objects.filter(edition=edition, published_at__isnull=False).first()


def seating(plan: TablePlan) -> Seating:
    return seatings([plan])[plan.pk]


def seatings(plans: Iterable[TablePlan]) -> dict[int, Seating]:
    """The seats of several plans, by plan; one query."""
    found: dict[int, Seating] = {
        plan.pk: [[[] for _ in range(plan.tables)] for _ in range(plan.rounds)] for plan in plans
    }
    seats = Seat.objects.filter(plan__in=found).order_by("plan", "round", "table", "participation")
    for plan, number, table, who in seats.values_list("plan", "round", "table", "participation"):
        found[plan][number - 1][table - 1].append(who)
    return found


def tables_of(participation: Participation) -> list[Sitting]:
    """The own tables of the published plan; who withdrew is nobody's companion."""
    plan = published_plan(participation.edition)
    if plan is None:
        return []
    own = dict(plan.seats.filter(participation=participation).values_list("round", "table"))
    beside = _companions(plan, own)
    titles = round_titles(participation.edition)
    return [
        Sitting(
            number,
            titles.get(number, Text()),
            table,
            tuple(one for one in beside[number] if one.pk != participation.pk),
        )
        for number, table in sorted(own.items())
    ]


def _companions(plan: TablePlan, tables: dict[int, int]) -> dict[int, list[Participation]]:
    wanted = reduce(or_, (Q(round=number, table=table) for number, table in tables.items()), Q(pk__in=[]))
    seats = (
        plan.seats.filter(wanted, participation__state__in=LISTED, participation__person__erased_at=None)
        .select_related("participation__person", "participation__delegation__country")
        .prefetch_related("participation__person__names")
        .order_by("round", "participation__delegation__country", "participation__reference")
    )
    found: dict[int, list[Participation]] = defaultdict(list)
    for seat in seats:
        found[seat.round].append(seat.participation)
    return found


def round_titles(edition: Edition) -> dict[int, Text]:
    return {each.number: each.title for each in Round.objects.filter(edition=edition)}


def titles_of(plan: TablePlan) -> list[Text]:
    """What people do in each round of the plan; empty where it was not said."""
    known = round_titles(plan.edition)
    return [known.get(number, Text()) for number in range(1, plan.rounds + 1)]


def interpreters_of(edition: Edition) -> QuerySet[Appointment]:
    """Who interprets in this edition, or in the whole series."""
    here = Q(edition=edition) | Q(edition=None, series=edition.series_id)
    found = Appointment.objects.filter(here, role=Role.INTERPRETER)
    return found.select_related("account").order_by("account__name", "pk")


def met_before(edition: Edition) -> list[list[int]]:
    """People at one table of an earlier edition's published plan who were there: the records that stand for them."""
    missed = Absence.objects.filter(participation=OuterRef("participation"), round=OuterRef("round"))
    seats = (
        Seat.objects.filter(
            plan__edition__series=edition.series_id,
            plan__edition__number__lt=edition.number,
            plan__published_at__isnull=False,
            participation__state__in=LISTED,
        )
        .exclude(Exists(missed))
        .order_by("plan", "round", "table", "participation")
        .values_list("plan", "round", "table", "participation__person", "participation__person__merged_into")
    )
    groups: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for plan, number, table, person, end in seats:
        groups[plan, number, table].append(end or person)
    return list(groups.values())
