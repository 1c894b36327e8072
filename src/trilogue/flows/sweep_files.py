"""Every night: files that nothing names any more are removed."""

from collections.abc import Iterator
from datetime import datetime

from trilogue.documents.record import Record, published
from trilogue.domain.editions.queries import named_files
from trilogue.foundation.files import store


def sweep_files(*, now: datetime) -> int:
    """Returns how many. Kept is what a row, its history, or what readers see names, and what is younger than a day."""
    return store.sweep(named_files() | {*_published()}, now=now)


def _published() -> Iterator[str]:
    for record in published().values():
        yield from digests_of(record)


def digests_of(record: Record) -> Iterator[str]:
    yield record.series.logo
    for edition in record.editions:
        yield from (each.picture for each in edition.album)
        yield from (each.digest for each in edition.files)
