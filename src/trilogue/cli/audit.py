"""`trilogue verify-audit`: does the log of who changed what still hold together?"""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trilogue.cli.commands import Commands

SENTENCES = {
    "missing": "is missing",
    "not_linked": "does not follow the entry before it",
    "altered": "was altered",
    "truncated": "and later ones were cut off",
}


def add(commands: "Commands") -> None:
    verify = commands.add_parser("verify-audit", help="verify the hash chain of the audit log")
    verify.set_defaults(run=_verify)


def broken_links() -> Iterator[str]:
    """One sentence a break."""
    from trilogue.foundation.audit.chain import breaks

    for number, code in breaks():
        yield f"entry {number} {SENTENCES[code]}"


def _verify(_: argparse.Namespace) -> int:
    from trilogue.cli.database import is_up_to_date, open_database
    from trilogue.cli.refusal import Refused

    open_database()
    if not is_up_to_date():
        raise Refused("the database is not up to date: start `trilogue serve` once, then this")
    found = False
    for sentence in broken_links():
        found = True
        print(sentence)
    if not found:
        print(f"audit log: {_count()} entries, the chain holds")
    return int(found)


def _count() -> int:
    from trilogue.foundation.audit.models import Entry

    return Entry.objects.count()
