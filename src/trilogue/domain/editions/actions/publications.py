"""What readers see since which version."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from trilogue.domain.editions.models import Edition, Installation, Publication, Series
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log


@transaction.atomic
def store_publication(
    *, by: Actor, series: Series, edition: Edition | None, content: bytes, now: datetime
) -> Publication:
    """Raise the published version and store what readers see from it on. Empty content withdraws."""
    publication = Publication.objects.create(
        series=series,
        edition=edition,
        version=_raised_version(),
        content=content,
        published_at=now,
        published_by_id=by.account,
    )
    log.write("publish" if content else "withdraw", edition or series, by=by, edition=publication.edition_id)
    return publication


@transaction.atomic
def raise_version(series: Series, *, by: Actor, edition: Edition | None = None) -> int:
    """The published version after something else of the series changed for readers, which their pages go by."""
    version = _raised_version()
    log.write("raise_version", edition or series, by=by, edition=edition.pk if edition else None)
    return version


def _raised_version() -> int:
    Installation.objects.filter(pk=1).update(published_version=F("published_version") + 1)
    return Installation.objects.get(pk=1).published_version
