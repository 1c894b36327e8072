"""Who may nominate by which link, and what came of it."""

import hashlib
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from trilogue.domain.delegations.choices import State
from trilogue.domain.delegations.models import Call, Invitation, Participation
from trilogue.domain.editions.models import Edition
from trilogue.domain.places.models import Government

GONE = (State.WITHDRAWN, State.DECLINED)


def token_hash(token: str) -> str:
    """What is kept of the token in a personal link."""
    return hashlib.sha256(token.encode()).hexdigest()


def living_invitation(hashed: str, *, personal: bool, now: datetime) -> Invitation | None:
    """The invitation that a token opens. One query and one answer, whether there never was such a token, it has
    expired or it was revoked.
    """
    found = Invitation.objects.filter(
        token_hash=hashed, personal=personal, revoked_at=None, expires_at__gt=now
    )
    return (
        found.select_related("call__edition__series", "government", "country")
        .prefetch_related("government__names")
        .first()
    )


def is_open(call: Call, now: datetime) -> bool:
    """Whether nominations are taken: opened, not closed, before the deadline."""
    return call.opened_at is not None and call.closed_at is None and now < call.deadline


def call_of(edition: Edition) -> Call | None:
    return Call.objects.filter(edition=edition).select_related("edition__series").first()


def nominated_by(edition: Edition, government: Government) -> QuerySet[Participation]:
    """A government's own nominations in its own order, with what its page shows of them."""
    return (
        Participation.objects.filter(edition=edition, nominator=government)
        .select_related("person", "group", "delegation__country", "home", "host", "invitation")
        .prefetch_related("person__names", "home__names", "host__names")
        .order_by("priority", "pk")
    )


def count_nominated(edition: Edition, government: Government, now: datetime) -> int:
    """Nominations that count against the government's limit, and links to officials who have not registered yet."""
    nominations = Participation.objects.filter(edition=edition, nominator=government).exclude(state__in=GONE)
    return nominations.count() + awaited(edition, government, now).count()


def awaited(edition: Edition, government: Government, now: datetime) -> QuerySet[Invitation]:
    """Living links to officials who have not registered yet."""
    return Invitation.objects.filter(
        call__edition=edition,
        government=government,
        personal=True,
        revoked_at=None,
        expires_at__gt=now,
        participations__isnull=True,
    )


def limit_of(call: Call, government: Government) -> int | None:
    """The most people the government may nominate: the largest of its living links; None where none says."""
    links = call.invitations.filter(government=government, personal=False, revoked_at=None)
    limits = list(links.values_list("places", flat=True))
    return None if None in limits or not limits else max(each for each in limits if each is not None)


def invitations(call: Call) -> QuerySet[Invitation]:
    """Every link of the call with how many it nominated so far: `nominated` counts those that were submitted."""
    return (
        call.invitations.select_related("government", "country")
        .prefetch_related("government__names")
        .annotate(
            drafted=Count("participations", filter=Q(participations__state=State.DRAFT)),
            nominated=Count("participations", filter=~Q(participations__state=State.DRAFT)),
        )
        .order_by("country", "government__code", "pk")
    )
