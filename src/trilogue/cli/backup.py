"""`trilogue backup`: the database and its files in one file, the keys of people in another."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from trilogue.cli.refusal import Refused

if TYPE_CHECKING:
    from trilogue.cli.commands import Commands
    from trilogue.foundation.backup.envelope import Seal


def add(commands: "Commands") -> None:
    backup = commands.add_parser("backup", help="write database and files into one file")
    backup.add_argument(
        "target", metavar="FILE", help="a new file; or a folder, which keeps dated files for their lifetime"
    )
    backup.add_argument(
        "--keys",
        type=Path,
        metavar="FILE",
        help="write the keys of people here, in place of those written before",
    )
    backup.add_argument(
        "--recipient",
        action="append",
        metavar="KEY",
        help="encrypt for the owner of this public key of age (age1...); may be given several times",
    )
    backup.add_argument("--passphrase", action="store_true", help="encrypt; the passphrase is asked for")
    backup.set_defaults(run=_backup)


def _backup(chosen: argparse.Namespace) -> int:
    from trilogue.cli.database import is_up_to_date, open_database

    now = datetime.now(UTC)
    open_database()
    if not is_up_to_date():
        raise Refused("the database is not up to date: start `trilogue serve` once, then this")
    from django.db import DatabaseError

    from trilogue.cli.backup_words import refused
    from trilogue.foundation.backup.problem import Unusable

    try:
        _make(chosen, _seal(chosen), now)
    except Unusable as problem:
        raise refused(problem) from problem
    except DatabaseError as error:
        said = str(error).partition("\n")[0]
        raise Refused(
            f"the database could not be saved ({said}): do it again when less is going on"
        ) from error
    return 0


def _make(chosen: argparse.Namespace, seal: "Seal", now: datetime) -> None:
    from django.conf import settings

    from trilogue.flows.back_up import Order, back_up
    from trilogue.foundation.access import ANONYMOUS
    from trilogue.foundation.backup import places

    target = Path(chosen.target)
    folder = target if target.is_dir() or chosen.target.endswith("/") else None
    if folder:
        target = places.dated(folder, now, sealed=bool(seal.recipients))
    run = back_up(Order(target, chosen.keys, seal), by=ANONYMOUS, now=now)
    print(f"{target}: {run.size} bytes{', encrypted' if seal else ''}, read back, SHA-256 {run.checksum}")
    if run.lacking:
        print(f"{run.lacking} file(s) that the database names are not on the disk", file=sys.stderr)
    if chosen.keys:
        print(f"{chosen.keys}: the keys of people; keep it away from the backup")
    for path in places.rotate(folder, now=now) if folder else ():
        print(
            f"{path}: deleted; it is older than {settings.BACKUP_DAYS} days, or others of its time are kept"
        )


def _seal(chosen: argparse.Namespace) -> "Seal":
    from trilogue.flows.back_up import usual_seal
    from trilogue.foundation.backup.envelope import Seal

    if chosen.recipient and chosen.passphrase:
        raise Refused("--recipient and --passphrase exclude each other: give one of them")
    if chosen.recipient:
        return Seal(recipients=tuple(chosen.recipient))
    return Seal(passphrase=_asked()) if chosen.passphrase else usual_seal()


def _asked() -> str:
    from getpass import getpass

    if not sys.stdin.isatty():
        raise Refused("--passphrase asks at a terminal: elsewhere put it into TRILOGUE_BACKUP_PASSPHRASE")
    said = getpass("Passphrase: ")
    if not said or getpass("Once more: ") != said:
        raise Refused("the two differ, or are empty; nothing was written")
    return said
