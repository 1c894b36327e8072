"""`trilogue tables plan`: seats for a problem in JSON or for a roster, printed as JSON; nothing is written."""

import argparse
import json
import math
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from trilogue.algorithms.tables import Person, Problem, solve
from trilogue.algorithms.tables.model import Pair, ProblemError, Result, Round

STEPS = 300_000
MOST = {"rounds": 1_000, "tables": 10_000}
ROSTERS = {".xlsx", ".csv"}
REFUSED = 2

CAUSES = {
    "too_small": "{who} is too small, counting starts at 1",
    "unknown_choice": "{who} is none of soft, hard and off",
    "duplicate_person": "{who} is the id of two people",
    "unknown_person": "nobody among the people has the id {who}",
    "pair_of_one": "{who} stands on both sides of the pair",
    "named_twice": "{who} is named twice",
    "too_many_frozen": "{who} rounds are frozen, more than there are rounds",
}


class Unusable(ValueError):
    """Where in the problem something is wrong, and what."""

    def __init__(self, place: str, cause: str) -> None:
        super().__init__(f"{place}: {cause}" if place else cause)


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
    plan.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0, or 2 with one line on stderr that names file, place and cause."""
    begin = time.monotonic()
    try:
        _check_numbers(args)
        problem = _problem(_read(Path(args.problem)), args.rounds, args.tables)
    except ProblemError as error:
        cause = CAUSES[error.code].format(who=json.dumps(error.who))
        return _refuse(args.problem, f"{error.place}: {cause}")
    except ValueError as error:
        return _refuse(args.problem, str(error))
    except OSError as error:
        return _refuse(args.problem, error.strerror or type(error).__name__)
    result = solve(problem, stop=_stop(args.steps, args.seconds, begin), seed=args.seed)
    print(json.dumps(_answer(result, time.monotonic() - begin)))
    return 0


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


def _read(path: Path) -> dict[str, Any]:
    if path.suffix.lower() in ROSTERS:
        from trilogue.cli.roster import people_from_roster

        return {"people": people_from_roster(str(path))}
    try:
        data = json.loads(path.read_text("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise Unusable(f"line {error.lineno} column {error.colno}", f"not JSON: {error.msg}") from None
    except UnicodeDecodeError as error:
        raise Unusable(f"byte {error.start}", "not UTF-8 text") from None
    except RecursionError:
        raise Unusable("", "not a problem: nested too deeply") from None
    if not isinstance(data, dict):
        raise Unusable("", "not a problem: an object with people is expected")
    return data


def _problem(data: dict[str, Any], rounds: int, tables: int) -> Problem:
    if "people" not in data:
        raise Unusable("people", "is missing")
    return Problem(
        people=tuple(
            _person(each, f"people[{number}]") for number, each in enumerate(_list(data["people"], "people"))
        ),
        rounds=rounds,
        tables=tables,
        known=_pairs(data, "known"),
        apart=_pairs(data, "apart"),
        together=_pairs(data, "together"),
        leaders=_texts(data.get("leaders", []), "leaders"),
        presence=_text(data.get("presence", "soft"), "presence"),  # type: ignore[arg-type]  # Problem checks it
        language=_text(data.get("language", "off"), "language"),  # type: ignore[arg-type]  # Problem checks it
        frozen=tuple(
            _round(each, f"frozen[{number}]")
            for number, each in enumerate(_list(data.get("frozen", []), "frozen"))
        ),
    )


def _person(data: object, place: str) -> Person:
    if not isinstance(data, dict):
        raise Unusable(place, "an object is expected")
    for key in ("id", "country"):
        if key not in data:
            raise Unusable(f"{place}.{key}", "is missing")
    return Person(
        id=_text(data["id"], f"{place}.id"),
        country=_text(data["country"], f"{place}.country"),
        home=_text_or_none(data.get("home"), f"{place}.home"),
        host=_text_or_none(data.get("host"), f"{place}.host"),
        languages=frozenset(_texts(data.get("languages", []), f"{place}.languages")),
        absent=frozenset(
            _whole(each, f"{place}.absent") for each in _list(data.get("absent", []), f"{place}.absent")
        ),
    )


def _pairs(data: dict[str, Any], key: str) -> tuple[Pair, ...]:
    pairs = []
    for number, each in enumerate(_list(data.get(key, []), key)):
        names = _texts(each, f"{key}[{number}]")
        if len(names) != 2:
            raise Unusable(f"{key}[{number}]", "a pair of two ids is expected")
        pairs.append((names[0], names[1]))
    return tuple(pairs)


def _round(data: object, place: str) -> Round:
    return tuple(_texts(table, f"{place}[{number}]") for number, table in enumerate(_list(data, place)))


def _list(data: object, place: str) -> list[Any]:
    if not isinstance(data, list):
        raise Unusable(place, "a list is expected")
    return data


def _texts(data: object, place: str) -> tuple[str, ...]:
    return tuple(_text(each, f"{place}[{number}]") for number, each in enumerate(_list(data, place)))


def _text_or_none(data: object, place: str) -> str | None:
    return None if data is None else _text(data, place)


def _text(data: object, place: str) -> str:
    if not isinstance(data, str) or not data:
        raise Unusable(place, "text is expected")
    return data


def _whole(data: object, place: str) -> int:
    if not isinstance(data, int) or isinstance(data, bool):
        raise Unusable(place, "a whole number is expected")
    return data
