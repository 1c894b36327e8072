"""From a problem to a plan: algebra first, polish where the algebra does not reach the bounds."""

from random import Random

from trilogue.algorithms.tables.arrangement import put_right
from trilogue.algorithms.tables.construction import construct
from trilogue.algorithms.tables.contradictions import refuse_contradictions
from trilogue.algorithms.tables.finish import finish
from trilogue.algorithms.tables.ground import Ground, Tables
from trilogue.algorithms.tables.last_round import LastRound, suits
from trilogue.algorithms.tables.leaders import settle_leaders
from trilogue.algorithms.tables.model import Plan, Problem, Report, Result
from trilogue.algorithms.tables.polish import Stop, polish
from trilogue.algorithms.tables.recount import report
from trilogue.algorithms.tables.rules import seats_of, violations
from trilogue.algorithms.tables.seating import Seating
from trilogue.algorithms.tables.survey import survey

FINISHED = 20_000
"""More seats than these are not looked at again for the last aims."""


def solve(problem: Problem, *, stop: Stop, seed: int, start: Plan | None = None) -> Result:
    """A plan that keeps the hard rules where it can and names those it could not keep.

    `stop(steps, cost)` is asked before every step of the search, which also ends by itself when both bounds are
    reached. From a `start` only what breaks a hard rule is moved. Same problem, seed and steps: same plan. Raises
    ProblemError for rules that contradict each other.
    """
    ground = survey(problem)
    refuse_contradictions(ground)
    random = Random(seed)  # noqa: S311 - a lottery that can be repeated, not a secret
    fresh = construct(ground, random)
    rounds = ground.frozen + (fresh if start is None else _taken_up(ground, fresh, start))
    if start is not None:
        steps = _mend(ground, rounds, stop, random)
    else:
        steps = _improve(ground, rounds, stop, random)
        settle_leaders(ground, rounds)
    return Result(ground.plan(rounds), report(ground, rounds), _moved(ground, rounds, start), steps)


def _mend(ground: Ground, rounds: list[Tables], stop: Stop, random: Random) -> int:
    """The plan was announced: only broken rules are a reason to change it. The steps it took."""

    def kept() -> bool:
        return next(violations(ground, rounds), None) is None

    if kept():
        return 0
    origin = [[list(table) for table in tables] for tables in rounds]
    return polish(Seating(ground, rounds, origin), stop=stop, random=random, finished=kept)


def _improve(ground: Ground, rounds: list[Tables], stop: Stop, random: Random) -> int:
    """Polish the rounds in place, unless they are as good as can be, and return the steps."""
    begin = report(ground, rounds)
    steps = 0
    if not _nothing_left(ground, begin):
        seating = (LastRound if suits(ground) else Seating)(ground, rounds)
        target = 10 * begin.cross.bound + begin.new.bound

        def finished() -> bool:
            return (
                not ground.weights
                and seating.worth >= target
                and _nothing_left(ground, report(ground, rounds))
            )

        steps = polish(seating, stop=stop, random=random, finished=finished)
    if (steps or ground.traits) and not ground.weights and ground.size * ground.problem.rounds <= FINISHED:
        finish(Seating(ground, rounds), [each.at_most for each in begin.prospects])
    return steps


def _nothing_left(ground: Ground, known: Report) -> bool:
    if known.violations or ground.weights:
        return False
    full = known.cross.value == known.cross.bound and known.new.value == known.new.bound
    spoken = ground.problem.language == "off" or not any(known.interpreter_tables)
    return full and spoken and (ground.problem.presence == "off" or _as_spread_as_can_be(ground, known))


def _as_spread_as_can_be(ground: Ground, known: Report) -> bool:
    for gap in known.without_country:
        country = ground.countries.index(gap.country)
        people = sum(ground.country[who] == country for who in ground.present[gap.round - 1])
        if gap.round > len(ground.frozen) and gap.tables > max(0, ground.problem.tables - people):
            return False
    return True


def _taken_up(ground: Ground, fresh: list[Tables], start: Plan) -> list[Tables]:
    """The start's open rounds without the absent and with the newly come; rounds it does not have are fresh."""
    index = {who: number for number, who in enumerate(ground.ids)}
    rounds = []
    for number, tables in zip(ground.open_rounds, fresh, strict=True):
        if number < len(start.rounds):
            waiting = dict.fromkeys(ground.present[number])
            kept: Tables = [[] for _ in tables]
            for table, names in zip(kept, start.rounds[number], strict=False):
                table += [index[who] for who in names if index.get(who) in waiting]
                for who in table:
                    waiting.pop(who, None)
            for who in waiting:
                min(kept, key=len).append(who)
            rounds.append(put_right(ground, number, kept))
        else:
            rounds.append(tables)
    return rounds


def _moved(ground: Ground, rounds: list[Tables], start: Plan | None) -> int:
    """People who sit at another table than before in some round that is not frozen."""
    if start is None:
        return 0
    moved: set[int] = set()
    for number in ground.open_rounds:
        if number < len(start.rounds):
            before = {who: place for place, table in enumerate(start.rounds[number]) for who in table}
            now = seats_of(rounds[number]).items()
            moved |= {who for who, place in now if before.get(ground.ids[who], place) != place}
    return len(moved)
