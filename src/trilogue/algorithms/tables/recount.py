"""Count a plan again from its seats alone, sharing nothing with the solver's running sums."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from trilogue.algorithms.tables.bounds import bounds
from trilogue.algorithms.tables.ground import Ground, Tables, survey
from trilogue.algorithms.tables.model import Missing, Plan, Problem, ProblemError, Prospect, Report, Score
from trilogue.algorithms.tables.rules import needs_interpreter, tables_without, violations

BINDING_RULES = {"apart", "together", "leaders"}


def check(problem: Problem, plan: Plan) -> Report:
    """The plan's figures, the bounds, and every hard rule it breaks. Raises ProblemError for strangers."""
    ground = survey(problem)
    return whole_report(ground, seats_from(ground, plan))


def whole_report(ground: Ground, rounds: list[Tables]) -> Report:
    """The report with what each person may expect, which a search does not ask for at every step."""
    return replace(report(ground, rounds), prospects=tuple(_prospects(ground, rounds)))


def report(ground: Ground, rounds: list[Tables]) -> Report:
    cross, new = contacts(ground, rounds)
    broken = tuple(violations(ground, rounds))
    together = Counter(pair for tables in rounds for pair in ground.pairs_at(tables))
    bound = bounds(ground, obeyed=BINDING_RULES.isdisjoint(violation.code for violation in broken))
    return Report(
        cross=Score(cross, bound.cross.value, bound.cross.binding),
        new=Score(new, bound.new.value, bound.new.binding),
        violations=broken,
        interpreter_tables=tuple(
            sum(needs_interpreter(ground, table) for table in tables) for tables in rounds
        ),
        without_country=missing(ground, rounds),
        repeats=sum(times > 1 for times in together.values()),
        thrice=sum(times > 2 for times in together.values()),
    )


def _prospects(ground: Ground, rounds: list[Tables]) -> Iterator[Prospect]:
    """Nobody meets more than sit beside them over the rounds, nor more than there are to be met."""
    met = {pair for tables in rounds for pair in ground.pairs_at(tables)}
    for who in range(ground.size):
        fresh = {
            other
            for other in range(ground.size)
            if ground.country[other] != ground.country[who] and not ground.acquainted(ground.pair(who, other))
        }
        meets = sum(ground.pair(who, other) in met for other in fresh)
        beside = sum(
            max(map(len, tables)) - 1
            for number, tables in enumerate(rounds)
            if who in ground.present[number] and tables
        )
        yield Prospect(ground.ids[who], meets, max(meets, min(beside, len(fresh))))


def contacts(ground: Ground, rounds: list[Tables]) -> tuple[int, int]:
    """Pairs who did not know each other and share a table at least once: of two countries, and all."""
    met = {pair for tables in rounds for pair in ground.pairs_at(tables)}
    fresh = [pair for pair in met if not ground.acquainted(pair)]
    return sum(map(ground.is_cross, fresh)), len(fresh)


def missing(ground: Ground, rounds: list[Tables]) -> tuple[Missing, ...]:
    return tuple(
        Missing(country, number, without)
        for number, tables in enumerate(rounds, start=1)
        for country, without in zip(ground.countries, tables_without(ground, tables), strict=True)
        if without
    )


def seats_from(ground: Ground, plan: Plan) -> list[Tables]:
    """The plan in numbers. Raises ProblemError when it has other rounds or people than the problem."""
    if len(plan.rounds) != ground.problem.rounds:
        raise ProblemError("other_rounds", "plan", str(len(plan.rounds)))
    index = {who: number for number, who in enumerate(ground.ids)}
    for number, tables in enumerate(plan.rounds):
        for who in (who for table in tables for who in table):
            if who not in index:
                raise ProblemError("unknown_person", f"plan[{number}]", who)
    return [[[index[who] for who in table] for table in tables] for tables in plan.rounds]
