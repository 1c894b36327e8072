"""`trilogue tables plan`: seats for a problem in JSON or for a roster, as JSON and as a workbook."""

import argparse
import json
import math
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from trilogue.algorithms.tables import Problem, solve
from trilogue.algorithms.tables.model import ProblemError, Result
from trilogue.cli.tables_problem import Unusable, problem_from, read, read_json, start_from

STEPS = 300_000
MOST = {"rounds": 1_000, "tables": 10_000}
REFUSED = 2

CAUSES = {
    "too_small": "{who} is too small",
    "too_large": "{who} is more than there are",
    "unknown_choice": "{who} is none of soft, hard and off",
    "duplicate_person": "{who} is the id of two people",
    "unknown_person": "nobody among the people has the id {who}",
    "pair_of_one": "{who} stands on both sides of the pair",
    "named_twice": "{who} is named twice",
    "too_many_frozen": "{who} rounds are frozen, more than there are rounds",
    "nobody_there": "nobody is there in any round to come",
    "one_person": "{people} is alone and can meet nobody",
    "one_country": "everybody is from {who} and of one government: nobody is left to meet",
    "sizes_do_not_fit": "{who} seats, tables or rounds are given, which do not fit the {rules}",
    "fixed_absent": "{people} has a seat in a round of absence",
    "fixed_twice": "{people} has two seats in one round",
    "fixed_together_apart": "the seats given to {people} break a rule between them",
    "apart_and_together": "{people} must sit together and may not",
    "leaders_together": "{people} lead tables and may not share one",
    "too_many_leaders": "{people} are more leaders in one round than tables",
    "too_many_apart": "{people} may none of them share a table, and are more than tables",
    "together_too_large": "{people} must sit together and are more than any table has seats",
    "table_too_full": "{people} are bound to a table that has fewer seats",
}


def add(commands: "argparse._SubParsersAction[Any]") -> None:
    tables = commands.add_parser("tables", help="plan who sits with whom over several rounds")
    plan = tables.add_subparsers(title="commands", metavar="COMMAND", required=True).add_parser(
        "plan", help="print a plan with its figures and bounds as JSON"
    )
    plan.add_argument("problem", metavar="PROBLEM", help="a problem (.json) or a roster (.xlsx, .csv)")
    plan.add_argument("--rounds", type=int, required=True, metavar="R", help="how many rounds")
    plan.add_argument("--tables", type=int, required=True, metavar="T", help="how many tables")
    plan.add_argument("--seed", type=int, default=1, metavar="N", help="another number, another plan (1)")
    plan.add_argument(
        "--steps", type=int, metavar="N", help=f"search steps at most ({STEPS} without --seconds)"
    )
    plan.add_argument("--seconds", type=float, metavar="S", help="stop the search after this time")
    plan.add_argument("--start", metavar="PLAN", help="a plan printed before; few people are moved")
    plan.add_argument("--xlsx", metavar="FILE", help="write the plan as a workbook too")
    plan.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0, or 2 with one line on stderr that names file, place and cause."""
    begin = time.monotonic()
    file = args.problem
    try:
        _check_numbers(args)
        problem = problem_from(read(Path(file)), args.rounds, args.tables)
        file = args.start or file
        start = start_from(read_json(Path(file))) if args.start else None
        file = args.problem
        stop = _stop(args.steps, args.seconds, begin)
        result = solve(problem, stop=stop, seed=args.seed, start=start)
        if args.xlsx:
            from trilogue.cli import tables_book

            file = args.xlsx
            Path(file).write_bytes(tables_book.workbook(problem, result))
    except ProblemError as error:
        return _refuse(file, f"{error.place}: {_cause(error)}")
    except ValueError as error:
        return _refuse(file, str(error))
    except OSError as error:
        return _refuse(file, error.strerror or type(error).__name__)
    for note in _notes(problem):
        print(f"note: {note}", file=sys.stderr)
    print(json.dumps(_answer(result, time.monotonic() - begin)))
    return 0


def _cause(error: ProblemError) -> str:
    """What contradicts, who is concerned, and by which rules."""
    people = ", ".join(map(_quoted, error.people))
    said = CAUSES[error.code].format(who=_quoted(error.who), people=people, rules=" and ".join(error.rules))
    return f"{said} ({' + '.join(error.rules)})" if error.rules else said


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=not text.isprintable())


def _notes(problem: Problem) -> Iterator[str]:
    """What is possible and probably not meant."""
    countries = {person.country for person in problem.people}
    if len(countries) == 1:
        yield f"everybody is from {_quoted(min(countries))}: nobody can meet across countries"
    if problem.tables >= len(problem.people) and not problem.sizes:
        yield "there are as many tables as people: nobody meets anybody"
    absent = {person.id: person.absent for person in problem.people}
    for who in sorted(problem.leaders):
        for number in sorted(absent[who] & set(range(len(problem.frozen) + 1, problem.rounds + 1))):
            yield f"the leader {_quoted(who)} is absent in round {number}: a table has none"


def _refuse(file: str, cause: str) -> int:
    print(" ".join(f"{file}: {cause}".split()), file=sys.stderr)
    return REFUSED


def _check_numbers(args: argparse.Namespace) -> None:
    for name, most in MOST.items():
        if not 1 <= getattr(args, name) <= most:
            raise Unusable(f"--{name}", f"must be from 1 to {most}")
    if args.steps is not None and args.steps < 0:
        raise Unusable("--steps", "must not be below 0")
    if args.seconds is not None and not (math.isfinite(args.seconds) and args.seconds > 0):
        raise Unusable("--seconds", "must be above 0")


def _stop(steps: int | None, seconds: float | None, begin: float) -> Callable[[int, int], bool]:
    most = STEPS if steps is None and seconds is None else steps
    until = None if seconds is None else begin + seconds

    def stop(done: int, _cost: int) -> bool:
        if most is not None and done >= most:
            return True
        return until is not None and time.monotonic() >= until

    return stop


def _answer(result: Result, seconds: float) -> dict[str, Any]:
    report = result.report
    return {
        "rounds": result.plan.rounds,
        "cross": {"value": report.cross.value, "bound": report.cross.bound},
        "new": {"value": report.new.value, "bound": report.new.bound},
        "violations": [
            {"code": broken.code, "round": broken.round, "who": broken.who} for broken in report.violations
        ],
        "interpreter_tables": report.interpreter_tables,
        "without_country": [
            {"country": gap.country, "round": gap.round, "tables": gap.tables}
            for gap in report.without_country
        ],
        "moved": result.moved,
        "steps": result.steps,
        "seconds": round(seconds, 3),
    }
