"""The figures of a plan, counted again from its seats."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from trilogue.algorithms.tables import Report, check
from trilogue.algorithms.tables.model import ProblemError
from trilogue.domain.delegations.queries import confirmed
from trilogue.domain.tables.models import TablePlan
from trilogue.domain.tables.planning.material import Material, gather, plan_of
from trilogue.domain.tables.queries import Seating, seating, seatings


@dataclass(frozen=True)
class Figures:
    """`fault` says why the rules contradict each other; the report is then counted without them, where it can be."""

    report: Report | None
    fault: ProblemError | None = None


def figures(plan: TablePlan) -> Report:
    """Counted again from the stored seats. Raises ProblemError where nothing can be counted."""
    return _report(plan, seating(plan), gather(plan.edition))


def figures_of(plans: Iterable[TablePlan], material: Material | None = None) -> dict[int, Figures]:
    """For plans of one edition, by plan; as many queries for many as for one."""
    plans = list(plans)
    if not plans:
        return {}
    material = material or gather(plans[0].edition)
    seats = seatings(plans)
    return {plan.pk: reckon(plan, seats[plan.pk], material) for plan in plans}


def reckon(plan: TablePlan, seats: Seating, material: Material) -> Figures:
    """What the plan would reach with these seats, of those who are there."""
    try:
        return Figures(_report(plan, seats, material))
    except ProblemError as fault:
        try:
            return Figures(_report(plan, seats, material.without_rules()), fault)
        except ProblemError:
            return Figures(None, fault)


def _report(plan: TablePlan, seats: Seating, material: Material) -> Report:
    there = material.attended(seats, played=plan.played)
    return check(material.problem(plan.asked, frozen=there[: plan.played]), plan_of(there))


def roster_changed(plan: TablePlan) -> bool:
    """Has somebody joined or left since the plan was made? Played rounds do not change any more."""
    to_come = plan.rounds - plan.played
    away = Count("absences", filter=Q(absences__round__gt=plan.played, absences__round__lte=plan.rounds))
    coming = confirmed(plan.edition).annotate(away=away).filter(away__lt=to_come)
    seated = set(plan.seats.filter(round__gt=plan.played).values_list("participation_id", flat=True))
    return bool(to_come) and seated != set(coming.values_list("pk", flat=True))
