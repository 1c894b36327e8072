"""`trilogue check`: is this installation in order?"""

import argparse
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from trilogue.cli import preconditions

if TYPE_CHECKING:
    from trilogue.cli.commands import Commands

Findings = Iterable[str]


def add(commands: "Commands") -> None:
    check = commands.add_parser(
        "check", help="check settings, folder, database, policy, backups and audit log"
    )
    check.set_defaults(run=_check)


def _check(_: argparse.Namespace) -> int:
    """One line a subject; 1 if any has a finding. Changes nothing."""
    from trilogue.cli.database import open_database

    preconditions.python_is_new_enough()
    preconditions.folder_is_usable(preconditions.data_folder())
    open_database()
    wrong = False
    for subject, find in _subjects():
        findings = list(find())
        wrong = wrong or bool(findings)
        print(f"{subject}: {'; '.join(findings) or 'ok'}")
    return int(wrong)


def _subjects() -> Iterator[tuple[str, Callable[[], Findings]]]:
    from trilogue.cli.audit import broken_links
    from trilogue.cli.database import is_up_to_date
    from trilogue.foundation.retention.check import unclassified

    yield "settings", _settings
    yield "translation", _translation
    current = is_up_to_date()
    yield "database", lambda: () if current else ("not up to date; `trilogue serve` brings it up to date",)
    if current:
        yield "cache", _cache
        yield "audit log", broken_links
        yield "nightly erasure", _night
        yield "backups", _backups
    yield "retention policy", unclassified


def _settings() -> Findings:
    from django.core.checks import run_checks

    return (f"{message.id}: {message.msg}" for message in run_checks())


def _translation() -> Findings:
    """The program for it, where one is named, can be made."""
    from django.core.exceptions import ImproperlyConfigured

    from trilogue.foundation.text.machine import translator

    try:
        translator()
    except ImproperlyConfigured as error:
        return (str(error),)
    return ()


def _cache() -> Findings:
    """The shared cache must answer, or sign-in codes could be used twice."""
    from django.core.cache import cache

    try:
        cache.get("trilogue-check")
    except Exception as error:  # noqa: BLE001  each cache has its own errors
        return (
            f"does not answer ({type(error).__name__}); correct CACHE_URL or start `trilogue serve` once",
        )
    return ()


def _backups() -> Findings:
    """Where any were made or are to be made, the last good one is no older than a day and a half."""
    from django.conf import settings
    from django.utils import timezone

    from trilogue.foundation.backup.models import Run
    from trilogue.foundation.backup.state import state

    found = state(now=timezone.now())
    if not found.late or not (settings.BACKUP_TO or Run.objects.exists()):
        return ()
    last = f"last good one {found.last.started_at:%Y-%m-%d}" if found.last else "no good one yet"
    return (f"{last}; `trilogue backup FILE` makes one and says what is wrong",)


def _night() -> Findings:
    """A worker erases every night what has outlived its time."""
    from datetime import timedelta

    from django.utils import timezone

    from trilogue.flows.retain import last_run

    last = last_run()
    if last and timezone.now() - last > timedelta(days=2):
        return (f"last done {last:%Y-%m-%d}; keep `trilogue serve` or `trilogue worker` running",)
    return ()
