"""Who has which role where, and which desks it opens."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from trilogue.domain.editions.access import DESK_ROLES
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Appointment, Edition, Series
from trilogue.domain.people.models import Account
from trilogue.foundation.access import ANONYMOUS, Actor, Appointed


def actor_of(account: Account) -> Actor:
    if not account.is_authenticated:
        return ANONYMOUS
    appointments = Appointment.objects.filter(account=account).order_by("pk")
    return Actor(
        account.pk,
        account.person_id,
        account.name or account.email,
        tuple(
            Appointed(*each)
            for each in appointments.values_list("role", "series", "edition", "country", "government")
        ),
    )


def at(edition: int | None) -> Q:
    """Appointments that reach an edition: to it, or to its series as a whole; None asks for the latter alone."""
    return Q(edition=None) | Q(edition=edition) if edition is not None else Q(edition=None)


def nobody_else_administers(accounts: Collection[int], *, series: int | None = None) -> bool:
    """Whether a series, or this one, would be left without an administrator once these accounts are gone.

    Whoever acts on the answer stands in line (foundation.audit.log): two who leave at once would each see the other.
    """
    held = Appointment.objects.filter(role=Role.HOST_ADMIN, edition=None)
    if series is not None:
        held = held.filter(series=series)
    leaving = set(held.filter(account__in=accounts).values_list("series", flat=True))
    staying = held.exclude(account__in=accounts).filter(account__is_active=True)
    return bool(leaving - set(staying.values_list("series", flat=True)))


def desk_editions(actor: Actor) -> QuerySet[Edition]:
    """The editions whose desk pages the actor may open."""
    wanted = Q(pk__in=[])
    for each in actor.appointments:
        if each.role in DESK_ROLES:
            wanted |= Q(pk=each.edition) if each.edition else Q(series=each.series)
    return (
        Edition.objects.filter(wanted).select_related("series").order_by("-series__demonstration", "-number")
    )


def desk_series(actor: Actor) -> QuerySet[Series]:
    """The series in which as a whole the actor has a desk, those without an edition with them."""
    whole = [each.series for each in actor.appointments if each.role in DESK_ROLES and each.edition is None]
    return Series.objects.filter(pk__in=whole)
