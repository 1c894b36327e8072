"""With whom somebody sits, as the published plans have it."""

from trilogue.domain.delegations.choices import LISTED
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.models import Edition
from trilogue.domain.people.models import Person
from trilogue.domain.people.queries import records_of
from trilogue.domain.tables.queries import Sitting, tables_of


def own_tables(person: Person) -> dict[Edition, list[Sitting]]:
    """For each edition taken part in, the latest first, the seats of its published plan, if there is one."""
    entries = Participation.objects.filter(person__in=records_of(person), state__in=LISTED)
    found: dict[Edition, list[Sitting]] = {}
    for each in entries.select_related("edition__series").order_by("-edition__date", "-edition__number"):
        found.setdefault(each.edition, []).extend(tables_of(each))
    return found
