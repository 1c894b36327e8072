"""`trilogue opinions analyse`: what a folder in Polis's format says, as tables or as JSON; nothing is written.

Exchanges of the installation go out and come in in `opinions_files`.
"""

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from trilogue.cli import opinions_files

if TYPE_CHECKING:
    from trilogue.cli.opinions_folder import Talk
    from trilogue.foundation.formats.polis_reader import PolisError

REFUSED = 2


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    opinions = commands.add_parser("opinions", help="analyse votes on statements, take exchanges out and in")
    actions = opinions.add_subparsers(title="commands", metavar="COMMAND", required=True)
    analyse = actions.add_parser("analyse", help="print groups, consensus and what all delegations support")
    analyse.add_argument(
        "folder", metavar="FOLDER", help="a folder of CSV files in Polis's format, or a zip of it"
    )
    analyse.add_argument(
        "--groups-from", metavar="CSV", help="take the groups from here (participant, group-id)"
    )
    analyse.add_argument("--delegations", metavar="CSV", help="who is of which country (voter-id, country)")
    analyse.add_argument("--json", action="store_true", help="print JSON instead of tables")
    analyse.set_defaults(run=run)
    opinions_files.add(actions)


def run(args: argparse.Namespace) -> int:
    """0, or 2 with one line on stderr that names file, place and cause."""
    from trilogue.cli.opinions_folder import read
    from trilogue.foundation.formats.polis_reader import PolisError

    try:
        talk = read(args.folder, args.groups_from, args.delegations)
    except PolisError as error:
        return _refuse(_sentence(error))
    except OSError as error:
        return _refuse(f"{error.filename}: {error.strerror}")
    print(_answer(talk, as_json=args.json))
    return 0


def _answer(talk: "Talk", *, as_json: bool) -> str:
    from trilogue.cli import opinions_answer

    if as_json:
        plain: dict[str, Any] = opinions_answer.plain(talk)
        return json.dumps(plain, ensure_ascii=False, indent=1)
    return opinions_answer.readable(talk)


def _sentence(error: "PolisError") -> str:
    from trilogue.cli.words import untranslated
    from trilogue.documents.polis_problems import sentence

    untranslated()
    return sentence(error)


def _refuse(line: str) -> int:
    from trilogue.documents.problems import visible

    print(" ".join(visible(line).split()), file=sys.stderr)
    return REFUSED
