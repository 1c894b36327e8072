"""That somebody went through a month of who saw whose data."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from trilogue.domain.editions.models import AccessReview, Series
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log


class NotOver(Exception):
    """A month is reviewed once it is over: what comes after would be looked at by nobody."""

    code = "not_over"


@transaction.atomic
def review_accesses(series: Series, month: str, *, by: Actor, note: str, now: datetime) -> AccessReview:
    """`month` is like 2027-05. A month can be reviewed again; every review stays. Raises NotOver."""
    if month >= f"{timezone.localtime(now):%Y-%m}":
        raise NotOver
    review = AccessReview.objects.create(
        series=series, month=month, reviewed_at=now, reviewed_by_id=by.account, note=note
    )
    log.write("review_accesses", review, by=by, fields=["month", "note"])
    return review
