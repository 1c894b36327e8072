"""The command `trilogue`. Heavy imports stand in the functions that need them."""

import argparse
import sys
from collections.abc import Sequence
from importlib.metadata import version

from trilogue.cli import (
    appoint,
    audit,
    backup,
    check,
    erase,
    opinions,
    places,
    restore,
    roster,
    second_factor,
    serve,
    tables,
)
from trilogue.cli.commands import Parser
from trilogue.cli.refusal import Refused

REFUSED = 2


def parser() -> argparse.ArgumentParser:
    main = Parser(
        prog="trilogue",
        description="Runs a workshop series for public officials of several countries, and keeps its record.",
    )
    main.add_argument("--version", action="version", version=f"trilogue {version('trilogue')}")
    commands = main.add_subparsers(title="commands", metavar="COMMAND", required=True)
    administration = (serve, appoint, second_factor, check, backup, restore, erase, audit)
    for module in (*administration, tables, opinions, roster, places):
        module.add(commands)
    return main


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. 0: done; 1: it ran and found something wrong; 2: it could not run, one line says why."""
    try:
        chosen = parser().parse_args(arguments)
        return int(chosen.run(chosen))
    except Refused as refused:
        print(f"trilogue: {' '.join(str(refused).split())}", file=sys.stderr)
        return REFUSED


if __name__ == "__main__":
    sys.exit(main())
