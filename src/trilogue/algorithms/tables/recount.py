"""Count a plan again from its seats alone, sharing nothing with the solver's running sums."""

from trilogue.algorithms.tables.bounds import bounds
from trilogue.algorithms.tables.ground import Ground, Tables, survey
from trilogue.algorithms.tables.model import Missing, Plan, Problem, ProblemError, Report, Score
from trilogue.algorithms.tables.rules import needs_interpreter, tables_without, violations

BINDING_RULES = {"apart", "together", "leaders"}


def check(problem: Problem, plan: Plan) -> Report:
    """The plan's figures, the bounds, and every hard rule it breaks. Raises ProblemError for strangers."""
    ground = survey(problem)
    return report(ground, seats_from(ground, plan))


def report(ground: Ground, rounds: list[Tables]) -> Report:
    cross, new = contacts(ground, rounds)
    broken = tuple(violations(ground, rounds))
    bound = bounds(ground, obeyed=BINDING_RULES.isdisjoint(violation.code for violation in broken))
    return Report(
        cross=Score(cross, bound.cross.value, bound.cross.binding),
        new=Score(new, bound.new.value, bound.new.binding),
        violations=broken,
        interpreter_tables=tuple(
            sum(needs_interpreter(ground, table) for table in tables) for tables in rounds
        ),
        without_country=missing(ground, rounds),
    )


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
