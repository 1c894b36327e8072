from datetime import date
from functools import partial

from django.db import transaction

from trilogue.domain.delegations.choices import HOLDING
from trilogue.domain.delegations.models import Delegation, QuotaDecision
from trilogue.domain.editions.models import Edition
from trilogue.domain.places.models import Country
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log


class QuotaTooSmall(Exception):
    """More people hold a place than the quota would leave. Carries how many."""

    def __init__(self, held: int) -> None:
        super().__init__(held)
        self.held = held


class NothingToTransfer(Exception):
    """A transfer needs two delegations of one edition and at least one place."""


@transaction.atomic
def form_delegation(*, by: Actor, edition: Edition, country: Country) -> Delegation:
    delegation, added = Delegation.objects.get_or_create(edition=edition, country=country)
    if added:
        log.write("add", delegation, by=by, edition=edition.pk)
    return delegation


def locked(delegation: Delegation) -> Delegation:
    """The delegation, with everybody else who would change its places waiting until the transaction ends."""
    return Delegation.objects.select_for_update().get(pk=delegation.pk)


def quota_of(delegation: Delegation) -> int | None:
    """Places by the decision recorded last; None where nothing was decided yet."""
    latest = delegation.quota_decisions.order_by("-pk").values_list("places", flat=True)
    return latest.first()


def held_places(delegation: Delegation) -> int:
    return delegation.participations.filter(state__in=HOLDING).count()


def free_places(delegation: Delegation) -> int | None:
    """None: as many as wanted, since no quota was decided."""
    quota = quota_of(delegation)
    return None if quota is None else max(0, quota - held_places(delegation))


@transaction.atomic
def decide_quota(
    delegation: Delegation, *, by: Actor, places: int, decided_on: date, reason: str = ""
) -> QuotaDecision:
    """Raises QuotaTooSmall when more people hold a place already."""
    return _decide(locked(delegation), by=by, places=places, decided_on=decided_on, reason=reason)


@transaction.atomic
def transfer_places(
    giver: Delegation, taker: Delegation, *, by: Actor, places: int, decided_on: date, reason: str
) -> tuple[QuotaDecision, QuotaDecision]:
    """Move places from one delegation to another: two dated decisions, or none. Raises QuotaTooSmall."""
    if giver.pk == taker.pk or giver.edition_id != taker.edition_id or places < 1:
        raise NothingToTransfer
    both = Delegation.objects.select_for_update().filter(pk__in=(giver.pk, taker.pk)).order_by("pk")
    found = {each.pk: each for each in both}
    given, taken = found[giver.pk], found[taker.pk]
    left = (quota_of(given) or 0) - places
    if left < 0:
        raise QuotaTooSmall(held_places(given))
    decide = partial(_decide, by=by, decided_on=decided_on, reason=reason)
    return (
        decide(given, places=left, counterpart=taken),
        decide(taken, places=(quota_of(taken) or 0) + places, counterpart=given),
    )


def _decide(
    delegation: Delegation,
    *,
    by: Actor,
    places: int,
    decided_on: date,
    reason: str,
    counterpart: Delegation | None = None,
) -> QuotaDecision:
    held = held_places(delegation)
    if places < held:
        raise QuotaTooSmall(held)
    decision = QuotaDecision.objects.create(
        delegation=delegation,
        places=places,
        decided_on=decided_on,
        reason=reason,
        counterpart=counterpart,
        decided_by_id=by.account,
    )
    log.write("decide_quota", decision, by=by, fields=["quota"], edition=delegation.edition_id)
    return decision
