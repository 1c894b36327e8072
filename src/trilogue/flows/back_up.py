"""Making a backup: the list says that it was begun, the file is written and read back, the list says how it ended."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from trilogue.domain.editions.models import EditionFile, Installation, Photograph, Series
from trilogue.domain.opinions.models import Conversation, QuestionTime
from trilogue.flows.mix_votes import mix
from trilogue.foundation import keys
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log
from trilogue.foundation.backup import bundle, keeping_keys, places, writing
from trilogue.foundation.backup.copying import copied
from trilogue.foundation.backup.envelope import Seal
from trilogue.foundation.backup.models import Run
from trilogue.foundation.backup.problem import Unusable

Written = TypeVar("Written")
AGAIN = timedelta(hours=1)
"""Between a scheduled one that failed and the next attempt."""
TRIES = 6
"""To write into the list of backups, each as long as the database lets one wait."""
LONGEST = timedelta(hours=6)
"""After this long one whose process says nothing of itself counts as died."""
logger = logging.getLogger("trilogue.backup")


@dataclass(frozen=True)
class Order:
    """What to write: `target` is a new file; `keys` one that is written over, or None."""

    target: Path
    keys: Path | None = None
    seal: Seal = field(default_factory=Seal)


def usual_seal() -> Seal:
    """What the settings say."""
    if settings.BACKUP_RECIPIENTS:
        return Seal(recipients=settings.BACKUP_RECIPIENTS)
    return Seal(passphrase=settings.BACKUP_PASSPHRASE)


def back_up(order: Order, *, by: Actor, now: datetime) -> Run:
    """Raises Unusable, with nothing of the backup left; for "keys" the backup is there without them."""
    _check(order)
    run = _patiently(partial(_begin, order.target, by=by, now=now))
    _carry_out(run, lambda: order, by=by)
    return run


def back_up_when_due(*, by: Actor, now: datetime, worker: str, is_gone: Callable[[str], bool | None]) -> None:
    """Once a night, where the settings name a folder; of several workers that come at once, one does it."""
    _bury(now, is_gone, by=by)
    if not settings.BACKUP_TO or not is_due(now=now):
        return
    with transaction.atomic():
        log.hold(Installation.objects.filter(pk=1)).first()
        if not is_due(now=now):
            return
        run = _begin(None, by=by, now=now, worker=worker)
    try:
        order = _carry_out(run, lambda: _usual_order(now), by=by)
        places.rotate(order.target.parent, now=now)
    except Unusable as problem:
        logger.error("the nightly backup failed: %s %s", problem.code, problem.what)  # noqa: TRY400  said whole


def is_due(*, now: datetime) -> bool:
    """Once a night; at once where there is none yet; an hour after one that failed."""
    last = Run.objects.filter(scheduled=True).first()
    if last is None or last.started_at < _last_night(now):
        return True
    return bool(last.problem) and last.ended_at is not None and last.ended_at < now - AGAIN


def _usual_order(now: datetime) -> Order:
    seal = usual_seal()
    target = places.dated(Path(settings.BACKUP_TO), now, sealed=bool(seal.recipients))
    order = Order(target, Path(settings.BACKUP_KEYS_TO) if settings.BACKUP_KEYS_TO else None, seal)
    _check(order)
    return order


def _check(order: Order) -> None:
    order.seal.check()
    if order.target.exists():
        raise Unusable("exists", order.target)
    if order.keys:
        keeping_keys.check_name(order.keys, order.target)


def _patiently(write: Callable[[], Written]) -> Written:
    """SQLite serves its writers in no order: where many write, the list may have to wait longer than a page would."""
    for _ in range(TRIES - 1):
        try:
            return write()
        except OperationalError:
            logger.warning("the list of backups waits for the database")
    return write()


@transaction.atomic
def _begin(target: Path | None, *, by: Actor, now: datetime, worker: str = "") -> Run:
    run = Run(
        started_at=now, scheduled=target is None, name=target.name[:200] if target else "", worker=worker
    )
    run.save()
    log.write("begin_backup", run, by=by)
    return run


@transaction.atomic
def _end(
    run: Run, *, by: Actor, problem: str = "", written: writing.Written | None = None, lacking: int = 0
) -> None:
    run.ended_at, run.problem, run.lacking = timezone.now(), problem, lacking
    if written:
        run.size, run.checksum = written.size, written.checksum
    log.write("end_backup", run, by=by, fields=["problem"] if problem else ["checksum"])
    run.save()


def _carry_out(run: Run, ordered: Callable[[], Order], *, by: Actor) -> Order:
    try:
        order = ordered()
        run.name, run.encrypted = order.target.name[:200], bool(order.seal)
        written, lacking = _written(order, run.started_at)
    except Unusable as problem:
        _patiently(partial(_end, run, by=by, problem=problem.code))
        raise
    except BaseException:
        _patiently(partial(_end, run, by=by, problem="failed"))
        raise
    _patiently(partial(_end, run, by=by, written=written, lacking=lacking))
    return order


def _written(order: Order, now: datetime) -> tuple[writing.Written, int]:
    """The keys after the database, so that each row that is sealed has its key."""
    manifest = bundle.Manifest(version("trilogue"), now, connection.vendor)
    try:
        with places.aside() as folder:
            named = _named_files()
            mix()  # rows lie in a dump of PostgreSQL in the order in which the database keeps them
            copy = copied(folder)
            files = chain([(copy.path.name, copy.path)], _media())
            written = writing.write(order.target, files, replace(manifest, rows=copy.rows), seal=order.seal)
            if order.keys:
                _set_secrets_apart()
                _write_keys(order.keys, order.seal, replace(manifest, holds=bundle.KEYS))
    except OSError as error:
        raise Unusable("cannot_write", f"{error.filename or settings.DATA}: {error.strerror}") from error
    return written, _lacking(named, written.manifest)


def _set_secrets_apart() -> None:
    """So that the backup of keys passes them over, also those that were made as the keys of people are."""
    for model in (Conversation, QuestionTime):
        for owner in model.objects.values_list("public_id", flat=True):
            keys.set_apart(owner)


def _write_keys(target: Path, seal: Seal, manifest: bundle.Manifest) -> None:
    try:
        writing.write(target, keeping_keys.files(), manifest, seal=seal, over=True)
    except Unusable as problem:
        raise Unusable("keys", problem.what) from problem


def _media() -> Iterator[tuple[str, Path]]:
    """Listed after the database was copied: a file is there before its row, and swept long after it."""
    yield from bundle.files_in(Path(settings.MEDIA_ROOT))


def _named_files() -> set[str]:
    """Digests of the files that rows name before the database is copied."""
    photographs = Photograph.objects.exclude(picture="").values_list("picture", flat=True)
    files = EditionFile.objects.values_list("digest", flat=True)
    return {*photographs, *files, *Series.objects.exclude(logo="").values_list("logo", flat=True)}


def _lacking(named: set[str], manifest: bundle.Manifest) -> int:
    """A file's name begins with its digest, or lies in a folder of that name."""
    there = {part[:64] for name in manifest.files for part in Path(name).parts}
    return len(named - there)


def _bury(now: datetime, is_gone: Callable[[str], bool | None], *, by: Actor) -> None:
    """Those whose process died are told as such."""
    for run in Run.objects.filter(ended_at=None):
        gone = is_gone(run.worker) if run.worker else None
        if gone or (gone is None and run.started_at < now - LONGEST):
            _end(run, by=by, problem="died")


def _last_night(now: datetime) -> datetime:
    local = now.astimezone(ZoneInfo(settings.TIME_ZONE))
    night = local.replace(hour=settings.BACKUP_HOUR, minute=0, second=0, microsecond=0)
    return night if night <= local else night - timedelta(days=1)
