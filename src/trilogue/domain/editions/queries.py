from django.db.models import Q, QuerySet

from trilogue.domain.editions.access import DESK_ROLES
from trilogue.domain.editions.models import (
    Appointment,
    Edition,
    Figure,
    Installation,
    Line,
    Publication,
)
from trilogue.domain.people.models import Account
from trilogue.foundation.access import ANONYMOUS, Actor, Appointed


def installation() -> Installation:
    return Installation.objects.get(pk=1)


def published_version() -> int:
    """The number readers' pages depend on. 0 before the first publication."""
    return Installation.objects.values_list("published_version", flat=True).filter(pk=1).first() or 0


def actor_of(account: Account) -> Actor:
    if not account.is_authenticated:
        return ANONYMOUS
    appointments = Appointment.objects.filter(account=account)
    return Actor(
        account.pk,
        account.person_id,
        account.name or account.email,
        tuple(
            Appointed(each.role, each.series_id, each.edition_id, each.country_id, each.government_id)
            for each in appointments
        ),
    )


def desk_editions(actor: Actor) -> QuerySet[Edition]:
    """The editions whose desk pages the actor may open."""
    wanted = Q(pk__in=[])
    for each in actor.appointments:
        if each.role in DESK_ROLES:
            wanted |= Q(pk=each.edition) if each.edition else Q(series=each.series)
    return (
        Edition.objects.filter(wanted).select_related("series").order_by("-series__demonstration", "-number")
    )


def current_publications() -> list[Publication]:
    """The latest publication of every series and edition, those withdrawn left out."""
    latest: dict[tuple[int, int | None], Publication] = {}
    for publication in Publication.objects.order_by("version").select_related("edition"):
        latest[publication.series_id, publication.edition_id] = publication
    return [each for each in latest.values() if each.content]


def lines(edition: Edition, kind: str) -> QuerySet[Line]:
    return edition.lines.filter(kind=kind).select_related("edition")


def total(figures: list[Figure] | QuerySet[Figure], kind: str) -> int | None:
    """The sum over countries, or the total given without countries; None when nothing is known."""
    known = [figure for figure in figures if figure.kind == kind]
    by_country = [figure.count for figure in known if figure.country_id]
    if by_country:
        return sum(by_country)
    return known[0].count if known else None
