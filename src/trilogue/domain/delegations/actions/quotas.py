"""Decisions on places. None leaves a delegation with fewer places than people who hold one."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from trilogue.domain.delegations.actions.locks import locked
from trilogue.domain.delegations.models import Delegation, QuotaDecision
from trilogue.domain.delegations.queries import held_places, quota_of
from trilogue.domain.editions.models import Edition
from trilogue.domain.places.models import Country
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log


class QuotaTooSmall(Exception):
    """More people hold a place than the quota would leave. Carries how many, and the quota that holds."""

    def __init__(self, held: int, quota: int | None = None) -> None:
        super().__init__(held, quota)
        self.held, self.quota = held, quota


class NothingToTransfer(Exception):
    """A transfer needs two delegations of one edition, both with a quota, and at least one place."""


@dataclass(frozen=True)
class Why:
    """By whom places were decided, when and with which reason."""

    by: Actor
    decided_on: date
    reason: str


@transaction.atomic
def form_delegation(*, by: Actor, edition: Edition, country: Country) -> Delegation:
    delegation, added = Delegation.objects.get_or_create(edition=edition, country=country)
    if added:
        log.write("add", delegation, by=by, edition=edition.pk)
    return delegation


@transaction.atomic
def decide_quota(
    delegation: Delegation, *, by: Actor, places: int, decided_on: date, reason: str = ""
) -> QuotaDecision:
    """Raises QuotaTooSmall when more people hold a place already. Who waits is offered nothing: see flows.offer."""
    return _decide(locked(delegation), places, Why(by, decided_on, reason))


@transaction.atomic
def transfer_places(
    giver: Delegation, taker: Delegation, *, by: Actor, places: int, decided_on: date, reason: str
) -> tuple[QuotaDecision, QuotaDecision]:
    """Move places from one delegation to another: two dated decisions, or none.

    Raises NothingToTransfer, or QuotaTooSmall when the giver would keep fewer places than are held.
    """
    if giver.pk == taker.pk or giver.edition_id != taker.edition_id or places < 1:
        raise NothingToTransfer
    locked_ones = [locked(each) for each in sorted((giver, taker), key=lambda each: each.pk)]
    given, taken = sorted(locked_ones, key=lambda each: each.pk != giver.pk)
    before, other = quota_of(given), quota_of(taken)
    if before is None or other is None:
        raise NothingToTransfer
    if before < places:
        raise QuotaTooSmall(held_places(given), before)
    why = Why(by, decided_on, reason)
    return (
        _decide(given, before - places, why, counterpart=taken),
        _decide(taken, other + places, why, counterpart=given),
    )


def _decide(
    delegation: Delegation, places: int, why: Why, *, counterpart: Delegation | None = None
) -> QuotaDecision:
    held = held_places(delegation)
    if places < held:
        raise QuotaTooSmall(held, quota_of(delegation))
    decision = QuotaDecision.objects.create(
        delegation=delegation,
        places=places,
        decided_on=why.decided_on,
        reason=why.reason,
        counterpart=counterpart,
        decided_by_id=why.by.account,
    )
    log.write("decide_quota", decision, by=why.by, fields=["quota"], edition=delegation.edition_id)
    return decision
