"""Names of persons and of places as pages show them."""

from django import template

from trilogue.domain.editions import access
from trilogue.domain.people import queries
from trilogue.domain.people.models import Person, PersonName
from trilogue.domain.places.models import Government, GovernmentName
from trilogue.domain.places.queries import present_name as _present_name
from trilogue.foundation.access import Actor
from trilogue.foundation.text.letters import tag_of

register = template.Library()


@register.filter
def script_tag(name: str) -> str:
    """The language of a name that came without one, as far as its letters tell."""
    return tag_of(name)


@register.filter
def own_name(person: Person) -> PersonName:
    """The form in which a person writes the own name; people need `names` fetched before."""
    return queries.own_name(person)


@register.filter
def present_name(government: Government) -> GovernmentName:
    """The name a government has now; governments need `names` fetched before."""
    return _present_name(government)


@register.filter
def meets_anybody(actor: Actor) -> bool:
    """Whether the directory of people opens for the actor."""
    return bool(access.meets_anybody.test(actor))
