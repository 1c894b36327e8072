from django.db.models import F

from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.models import Edition
from trilogue.domain.tables.models import Seat, TablePlan
from trilogue.foundation.text.value import Text


def plan_of(edition: Edition) -> TablePlan | None:
    """The published one, or else the newest."""
    return (
        TablePlan.objects.filter(edition=edition)
        .order_by(F("published_at").asc(nulls_last=True), "-number")
        .first()
    )


def seating(plan: TablePlan) -> list[list[list[int]]]:
    """Participation ids by round and table, both counted from 0."""
    rounds: list[list[list[int]]] = [[[] for _ in range(plan.tables)] for _ in range(plan.rounds)]
    for seat in plan.seats.values_list("round", "table", "participation_id"):
        rounds[seat[0] - 1][seat[1] - 1].append(seat[2])
    return rounds


def titles_of(plan: TablePlan) -> list[Text]:
    """What people do in each round of the plan; empty where it was not said."""
    known = dict(plan.edition.rounds.values_list("number", "title"))
    return [known.get(number, Text()) for number in range(1, plan.rounds + 1)]


def tables_of(participation: Participation) -> list[Seat]:
    return list(participation.seats.select_related("plan").order_by("round"))
