"""Solving outside any transaction: at once, or as a search whose row tells how far it is."""

from collections.abc import Callable, Iterator
from datetime import datetime
from time import monotonic

from django.db import transaction
from django.utils import timezone

from trilogue.algorithms.tables import Plan, Problem, Report, solve
from trilogue.algorithms.tables.model import Fixed, ProblemError, Result
from trilogue.domain.editions.models import Edition
from trilogue.domain.tables import actions
from trilogue.domain.tables.actions import searches
from trilogue.domain.tables.choices import Asked, Demand
from trilogue.domain.tables.models import Search, TablePlan
from trilogue.domain.tables.planning.material import Material, gather, plan_of, seats_of
from trilogue.domain.tables.queries import seating
from trilogue.foundation.access import Actor

STEPS = 200_000
BEAT = 0.5
"""Seconds between two words of a search about itself."""
LOOK = 256
"""Steps between two looks at the clock."""
STAGES = (0, 16, 4, 1)
"""A search is run with parts of its steps first, so that its figures can be told while it goes on."""
NOBODY = "nobody_there"


class NobodyToSeat(Exception):
    """The edition has no confirmed participants yet."""


def make_plan(
    edition: Edition, *, by: Actor, rounds: int, tables: int, seed: int, now: datetime, history: bool = True
) -> TablePlan:
    """Solve outside the transaction, store inside. With `history` earlier editions count as known.

    Raises NobodyToSeat, or ProblemError for impossible numbers.
    """
    asked = Asked(rounds, tables, seed, history=history)
    material = gather(edition)
    if not material.coming:
        raise NobodyToSeat
    result = solve(material.problem(asked), stop=lambda steps, _best: steps >= STEPS, seed=seed)
    return actions.store_plan(
        by=by, edition=edition, asked=asked, seats=seats_of(result.plan), steps=result.steps, now=now
    )


def contradiction(material: Material, asked: Asked) -> ProblemError | None:
    """Why nobody could keep the rules with these numbers: what the solver says before its first step."""
    try:
        solve(material.problem(asked), stop=lambda _steps, _best: True, seed=asked.seed)
    except ProblemError as error:
        return error
    return None


def run_search(search: int) -> None:
    """What a worker does with a search. Whatever goes wrong, the row says so."""
    found = searches.take_up(search, now=timezone.now())
    if found is None:
        return
    try:
        _search(found)
    except ProblemError as error:
        searches.fail(found, failure=_failure(error), now=timezone.now())
    except Exception:
        searches.fail(found, failure={"code": "unexpected"}, now=timezone.now())
        raise


def _search(search: Search) -> None:
    asked = Asked.from_json(search.parameters)
    material = gather(search.edition)
    if not material.coming:
        raise ProblemError(NOBODY, "people")
    progress = _Progress(search)
    if search.parameters.get("priced"):
        free = Asked.from_json({**search.parameters, "language": Demand.OFF, "interpreters": None})
        without = _solved_and_stored(search, free, material, progress)
        search.parameters["without"] = without.number
    plan = _solved_and_stored(search, asked, material, progress)
    searches.finish(search, plan=plan, now=timezone.now())


def _solved_and_stored(search: Search, asked: Asked, material: Material, progress: "_Progress") -> TablePlan:
    start = search.start
    played = start.played if start else 0
    before = seating(start) if start else []
    there = material.attended(before, played=played)
    fixed = locked(start, material, played=played) if start else ()
    problem = material.problem(asked, frozen=there[:played], fixed=fixed)
    kept = plan_of(there) if start and not search.parameters.get("anew") else None
    result = _best(problem, asked.seed, progress, search.most_steps, kept)
    with transaction.atomic():
        return actions.store_plan(
            by=Actor(search.asked_by_id),
            edition=search.edition,
            asked=asked,
            seats=[*before[:played], *seats_of(result.plan)[played:]],
            steps=result.steps,
            now=timezone.now(),
            played=played,
            based_on=start,
            moved=result.moved,
        )


def locked(plan: TablePlan, material: Material, *, played: int) -> tuple[Fixed, ...]:
    """The locked seats of the rounds to come, of those who will be there."""
    seats = plan.seats.filter(locked=True, round__gt=played).values_list("participation", "round", "table")
    return tuple(
        Fixed(str(who), number, table)
        for who, number, table in seats
        if who in material.people and material.is_there(who, number)
    )


def _best(problem: Problem, seed: int, progress: "_Progress", most: int, start: Plan | None) -> Result:
    """The best of the stages; the last one, unless somebody asked to stop."""
    best: Result | None = None
    for limit in _limits(most):
        result = solve(problem, stop=progress.until(limit), seed=seed, start=start)
        best = result if best is None or rank(result.report) >= rank(best.report) else best
        progress.reached(result)
        if progress.is_stopped or result.steps < limit:
            break
    assert best is not None  # noqa: S101  there is always a first stage
    return best


def _limits(most: int) -> Iterator[int]:
    for part in STAGES:
        yield most // part if part else 0


def rank(report: Report) -> tuple[int, int, int, int]:
    """Plans in order: fewest broken rules, most contacts across countries, most contacts, fewest interpreters."""
    return (
        -len(report.violations),
        report.cross.value,
        report.new.value,
        -sum(report.interpreter_tables),
    )


class _Progress:
    """Tells the row of the search how far it is, and hears there whether to stop."""

    def __init__(self, search: Search) -> None:
        self._search = search
        self._steps = 0
        self._figures: dict[str, int] = {}
        self._told = monotonic()
        self.is_stopped = search.stop_asked

    def until(self, limit: int) -> Callable[[int, int], bool]:
        def stop(steps: int, _cost: int) -> bool:
            if steps % LOOK == 0 and monotonic() - self._told >= BEAT:
                self._tell(steps)
            return steps >= limit or self.is_stopped

        return stop

    def reached(self, result: Result) -> None:
        cross, new = result.report.cross, result.report.new
        self._figures = {
            "cross": cross.value,
            "cross_bound": cross.bound,
            "new": new.value,
            "new_bound": new.bound,
            "violations": len(result.report.violations),
        }
        self._tell(result.steps)

    def _tell(self, steps: int) -> None:
        self._steps = max(self._steps, steps)
        self._told = monotonic()
        self.is_stopped |= searches.tell(
            self._search, steps=self._steps, best=self._figures, now=timezone.now()
        )


def _failure(error: ProblemError) -> dict[str, object]:
    return {
        "code": error.code,
        "place": error.place,
        "who": error.who,
        "people": list(error.people),
        "rules": list(error.rules),
    }
