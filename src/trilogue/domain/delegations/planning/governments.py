"""Governments as the register knows them. A code belongs to a country: two countries share some."""

from trilogue.domain.delegations.planning.model import Context, Person


def home_names(context: Context, person: Person) -> tuple[str, ...]:
    """Every name of the home government, its own present one first; empty when the register lacks it."""
    return context.governments.get((person.country, person.home_code), ())


def host_names(context: Context, person: Person) -> tuple[str, ...]:
    """The same for the host, which is looked for abroad first."""
    found = [
        (country == person.country, names)
        for (country, code), names in context.governments.items()
        if code == person.host_code
    ]
    return min(found, default=(False, ()))[1]


def unknown(context: Context, person: Person) -> list[tuple[str, str]]:
    """The person's governments that the register lacks, as (field, code or else name)."""
    if not context.governments or not person.country:
        return []
    wanted = []
    if not home_names(context, person):
        wanted.append(("home_code", person.home_code or person.home))
    if not host_names(context, person):
        wanted.append(("host_code", person.host_code or person.host))
    return [(name, written) for name, written in wanted if written]
