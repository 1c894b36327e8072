"""From the people of an edition to a stored plan, and from stored seats to its figures."""

from datetime import datetime

from django.db import transaction

from trilogue.algorithms.tables import Person, Plan, Problem, Report, check, solve
from trilogue.domain.delegations.models import Participation
from trilogue.domain.delegations.queries import confirmed, everybody
from trilogue.domain.editions.models import Edition
from trilogue.domain.tables import actions, queries
from trilogue.domain.tables.models import TablePlan
from trilogue.foundation.access import Actor

STEPS = 200_000
SPOKEN = 2
"""The level from which a language counts as a common language at a table."""


class NobodyToSeat(Exception):
    """The edition has no confirmed participants yet."""


def make_plan(
    edition: Edition, *, by: Actor, rounds: int, tables: int, seed: int, now: datetime
) -> TablePlan:
    """Solve outside the transaction, store inside. Raises NobodyToSeat, or ProblemError for impossible numbers."""
    problem = problem_for(edition, rounds=rounds, tables=tables)
    if not problem.people:
        raise NobodyToSeat
    result = solve(problem, stop=lambda steps, _best: steps >= STEPS, seed=seed)
    seats = [[[int(who) for who in table] for table in one] for one in result.plan.rounds]
    with transaction.atomic():
        return actions.store_plan(
            by=by, edition=edition, rounds=seats, seed=seed, steps=result.steps, now=now
        )


def figures(plan: TablePlan) -> Report:
    """Counted again from the stored seats."""
    seated = plan.seats.values("participation")
    people = everybody(plan.edition).filter(pk__in=seated)
    seats = [[[str(who) for who in table] for table in one] for one in queries.seating(plan)]
    return check(
        Problem(tuple(_person(each) for each in people), plan.rounds, plan.tables),
        Plan(tuple(tuple(tuple(table) for table in one) for one in seats)),
    )


def roster_changed(plan: TablePlan) -> bool:
    """Has somebody joined or left since the plan was made?"""
    seated = set(plan.seats.values_list("participation_id", flat=True))
    return seated != set(confirmed(plan.edition).values_list("pk", flat=True))


def problem_for(edition: Edition, *, rounds: int, tables: int) -> Problem:
    return Problem(tuple(_person(each) for each in confirmed(edition)), rounds, tables)


def _person(participation: Participation) -> Person:
    skills = participation.person.skills.all()
    return Person(
        str(participation.pk),
        participation.delegation.country_id,
        str(participation.home_id) if participation.home_id else None,
        str(participation.host_id) if participation.host_id else None,
        frozenset(skill.language for skill in skills if skill.level >= SPOKEN),
    )
