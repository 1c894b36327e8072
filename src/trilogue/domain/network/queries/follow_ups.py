"""Follow-ups: whose they are, how they went on, and who is to be asked about them."""

from calendar import monthrange
from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from trilogue.domain.editions.models import Edition
from trilogue.domain.network.choices import FollowUpState
from trilogue.domain.network.models import FollowUp
from trilogue.domain.people.models import Person
from trilogue.domain.places.models import Government
from trilogue.foundation.audit.models import Entry

REMIND_AFTER = (3, 6, 12)
"""Months after the recording."""
WAITING = (FollowUpState.PLANNED, FollowUpState.RUNNING)
"""States in which there is something to ask about."""


def follow_ups_of(people: Collection[Person]) -> QuerySet[FollowUp]:
    """Those in which one of these records is a party."""
    mine = FollowUp.objects.filter(parties__person__in=[each.pk for each in people])
    return told(mine.distinct())


def follow_ups_in(edition: Edition) -> QuerySet[FollowUp]:
    return told(edition.follow_ups.all())


def follow_ups_at(government: Government) -> QuerySet[FollowUp]:
    """Those in which a government is a party."""
    return told(FollowUp.objects.filter(parties__government=government))


def told(follow_ups: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
    """With their parties as pages name them."""
    return follow_ups.select_related("edition__series").prefetch_related(
        "parties__person__names", "parties__government__names"
    )


def history(follow_up: FollowUp) -> QuerySet[Entry]:
    """What was changed when, the latest first."""
    mine = Entry.objects.filter(object_type="network.followup", object_id=str(follow_up.pk))
    return mine.order_by("-number")


def waiting_follow_ups(now: datetime) -> QuerySet[FollowUp]:
    """Not done, not given up, old enough to be asked about a first time and not asked about for the last."""
    old = FollowUp.objects.filter(state__in=WAITING, recorded_at__lte=_before(now, REMIND_AFTER[0]))
    return old.exclude(reminders__months=REMIND_AFTER[-1])


def reminder_due(follow_up: FollowUp, now: datetime) -> int | None:
    """The months after which its parties are to be asked now; one that was missed is not asked for later."""
    due = [each for each in REMIND_AFTER if follow_up.recorded_at <= _before(now, each)]
    asked = max((each.months for each in follow_up.reminders.all()), default=0)
    return due[-1] if due and due[-1] > asked else None


def _before(now: datetime, months: int) -> datetime:
    """The same day so many months earlier, or the last day of that month."""
    local = timezone.localtime(now)
    count = local.year * 12 + local.month - 1 - months
    year, month = count // 12, count % 12 + 1
    return local.replace(year=year, month=month, day=min(local.day, monthrange(year, month)[1]))
