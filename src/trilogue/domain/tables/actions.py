from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.models import Edition
from trilogue.domain.tables.models import Seat, TablePlan
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log


@transaction.atomic
def store_plan(
    *,
    by: Actor,
    edition: Edition,
    rounds: Sequence[Sequence[Sequence[int]]],
    seed: int,
    steps: int,
    now: datetime,
) -> TablePlan:
    """One more plan of the edition. `rounds` holds participation ids by round and table."""
    log.stand_in_line()
    last = edition.table_plans.aggregate(last=Max("number"))["last"] or 0
    plan = TablePlan.objects.create(
        edition=edition,
        number=last + 1,
        rounds=len(rounds),
        tables=len(rounds[0]),
        seed=seed,
        steps=steps,
        made_at=now,
        made_by_id=by.account,
    )
    Seat.objects.bulk_create(
        Seat(plan=plan, round=r, table=t, participation_id=participation)
        for r, tables in enumerate(rounds, start=1)
        for t, seated in enumerate(tables, start=1)
        for participation in seated
    )
    log.write("plan_tables", plan, by=by, fields=["seats"], edition=edition.pk)
    return plan


@transaction.atomic
def hand_over_seats(leaving: Participation, coming: Participation, *, by: Actor) -> int:
    """Who comes sits where the other sat, in every round; returns how many rounds that are."""
    seats = Seat.objects.filter(participation=leaving)
    plans = set(seats.values_list("plan", flat=True))
    Seat.objects.filter(participation=coming, plan__in=plans).delete()
    moved = seats.update(participation=coming)
    log.write("hand_over_seats", coming, by=by, fields=["seats"], edition=coming.edition_id)
    return moved
