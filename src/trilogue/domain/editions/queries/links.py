"""Personal links to a role: what is kept of them, and which can still be taken up."""

import hashlib
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Appointment, AppointmentLink, Edition, Series


def token_hash(token: str) -> str:
    """What is kept of the token in a personal link."""
    return hashlib.sha256(token.encode()).hexdigest()


def living_links(now: datetime) -> QuerySet[AppointmentLink]:
    """Links that can be taken up: neither used, revoked nor expired, and sent by who still administers there."""
    administers = Appointment.objects.filter(
        Q(edition=None) | Q(edition=OuterRef("edition")),
        account=OuterRef("sent_by"),
        account__is_active=True,
        role=Role.HOST_ADMIN,
        series=OuterRef("series"),
    )
    return AppointmentLink.objects.filter(
        Exists(administers), used_at=None, revoked_at=None, expires_at__gt=now
    )


def living_link(hashed: str, now: datetime) -> AppointmentLink | None:
    """The link that a token opens. One query and one answer, whatever the reason why it opens nothing."""
    found = living_links(now).filter(token_hash=hashed)
    return found.select_related("series", "edition__series", "country", "government", "sent_by").first()


def waiting_links(series: Series, edition: Edition | None, now: datetime) -> QuerySet[AppointmentLink]:
    """Links of this place that nobody took up; `lives` says whether one still can be."""
    lives = living_links(now).filter(pk=OuterRef("pk"))
    return (
        AppointmentLink.objects.filter(series=series, edition=edition, used_at=None)
        .annotate(lives=Exists(lives))
        .select_related("country", "government", "sent_by")
        .prefetch_related("government__names")
        .order_by("-sent_at", "-pk")
    )
