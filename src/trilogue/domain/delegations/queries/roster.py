from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from trilogue.domain.delegations.choices import HOLDING, LISTED, State
from trilogue.domain.delegations.models import Delegation, Participation, QuotaDecision
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition
from trilogue.domain.people.choices import Script
from trilogue.domain.people.models import PersonName
from trilogue.domain.people.queries import own_name
from trilogue.domain.places.models import Government
from trilogue.foundation.access import Actor


@dataclass(frozen=True)
class Strength:
    """A delegation's people against its places: who takes part, who holds a place, who waits, who is to be judged."""

    delegation: Delegation
    confirmed: int
    held: int
    waiting: int
    submitted: int
    quota: int | None

    @property
    def free(self) -> int | None:
        return None if self.quota is None else self.quota - self.held


def strengths(edition: Edition) -> list[Strength]:
    """Two queries, whatever the size."""
    decisions = Prefetch(
        "quota_decisions", QuotaDecision.objects.select_related("decided_by", "counterpart").order_by("-pk")
    )
    delegations = edition.delegations.annotate(
        confirmed=_counted(*LISTED),
        held=_counted(*HOLDING),
        waiting=_counted(State.WAITING),
        submitted=_counted(State.SUBMITTED, State.ELIGIBLE),
    ).select_related("country")
    return [
        Strength(
            each,
            each.confirmed,
            each.held,
            each.waiting,
            each.submitted,
            next((d.places for d in each.quota_decisions.all()), None),
        )
        for each in delegations.order_by("country").prefetch_related(decisions)
    ]


def _counted(*states: State) -> Count:
    return Count("participations", filter=Q(participations__state__in=states))


def quotas(edition: Edition) -> dict[str, int]:
    return {each.delegation.country_id: each.quota for each in strengths(edition) if each.quota is not None}


def everybody(edition: Edition) -> QuerySet[Participation]:
    """Also who withdrew, with everything a list or badge shows of them."""
    return edition.participations.select_related(
        "person", "delegation__country", "home", "host"
    ).prefetch_related("person__names", "person__skills", "home__names", "host__names")


def confirmed(edition: Edition) -> QuerySet[Participation]:
    """Who takes part."""
    return everybody(edition).filter(state__in=LISTED)


def named(edition: Edition) -> QuerySet[Participation]:
    """Who takes part and was not erased since: the people of lists, badges and pages."""
    return confirmed(edition).filter(person__erased_at=None)


def visible_to(actor: Actor, edition: Edition) -> QuerySet[Participation]:
    """All for the desk; own country for coordinators; own government for nominators; nobody else."""
    wanted = Q(pk__in=[])
    for each in actor.appointments:
        if each.series != edition.series_id or each.edition not in (None, edition.pk):
            continue
        if each.role in (Role.HOST_ADMIN, Role.DESK):
            return named(edition)
        if each.role == Role.COORDINATOR:
            wanted |= Q(delegation__country=each.country)
        if each.role == Role.NOMINATOR:
            wanted |= Q(home=each.government) | Q(host=each.government)
    return named(edition).filter(wanted)


def posts_at(actor: Actor, government: Government) -> list[Participation]:
    """Who came from or served at a government, in which edition, as far as the actor may see; the newest first."""
    found = Participation.objects.filter(Q(home=government) | Q(host=government), state__in=LISTED)
    found = found.select_related("edition__series", "delegation__country", "person").prefetch_related(
        "person__names"
    )
    editions = {each.edition_id: each.edition for each in found}
    visible = {
        pk for edition in editions.values() for pk in visible_to(actor, edition).values_list("pk", flat=True)
    }
    return sorted((each for each in found if each.pk in visible), key=lambda each: -each.edition.number)


def known_emails(edition: Edition) -> frozenset[str]:
    return frozenset(edition.participations.values_list("person__email", flat=True))


def native_name(participation: Participation) -> PersonName:
    """The name as the person writes it."""
    return own_name(participation.person)


def roman_name(participation: Participation) -> PersonName:
    """The name in Roman letters, or as the person writes it where there are none."""
    names = {name.script: name for name in participation.person.names.all()}
    return names.get(Script.LATIN) or own_name(participation.person)
