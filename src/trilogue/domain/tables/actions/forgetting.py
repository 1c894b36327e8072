from collections.abc import Collection

from django.db import transaction
from django.db.models import Q

from trilogue.domain.people.models import Person
from trilogue.domain.tables.models import Rule
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log


@transaction.atomic
def forget(people: Collection[Person], *, by: Actor) -> None:
    """Whom somebody knows or is kept apart from goes; at which table they sat stays, for the counts."""
    them = [each.pk for each in people]
    about = Rule.objects.filter(Q(first__person__in=them) | Q(second__person__in=them))
    for rule in about:
        log.write("remove_seating_rule", rule, by=by, fields=["kind"], edition=rule.edition_id)
    about.delete()
