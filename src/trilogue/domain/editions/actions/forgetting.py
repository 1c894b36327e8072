"""What an erasure takes of offers of a role."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q

from trilogue.domain.editions.models import AppointmentLink
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log


@transaction.atomic
def forget_links(addresses: Collection[str], *, by: Actor) -> None:
    """Links sent to these addresses are gone, used or not."""
    wanted = Q(pk__in=[])
    for each in addresses:
        wanted |= Q(email__iexact=each)
    for link in AppointmentLink.objects.filter(wanted):
        log.write("erase", link, by=by, edition=link.edition_id)
        link.delete()
