"""From the published plan to who met whom: whenever a plan was published, a round played, a seat or a state changed."""

from django.db import transaction

from trilogue.domain.editions.models import Edition
from trilogue.domain.network.actions import keep_encounters
from trilogue.domain.network.queries import seated_together
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log


@transaction.atomic
def record(edition: Edition, *, by: Actor) -> int:
    """Make the edition's encounters at tables those of its published plan; returns how many changed.

    Done again without a change in between it writes nothing.
    """
    edition = log.hold(Edition.objects.all()).get(pk=edition.pk)
    return keep_encounters(edition, seated_together(edition), by=by)
