"""`trilogue roster read`: what nomination files say, printed; nothing is written."""

import argparse
import dataclasses
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from trilogue.algorithms.places import Period
from trilogue.cli.columns import table
from trilogue.cli.roster_context import UnusableContext, context_of
from trilogue.domain.delegations.planning import (
    Context,
    Ignored,
    Level,
    Person,
    Problem,
    Question,
    Roster,
    read_roster,
)
from trilogue.flows.shipped import registry
from trilogue.foundation.formats.spreadsheet import MAX_BYTES

SPOKEN_FROM = 2
"""The level from which a language counts at a table: conversation."""
NOT_FOR_TABLES = {
    "roman",
    "kana",
    "department",
    "position",
    "email",
    "phone",
    "period",
    "posting_from",
    "posting_to",
}
HEADINGS = ("row", "ref", "country", "name", "Roman name", "home", "host", "languages")


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    roster = commands.add_parser("roster", help="read nomination workbooks and CSV files")
    actions = roster.add_subparsers(dest="roster_command", required=True)
    reading = actions.add_parser("read", help="print people, problems and questions; write nothing")
    reading.add_argument("files", nargs="+", metavar="FILE", help="an .xlsx workbook, a CSV or a JSON list")
    reading.add_argument(
        "--edition", metavar="JSON", help="dates and quotas to ask about (start, end, quota)"
    )
    reading.add_argument("--relations", metavar="CSV", help="known links to ask about (home_code, host_code)")
    reading.add_argument("--json", action="store_true", help="print JSON instead of tables")
    reading.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0, or 2 with one line on stderr when a file cannot be read or has an error that no answer mends."""
    try:
        roster = _read(args.files, context_of(register(), edition=args.edition, relations=args.relations))
    except OSError as error:
        return _fail(_cause(error))
    except UnusableContext as error:
        return _fail(str(error))
    if unread := _unread(roster):
        return _fail(_in_one_line(unread))
    print(_as_json(roster) if args.json else _as_tables(roster))
    return _fail(_in_one_line(roster.errors)) if roster.blocking else 0


def people_from_roster(path: str) -> list[dict[str, Any]]:
    """The `people` of a tables problem. Questions do not hinder, nor does what a table plan needs not know;
    other errors raise ValueError with one line.
    """
    try:
        roster = _read([path], register())
    except OSError as error:
        raise ValueError(_cause(error)) from error
    if hindering := [error for error in roster.errors if error.field not in NOT_FOR_TABLES]:
        raise ValueError(_in_one_line(hindering))
    return [
        {
            "id": person.ref or person.label,
            "country": person.country,
            "home": person.home_code or person.home,
            "host": person.host_code or person.host or None,
            "languages": [name for name, level in person.languages.items() if level >= SPOKEN_FROM],
        }
        for person in roster.people
    ]


def _read(paths: Sequence[str], context: Context) -> Roster:
    return read_roster([(Path(path).name, _bytes(path)) for path in paths], context)


def _bytes(path: str) -> bytes:
    """The file's bytes, one more than allowed at most."""
    with Path(path).open("rb") as file:
        return file.read(MAX_BYTES + 1)


def register() -> Context:
    """The governments Trilogue is shipped with, each by every code it has had; its present names come first."""
    names: dict[tuple[str, str], tuple[str, ...]] = {}
    present: dict[tuple[str, str], list[str]] = {}
    codes: dict[tuple[str, str], dict[str, None]] = {}  # in order: the present code first
    for period in registry():
        names[period.key] = (*_texts(period), *names.get(period.key, ()))
        present[period.key] = _texts(period)
        codes.setdefault(period.key, {period.government: None})[period.code] = None
    every = [((country, code), (country, own)) for (country, own), known in codes.items() for code in known]
    return Context(
        {place: names[government] for place, government in every},
        countries=frozenset(country for (country, _), _ in every),
        former={
            place: tuple(name for name in names[government] if name not in present[government])
            for place, government in every
        },
    )


