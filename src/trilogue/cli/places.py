"""`trilogue places`: what the registry of governments lacks, and the host's own governments."""

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from trilogue.algorithms.places import Finding, Period, findings
from trilogue.cli.refusal import Refused

if TYPE_CHECKING:
    from trilogue.cli.commands import Commands

FIRST = 3
"""Findings of a kind that are shown without --all."""

TITLES = {
    "NO_NAME": "no name in a language",
    "NO_ROMANISATION": "no name in Roman letters",
    "NO_POSITION": "no position",
    "NO_SUCCESSOR": "ended without a successor",
    "HOMONYM": "homonyms",
}


def add(commands: "Commands") -> None:
    places = commands.add_parser("places", help="check the registry of local governments, or add to it")
    actions = places.add_subparsers(title="commands", metavar="COMMAND", required=True)
    check = actions.add_parser("check", help="count governments, list faults and gaps")
    check.add_argument("--all", action="store_true", help="list every gap, not the first of each kind")
    check.set_defaults(run=_check)
    importing = actions.add_parser("import", help="add the governments of a file, or replace them")
    importing.add_argument("file", metavar="FILE", help="a workbook (.xlsx) or a table as text")
    importing.set_defaults(run=_import)


def _check(chosen: argparse.Namespace) -> int:
    """0, or 1 if anything is wrong; what is only missing is listed and no fault."""
    _open()
    from trilogue.domain.places.queries import registry

    periods = registry()
    found = sorted(findings(periods), key=lambda each: (each.code, each.country, each.government))
    _print_counts(periods)
    faults = [each for each in found if each.fault]
    _print("faults", faults, len(faults))
    for code, title in TITLES.items():
        _print(title, [each for each in found if each.code == code], len(found) if chosen.all else FIRST)
    return int(bool(faults))


def _import(chosen: argparse.Namespace) -> int:
    """All of the file, or nothing and 2 with one line that names row, column and cure."""
    data = _bytes(chosen.file)
    _open()
    from trilogue.documents.place_findings import sentence
    from trilogue.documents.problems import WHOLE_FILE
    from trilogue.flows.import_places import look, store
    from trilogue.foundation.access import ANONYMOUS
    from trilogue.foundation.formats.spreadsheet import FileRefused

    name = Path(chosen.file).name
    try:
        reading = look(name, data)
    except FileRefused as refused:
        raise Refused(f"{name}: {WHOLE_FILE[refused.code] % refused.values}") from refused
    if reading.faults:
        more = len(reading.faults) - 1
        raise Refused(f"{name}: {sentence(reading.faults[0])}" + (f" (and {more} more)" if more else ""))
    store(reading, by=ANONYMOUS)
    print(f"{reading.added} governments added, {reading.replaced} replaced")
    _print("gaps", reading.gaps, FIRST)
    return 0


def _bytes(path: str) -> bytes:
    """The file's bytes, one more than allowed at most."""
    from trilogue.foundation.formats.spreadsheet import MAX_BYTES

    try:
        with Path(path).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Refused(f"{path}: {error.strerror}") from error


def _print_counts(periods: Sequence[Period]) -> None:
    """Governments of each country by level: those that are, and those that ended."""
    last = {period.key: period for period in periods}
    for country in sorted({country for country, _ in last}):
        of = [each for each in last.values() if each.country == country]
        there = Counter(each.level for each in of if each.until is None)
        print(
            f"{country}: {there[1]} of the first level, {there[2]} of the second, {len(of) - there.total()} ended"
        )


def _print(title: str, found: Iterable[Finding], most: int) -> None:
    from trilogue.documents.place_findings import sentence

    found = list(found)
    print(f"{title}: {len(found)}")
    for each in found[:most]:
        print(f"  {sentence(each)}")


def _open() -> None:
    from trilogue.cli.database import is_up_to_date, open_database

    open_database()
    if not is_up_to_date():
        raise Refused("the database is not up to date: start `trilogue serve` once, then this")
