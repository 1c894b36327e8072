from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from trilogue.domain.editions.models import Edition
from trilogue.domain.tables.actions.refusals import Refused
from trilogue.domain.tables.choices import Asked
from trilogue.domain.tables.models import InterpreterSeat, Seat, TablePlan
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log


@transaction.atomic
def store_plan(
    *,
    by: Actor,
    edition: Edition,
    asked: Asked,
    seats: Sequence[Sequence[Sequence[int]]],
    steps: int,
    now: datetime,
    played: int = 0,
    based_on: TablePlan | None = None,
    moved: int = 0,
) -> TablePlan:
    """One more plan of the edition. `seats` holds participation ids by round and table.

    Locks and interpreters of the plan that it is based on stay where they were.
    """
    log.stand_in_line()
    last = edition.table_plans.aggregate(last=Max("number"))["last"] or 0
    plan = TablePlan.objects.create(
        edition=edition,
        number=last + 1,
        steps=steps,
        played=played,
        based_on=based_on,
        moved=moved,
        made_at=now,
        made_by_id=by.account,
        **asked.to_json(),
    )
    locked = _locked(based_on) if based_on else frozenset()
    Seat.objects.bulk_create(
        Seat(plan=plan, round=r, table=t, participation_id=who, locked=(r, t, who) in locked)
        for r, tables in enumerate(seats, start=1)
        for t, seated in enumerate(tables, start=1)
        for who in seated
    )
    if based_on:
        _send_again(based_on, plan)
    log.write("plan_tables", plan, by=by, fields=["seats"], edition=edition.pk)
    return plan


def _locked(plan: TablePlan) -> frozenset[tuple[int, int, int]]:
    return frozenset(plan.seats.filter(locked=True).values_list("round", "table", "participation"))


def _send_again(before: TablePlan, plan: TablePlan) -> None:
    sent = before.interpreter_seats.filter(round__lte=plan.rounds, table__lte=plan.tables)
    InterpreterSeat.objects.bulk_create(
        InterpreterSeat(plan=plan, round=each.round, table=each.table, interpreter_id=each.interpreter_id)
        for each in sent
    )


@transaction.atomic
def publish_plan(plan: TablePlan, *, by: Actor, now: datetime) -> None:
    """Phones and lists show this plan from now on, and no other of the edition."""
    log.stand_in_line()
    others = TablePlan.objects.filter(edition=plan.edition_id).exclude(pk=plan.pk)
    others.filter(published_at__isnull=False).update(published_at=None)
    TablePlan.objects.filter(pk=plan.pk).update(published_at=now)
    log.write("publish_tables", plan, by=by, fields=["published_at"], edition=plan.edition_id)


@transaction.atomic
def unpublish_plan(plan: TablePlan, *, by: Actor) -> None:
    TablePlan.objects.filter(pk=plan.pk).update(published_at=None)
    log.write("unpublish_tables", plan, by=by, fields=["published_at"], edition=plan.edition_id)


@transaction.atomic
def delete_plan(plan: TablePlan, *, by: Actor) -> None:
    """Raises Refused("published") for the plan that phones show."""
    held = log.hold(TablePlan.objects.filter(pk=plan.pk)).get()
    if held.published_at:
        raise Refused("published")
    log.write("delete_tables", held, by=by, edition=held.edition_id)
    held.delete()
