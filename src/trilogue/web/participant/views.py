"""The person's own page: who one is here, what one is appointed to, and where one sits."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.access import DESK_ROLES
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Appointment
from trilogue.domain.people.models import PersonName
from trilogue.domain.tables.models import Seat
from trilogue.domain.tables.queries import tables_of
from trilogue.foundation.access import Actor, requires, signed_in


@dataclass(frozen=True)
class Held:
    """An appointment with the desk page it opens, if it opens one."""

    appointment: Appointment
    role: str
    desk: str


@dataclass(frozen=True)
class Entry:
    participation: Participation
    names: list[PersonName]
    seats: list[Seat]


@requires(signed_in)
@require_GET
def me(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    context = {
        "account": request.user,
        "held": _held(actor),
        "entries": _entries(actor),
        "has_person": actor.person is not None,
        "has_desk": any(each.role in DESK_ROLES for each in actor.appointments),
    }
    return render(request, "participant/me.html", context)


def _held(actor: Actor) -> list[Held]:
    appointments = Appointment.objects.filter(account=actor.account).select_related(
        "series", "edition", "country"
    )
    return [Held(each, str(Role(each.role).label), _desk(each)) for each in appointments]


def _desk(appointment: Appointment) -> str:
    if appointment.role not in DESK_ROLES:
        return ""
    if appointment.edition:
        return reverse("desk_overview", args=(appointment.series.slug, appointment.edition.number))
    return reverse("desk")


def _entries(actor: Actor) -> list[Entry]:
    participations = (
        Participation.objects.filter(person=actor.person, person__isnull=False)
        .select_related("edition__series", "delegation__country", "person", "home", "host")
        .prefetch_related("person__names")
        .order_by("-edition__date")
    )
    return [Entry(each, list(each.person.names.all()), tables_of(each)) for each in participations]
