"""Publishing: what the desk sees becomes what readers see, under a new version. Nothing is rendered here."""

from datetime import datetime

from django.db import transaction

from trilogue.documents.record import freeze, live_edition, live_series
from trilogue.domain.editions import actions
from trilogue.domain.editions.models import Edition, Publication, Series
from trilogue.foundation.access import Actor


@transaction.atomic
def publish_series(series: Series, *, by: Actor, now: datetime) -> Publication:
    content = freeze(live_series(series))
    return actions.store_publication(by=by, series=series, edition=None, content=content, now=now)


@transaction.atomic
def publish_edition(edition: Edition, *, by: Actor, now: datetime) -> Publication:
    content = freeze(live_edition(edition))
    return actions.store_publication(by=by, series=edition.series, edition=edition, content=content, now=now)


@transaction.atomic
def withdraw_edition(edition: Edition, *, by: Actor, now: datetime) -> Publication:
    return actions.store_publication(by=by, series=edition.series, edition=edition, content=b"", now=now)
