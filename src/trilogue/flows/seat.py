"""What phones show of the tables, and who met whom by it: both change together."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from trilogue.domain.delegations.models import Participation
from trilogue.domain.tables import actions, planning
from trilogue.domain.tables.models import TablePlan
from trilogue.flows.record_encounters import record
from trilogue.foundation.access import Actor


@transaction.atomic
def publish(plan: TablePlan, *, by: Actor, now: datetime) -> None:
    actions.publish_plan(plan, by=by, now=now)
    record(plan.edition, by=by)


@transaction.atomic
def unpublish(plan: TablePlan, *, by: Actor) -> None:
    actions.unpublish_plan(plan, by=by)
    record(plan.edition, by=by)


@transaction.atomic
def move(plan: TablePlan, *, by: Actor, **seat: Any) -> int:
    """`seat` as in tables.actions.move_seat; returns the table the person came from. Raises Refused."""
    before = actions.move_seat(plan, by=by, **seat)
    if plan.published_at:
        record(plan.edition, by=by)
    return before


@transaction.atomic
def set_absences(participation: Participation, *, by: Actor, rounds: Collection[int]) -> None:
    actions.set_absences(participation, by=by, rounds=rounds)
    record(participation.edition, by=by)


def replan(plan: TablePlan, *, by: Actor, **gone: Any) -> TablePlan:
    """`gone` as in tables.planning.replan, which solves outside any transaction and raises the same."""
    made = planning.replan(plan, by=by, **gone)
    record(plan.edition, by=by)
    return made
