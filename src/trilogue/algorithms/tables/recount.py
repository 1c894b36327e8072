"""Count a plan again from its seats alone, sharing nothing with the solver's running sums."""

from collections import Counter

from trilogue.algorithms.tables.bounds import bounds
from trilogue.algorithms.tables.ground import Ground, Tables
from trilogue.algorithms.tables.model import Missing, Plan, Problem, ProblemError, Prospect, Report, Score
from trilogue.algorithms.tables.rules import needs_interpreter, tables_without, violations
from trilogue.algorithms.tables.survey import survey

BINDING_RULES = {"apart", "together", "leaders"}


def check(problem: Problem, plan: Plan) -> Report:
    """The plan's figures, the bounds, and every hard rule it breaks. Raises ProblemError for strangers."""
    ground = survey(problem)
    return report(ground, seats_from(ground, plan))


def report(ground: Ground, rounds: list[Tables]) -> Report:
    times = Counter(pair for tables in rounds for pair in ground.pairs_at(tables))
    fresh = [pair for pair in times if not ground.acquainted(pair)]
    cross = [pair for pair in fresh if ground.is_cross(pair)]
    broken = tuple(violations(ground, rounds))
    bound = bounds(ground, rounds, obeyed=BINDING_RULES.isdisjoint(violation.code for violation in broken))
    meets = Counter(who for pair in cross for who in ground.unpair(pair))
    return Report(
        cross=Score(len(cross), bound.cross.value, bound.cross.binding),
        new=Score(len(fresh), bound.new.value, bound.new.binding),
        violations=broken,
        interpreter_tables=tuple(
            sum(needs_interpreter(ground, table) for table in tables) for tables in rounds
        ),
        without_country=missing(ground, rounds),
        prospects=tuple(Prospect(name, meets[who], bound.each[who]) for who, name in enumerate(ground.ids)),
        repeats=sum(each > 1 for each in times.values()),
        thrice=sum(each > 2 for each in times.values()),
    )


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
