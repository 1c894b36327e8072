"""Planning again when people did not come: what was played stays, and few people move."""

from collections.abc import Callable, Collection
from datetime import datetime
from time import monotonic

from trilogue.algorithms.tables import solve
from trilogue.domain.tables import actions
from trilogue.domain.tables.models import TablePlan
from trilogue.domain.tables.planning.material import gather, plan_of, seats_of
from trilogue.domain.tables.planning.solving import NobodyToSeat, locked
from trilogue.domain.tables.queries import seating
from trilogue.foundation.access import Actor

SECONDS, STEPS = 5.0, 400_000
"""The desk waits for the answer, and a round is about to begin."""


def replan(
    plan: TablePlan, *, by: Actor, gone: Collection[int], following: int, ever: bool, now: datetime
) -> TablePlan:
    """A new plan based on this one. `gone` are participations not there from the round `following` on, or at all
    when they were not `ever` there. Rounds before it are played. Raises NobodyToSeat, ProblemError.
    """
    played = max(plan.played, following - 1)
    _mark(plan, by=by, gone=gone, since=following if ever else 1)
    material = gather(plan.edition)
    if not material.coming:
        raise NobodyToSeat
    seats = seating(plan)
    frozen = material.attended(seats[:played], played=played)
    problem = material.problem(plan.asked, frozen=frozen, fixed=locked(plan, material, played=played))
    start = plan_of(material.attended(seats, played=played))
    result = solve(problem, stop=_within(SECONDS), seed=plan.seed, start=start)
    return actions.store_plan(
        by=by,
        edition=plan.edition,
        asked=plan.asked,
        seats=[*seats[:played], *seats_of(result.plan)[played:]],
        steps=result.steps,
        now=now,
        played=played,
        based_on=plan,
        moved=result.moved,
    )


def _mark(plan: TablePlan, *, by: Actor, gone: Collection[int], since: int) -> None:
    absent = set(range(since, plan.rounds + 1))
    for each in plan.edition.participations.filter(pk__in=gone):
        before = set(each.absences.values_list("round", flat=True))
        actions.set_absences(each, by=by, rounds=before | absent)


def _within(seconds: float) -> Callable[[int, int], bool]:
    end = monotonic() + seconds

    def stop(steps: int, _cost: int) -> bool:
        return steps >= STEPS or (steps % 64 == 0 and monotonic() > end)

    return stop
