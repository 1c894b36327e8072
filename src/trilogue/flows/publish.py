"""Publishing: what the desk sees becomes what readers see, under a new version. Nothing is rendered here."""

import logging
from datetime import datetime

from django.db import InterfaceError, OperationalError, transaction

from trilogue.documents.record import freeze, live_edition, live_series
from trilogue.domain.editions import actions
from trilogue.domain.editions.access import runs
from trilogue.domain.editions.choices import Failure
from trilogue.domain.editions.models import Edition, Publication, ScheduledPublication, Series
from trilogue.domain.editions.queries import actor_of
from trilogue.foundation.access import ANONYMOUS, Actor
from trilogue.foundation.audit import log

logger = logging.getLogger(__name__)


@transaction.atomic
def publish_series(series: Series, *, by: Actor, now: datetime) -> Publication:
    actions.issue_errata(series, by=by, now=now)
    content = freeze(live_series(series))
    return actions.store_publication(by=by, series=series, edition=None, content=content, now=now)


@transaction.atomic
def publish_edition(edition: Edition, *, by: Actor, now: datetime) -> Publication:
    actions.issue_errata(edition, by=by, now=now)
    content = freeze(live_edition(edition))
    return actions.store_publication(by=by, series=edition.series, edition=edition, content=content, now=now)


@transaction.atomic
def withdraw_edition(edition: Edition, *, by: Actor, now: datetime) -> Publication:
    return actions.store_publication(by=by, series=edition.series, edition=edition, content=b"", now=now)


def publish_due(*, now: datetime) -> int:
    """Make every scheduled publication whose time has come, each in a transaction of its own, once.

    Returns how many were made. A database that cannot be reached leaves them to the next look; whatever else
    goes wrong ends that one and is shown at the desk.
    """
    due = ScheduledPublication.objects.filter(ended_at=None, due_at__lte=now)
    return sum(_make(key, now) for key in list(due.values_list("pk", flat=True)))


def _make(key: int, now: datetime) -> bool:
    try:
        return _publish_scheduled(key, now)
    except (InterfaceError, OperationalError):
        raise
    except Exception:
        logger.exception("the scheduled publication %s could not be made", key)
        _give_up(key, now)
        return False


@transaction.atomic
def _publish_scheduled(key: int, now: datetime) -> bool:
    """Several workers may come here at once: the row is theirs in turn, and ended for all but the first."""
    scheduled = _waiting(key, now)
    if scheduled is None:
        return False
    where = scheduled.edition or scheduled.series
    actor = _asker(scheduled)
    if not runs.test(actor, where):
        actions.end_scheduled(scheduled, by=ANONYMOUS, now=now, failure=Failure.NOT_ALLOWED)
        return False
    if isinstance(where, Edition):
        publish_edition(where, by=actor, now=now)
    else:
        publish_series(where, by=actor, now=now)
    actions.end_scheduled(scheduled, by=actor, now=now)
    return True


@transaction.atomic
def _give_up(key: int, now: datetime) -> None:
    scheduled = _waiting(key, now)
    if scheduled:
        actions.end_scheduled(scheduled, by=ANONYMOUS, now=now, failure=Failure.BROKEN)


def _waiting(key: int, now: datetime) -> ScheduledPublication | None:
    """Under its lock, as it is now: another worker may have made it, or the desk called it off."""
    return log.hold(ScheduledPublication.objects.filter(pk=key, ended_at=None, due_at__lte=now)).first()


def _asker(scheduled: ScheduledPublication) -> Actor:
    """With the roles that whoever asked has today."""
    account = scheduled.asked_by
    return actor_of(account) if account and account.is_active else ANONYMOUS
