"""A new series in an installation, with the one who adds it as its administrator."""

from django.db import IntegrityError, transaction

from trilogue.domain.editions.actions import add_series as store_series
from trilogue.domain.editions.actions import found
from trilogue.domain.editions.models import Series
from trilogue.domain.editions.queries import installation
from trilogue.flows.load_glossary import load_glossary
from trilogue.foundation.access import Actor
from trilogue.foundation.text.value import Text

RESERVED = frozenset(
    {
        "about",
        "demonstration",
        "desk",
        "directory",
        "duplicates",
        "me",
        "merges",
        "people",
        "places",
        "series",
    }
) | frozenset(
    {"appointment", "nominate", "nominations", "register", "screen", "sign-in", "sign-out", "static", "files"}
)
"""What stands at the place of a series' address already, or may one day."""


class SlugRefused(Exception):
    """`code`: "taken" by another series, "reserved" for pages of the site itself."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def add_series(*, by: Actor, slug: str, name: Text) -> Series:
    """Nobody but `by` has a role in it: those in other series count nothing here."""
    if slug in RESERVED:
        raise SlugRefused("reserved")
    try:
        with transaction.atomic():
            series = store_series(by=by, slug=slug, name=name, demonstration=installation().demonstration)
    except IntegrityError:
        raise SlugRefused("taken") from None
    found(series, by=by)
    load_glossary(series, by=by)
    return series
