"""Closing an edition: figures by country from the roster, who met whom at the tables, status held, published."""

from collections import Counter
from datetime import datetime

from django.db import transaction

from trilogue.domain.delegations.queries import confirmed
from trilogue.domain.editions import actions
from trilogue.domain.editions.choices import Status
from trilogue.domain.editions.models import Edition
from trilogue.domain.places.models import Country
from trilogue.flows.publish import publish_edition
from trilogue.flows.record_encounters import record
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log


class NothingToClose(Exception):
    """Nobody takes part, so there is nothing to count."""


class AlreadyClosed(Exception):
    """The edition was closed or cancelled before."""


@transaction.atomic
def close(edition: Edition, *, by: Actor, now: datetime) -> dict[str, int]:
    """Count who took part by country, record it, and publish. Returns the counts by country code."""
    edition = log.hold(Edition.objects.select_related("series")).get(pk=edition.pk)
    if edition.status in (Status.COMPLETED, Status.CANCELLED):
        raise AlreadyClosed
    counts = Counter(each.delegation.country_id for each in confirmed(edition))
    if not counts:
        raise NothingToClose
    countries = Country.objects.in_bulk(counts.keys())
    actions.figures_for(edition, {countries[code]: count for code, count in counts.items()}, by=by)
    record(edition, by=by)
    actions.change(edition, by=by, status=Status.COMPLETED)
    publish_edition(edition, by=by, now=now)
    return dict(counts)
