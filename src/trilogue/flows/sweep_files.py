"""Every night: files that nothing names any more are removed."""

from datetime import datetime

from trilogue.domain.editions.queries import named_files, shown_files
from trilogue.foundation.files import store


def sweep_files(*, now: datetime) -> int:
    """Returns how many. Kept is what a row or its history names, and what came, was removed or shown within a day."""
    return store.sweep(named_files() | shown_files(now - store.SPARED), now=now)
