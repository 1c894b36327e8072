"""`trilogue restore`: a backup becomes the database, after everybody erased since was erased from it again."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from trilogue.cli.refusal import Refused

if TYPE_CHECKING:
    from trilogue.cli.commands import Commands
    from trilogue.flows.take_up import TakenUp
    from trilogue.foundation.backup.bundle import Manifest
    from trilogue.foundation.backup.envelope import Opener

ASIDE = ".restoring-"


def add(commands: "Commands") -> None:
    restore = commands.add_parser("restore", help="make a backup the database, erasures carried out again")
    restore.add_argument(
        "file", type=Path, metavar="FILE", nargs="?", help="a file that `trilogue backup` wrote"
    )
    restore.add_argument("--keys", type=Path, metavar="FILE", help="put the keys of people back first")
    restore.add_argument(
        "--identity", type=Path, metavar="FILE", help="the identity of age that opens an encrypted backup"
    )
    restore.add_argument("--replace", action="store_true", help="in place of the database that is there")
    restore.add_argument("--check", action="store_true", help="verify everything, put nothing in place")
    restore.set_defaults(run=_restore)


def _restore(chosen: argparse.Namespace) -> int:
    from trilogue.cli.database import alone_in_the_folder, load_settings
    from trilogue.cli.preconditions import data_folder

    if not chosen.file and not chosen.keys:
        raise Refused("nothing to restore: name a backup, or a file of keys with --keys")
    load_settings()
    from trilogue.cli.backup_words import refused
    from trilogue.foundation.backup.problem import Unusable
    from trilogue.foundation.keys import KeyRefused

    try:
        with alone_in_the_folder():
            _clear()
            return _carry_out(chosen, secret=chosen.replace or _is_empty())
    except Unusable as problem:
        raise refused(problem) from problem
    except KeyRefused as problem:
        raise Refused(
            f"{chosen.keys or 'the folder of keys'}: a key is damaged: use another copy"
        ) from problem
    except OSError as error:
        place = error.filename or data_folder()
        raise Refused(f"{place}: {error.strerror or error}; the database was not replaced") from error


def _is_empty() -> bool:
    """No database is there yet, whose sessions and links the secret key of this machine would have signed."""
    from django.db import DatabaseError, connection

    if connection.vendor == "sqlite":
        return not Path(str(connection.settings_dict["NAME"])).exists()
    try:
        return not connection.introspection.table_names()
    except DatabaseError:
        return False


def _carry_out(chosen: argparse.Namespace, *, secret: bool) -> int:
    broken = 0
    with _opened(chosen.file, chosen) as backup, _opened(chosen.keys, chosen, holds="keys") as keys:
        if chosen.check:
            return _check(chosen, backup, keys)
        if keys:
            _put_keys(chosen.keys, *keys, secret=secret)
        if backup:
            broken = _put(chosen, *backup)
    return broken


@contextmanager
def _opened(
    file: Path | None, chosen: argparse.Namespace, holds: str = "backup"
) -> "Iterator[tuple[Path, Manifest] | None]":
    """A plain file and its manifest; decrypted into a folder with the data for as long as it is needed."""
    from trilogue.foundation.backup import bundle
    from trilogue.foundation.backup.envelope import opening

    if file is None:
        yield None
        return
    with _aside() as folder, opening(file, _opener(chosen), folder) as plain:
        yield plain, bundle.read(plain, holds=holds)


def _opener(chosen: argparse.Namespace) -> "Opener":
    from trilogue.foundation.backup.envelope import Opener

    return Opener(chosen.identity, _passphrase)


def _passphrase() -> str:
    from getpass import getpass

    from django.conf import settings

    said = str(settings.BACKUP_PASSPHRASE)
    return said or (getpass("Passphrase: ") if sys.stdin.isatty() else "")


@contextmanager
def _aside() -> Iterator[Path]:
    from trilogue.cli.preconditions import data_folder

    with tempfile.TemporaryDirectory(prefix=ASIDE, dir=data_folder()) as folder:
        yield Path(folder)


def _clear() -> None:
    """What a killed process left may hold people who were erased since."""
    import shutil

    from trilogue.cli.preconditions import data_folder

    for left in data_folder().glob(f"{ASIDE}*"):
        shutil.rmtree(left, ignore_errors=True)


def _check(
    chosen: argparse.Namespace,
    backup: "tuple[Path, Manifest] | None",
    keys: "tuple[Path, Manifest] | None",
) -> int:
    from trilogue.foundation.backup import bundle, restoring

    if keys:
        bundle.verify(*keys)
        print(
            f"{chosen.keys}: {len(keys[1].files)} file(s), every checksum matches; nothing was put in place"
        )
    if backup:
        with _aside() as folder:
            restoring.check(*backup, folder)
        print(f"{chosen.file}: {_figures(backup[1])}; nothing was put in place")
    return 0


def _put_keys(file: Path, plain: Path, manifest: "Manifest", *, secret: bool) -> None:
    from trilogue.foundation.backup.keeping_keys import put_back

    done = put_back(plain, manifest, secret=secret)
    print(f"{file}: {done.keys} key(s) of people put back; what was destroyed stays destroyed")
    if done.others:
        print(f"{done.others} key(s) are other ones here and stayed as they are", file=sys.stderr)


def _put(chosen: argparse.Namespace, plain: Path, manifest: "Manifest") -> int:
    from trilogue.cli.audit import SENTENCES
    from trilogue.foundation.backup import restoring
    from trilogue.foundation.retention import ledger

    with _aside() as folder:
        done = restoring.restore(plain, manifest, folder, _ready, replace=chosen.replace)
    print(f"{chosen.file}: {_figures(manifest)}")
    print(f"restored as of {manifest.made_at:%Y-%m-%d %H:%M} UTC; erased again: {done.erased}")
    if not ledger.path().exists():
        print(
            f"{ledger.path()} is not there: if anybody was erased since the backup, restore the folder of keys "
            "and do this again"
        )
    for number, code in done.broken:
        print(f"audit log: entry {number} {SENTENCES[code]}")
    if not done.broken:
        print("audit log: the chain holds")
    return int(bool(done.broken))


def _figures(manifest: "Manifest") -> str:
    files = f"{len(manifest.files)} file(s), every checksum matches"
    if not manifest.rows:
        return f"{files}; made before rows were hashed, so that these were not compared"
    count = sum(each.count for each in manifest.rows.values())
    return f"{files}; {count} rows in {len(manifest.rows)} tables, every hash equal"


def _ready() -> "TakenUp":
    """Bring the restored database up to date and erase again whom the ledger names, before it serves anybody."""
    from django.db import DatabaseError
    from django.utils import timezone

    from trilogue.cli.database import bring_up_to_date, is_known
    from trilogue.flows.take_up import take_up
    from trilogue.foundation.access import ANONYMOUS

    try:
        if not is_known():
            raise Refused("the backup was made by a later version of Trilogue: install that version first")
        bring_up_to_date()
        return take_up(by=ANONYMOUS, now=timezone.now())
    except DatabaseError as error:
        raise Refused(f"the backup's database cannot be used ({error}): use another backup") from error