def _texts(period: Period) -> list[str]:
    """What a name is in each language, its own first."""
    every = [name.text for name in period.names.values()]
    return [period.own_name, *(text for text in every if text != period.own_name)]


def _as_json(roster: Roster) -> str:
    result = {
        "people": [_person(person) for person in roster.people],
        "held": [_person(person) for person in roster.held],
        "foreign": [_person(person) for person in roster.foreign],
        "problems": [_problem(each) for each in roster.problems if each.level is not Level.QUESTION],
        "questions": [_problem(each) for each in roster.questions],
        "notes": [_problem(each) for each in roster.notes],
        "ignored": [dataclasses.asdict(each) for each in roster.ignored],
        "ignored_columns": roster.ignored_columns,
        "sha256": roster.sha256,
    }
    return json.dumps(result, ensure_ascii=False, indent=1)


def _person(person: Person) -> dict[str, Any]:
    return {**dataclasses.asdict(person), "roman": person.roman}


def _problem(problem: Problem) -> dict[str, Any]:
    return {**dataclasses.asdict(problem), "sentence": _sentence(problem)}


def _as_tables(roster: Roster) -> str:
    blocks = [table([HEADINGS, *map(_row, roster.people)]), f"{len(roster.people)} people"]
    for title, people in (("In hidden rows", roster.held), ("Of other delegations", roster.foreign)):
        if people:
            blocks.append("\n".join([f"{title} ({len(people)})", table([*map(_row, people)])]))
    for title, problems in (
        ("Errors", roster.errors),
        ("Questions", roster.questions),
        ("Warnings", roster.warnings),
        ("Notes", roster.notes),
    ):
        if problems:
            blocks.append("\n".join([f"{title} ({len(problems)})", *map(_line, problems)]))
    if roster.ignored:
        blocks.append("Not read: " + _visible(", ".join(map(_ignored, roster.ignored))))
    if roster.ignored_columns:
        blocks.append("Columns not read: " + _visible(", ".join(roster.ignored_columns)))
    return "\n\n".join(blocks)


def _ignored(each: Ignored) -> str:
    place = " ".join(str(part) for part in (each.sheet, each.row) if part)
    return f"{place} ({each.why.replace('_', ' ')})"


def _row(person: Person) -> tuple[str, ...]:
    languages = " ".join(f"{name}{level}" for name, level in person.languages.items())
    host = person.host_code or person.host
    home = person.home_code or person.home
    cells = (
        person.label,
        person.ref,
        person.country,
        person.native_written,
        person.roman,
        home,
        host,
        languages,
    )
    return tuple(map(_visible, cells))


def _line(problem: Problem) -> str:
    answers = f" [{' | '.join(_allowed(problem))}]" if isinstance(problem, Question) else ""
    return f"  {problem.code}  {_sentence(problem)}{answers}"


def _allowed(question: Question) -> Iterable[str]:
    yield from question.answers
    if question.accepts:
        yield f"<{question.accepts}>"


def _unread(roster: Roster) -> list[Problem]:
    """The errors of files that gave nobody."""
    read = {person.file for person in (*roster.people, *roster.held, *roster.foreign)}
    return [error for error in roster.errors if error.file not in read]


def _in_one_line(errors: Sequence[Problem]) -> str:
    others = len(errors) - 1
    return _sentence(errors[0]) + (f" (and {others} more)" if others else "")


def _cause(error: OSError) -> str:
    return f"{error.filename}: {error.strerror}"


def _fail(line: str) -> int:
    print(_visible(line), file=sys.stderr)
    return 2


def _sentence(problem: Problem) -> str:
    from django.conf import settings

    from trilogue.documents.problems import sentence

    if not settings.configured:
        settings.configure(USE_I18N=False)
    return sentence(problem)


def _visible(text: str) -> str:
    from trilogue.documents.problems import visible

    return visible(text)
