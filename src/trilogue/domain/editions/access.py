"""Who may do what in a series or an edition. `place` is a Series or an Edition."""

from dataclasses import replace

from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition, Series
from trilogue.foundation.access import Actor, predicate

Place = Series | Edition


def roles(actor: Actor, place: Place) -> frozenset[str]:
    if isinstance(place, Series):
        return actor.roles_in(series=place.pk)
    return actor.roles_in(series=place.series_id, edition=place.pk)


@predicate
def administers(actor: Actor, place: Place) -> bool:
    """Appoints people."""
    return Role.HOST_ADMIN in roles(actor, place)


@predicate
def runs(actor: Actor, place: Place) -> bool:
    """Edits, imports, plans, publishes, closes."""
    return bool(roles(actor, place) & RUNNING_ROLES)


@predicate
def translates(actor: Actor, place: Place) -> bool:
    """Writes the four languages of a text; may not publish."""
    return bool(roles(actor, place) & {Role.HOST_ADMIN, Role.DESK, Role.TRANSLATOR})


@predicate
def reads_desk(actor: Actor, place: Place) -> bool:
    """Sees the overview with its counts, and no person."""
    return bool(roles(actor, place) & DESK_ROLES)


@predicate
def meets_people(actor: Actor, place: Place) -> bool:
    """Sees people: all of the place at the desk, else those of the own country or government."""
    return bool(roles(actor, place) & {Role.HOST_ADMIN, Role.DESK, Role.COORDINATOR, Role.NOMINATOR})


@predicate
def runs_anything(actor: Actor) -> bool:
    """Has a desk somewhere: looks after people's records; whose, delegations.queries.people_kept_by says."""
    return any(each.role in RUNNING_ROLES for each in actor.appointments)


@predicate
def runs_everything(actor: Actor) -> bool:
    """Runs every series there is as a whole, as the desk of an only series does."""
    whole = {
        each.series for each in actor.appointments if each.role in RUNNING_ROLES and each.edition is None
    }
    return bool(whole) and not Series.objects.exclude(pk__in=whole).exists()


@predicate
def administers_anything(actor: Actor) -> bool:
    """Administers a whole series: may add another one beside it."""
    return any(each.role == Role.HOST_ADMIN and each.edition is None for each in actor.appointments)


@predicate
def meets_anybody(actor: Actor) -> bool:
    """Sees people somewhere; which ones, delegations.queries.people_seen_by says."""
    return any(
        each.role in (Role.HOST_ADMIN, Role.DESK, Role.COORDINATOR, Role.NOMINATOR)
        for each in actor.appointments
    )


def without_staff_roles(actor: Actor) -> Actor:
    """The same person, waiting for the second factor that these roles ask for."""
    kept = tuple(each for each in actor.appointments if each.role not in STAFF_ROLES)
    return replace(actor, appointments=kept, waits=True)


@predicate
def is_staff(actor: Actor) -> bool:
    """Works for some series."""
    return any(each.role in STAFF_ROLES for each in actor.appointments)


@predicate
def takes_part(actor: Actor, place: Place) -> bool:
    return Role.PARTICIPANT in roles(actor, place)


STAFF_ROLES = frozenset(
    {Role.HOST_ADMIN, Role.DESK, Role.COORDINATOR, Role.TRANSLATOR, Role.READER, Role.DOOR}
)
"""Who works for a series: they prove who they are by a second factor."""
RUNNING_ROLES = frozenset({Role.HOST_ADMIN, Role.DESK})
DESK_ROLES = frozenset(
    {Role.HOST_ADMIN, Role.DESK, Role.TRANSLATOR, Role.READER, Role.COORDINATOR, Role.NOMINATOR}
)
