"""The lock of a delegation: nobody else changes its places or its people until the transaction ends."""

from trilogue.domain.delegations.models import Delegation, Participation
from trilogue.foundation.audit import log


def locked(delegation: Delegation) -> Delegation:
    """The delegation under its lock. Counting its places means something from here on."""
    log.stand_in_line()
    return Delegation.objects.select_for_update(no_key=True).get(pk=delegation.pk)


def held_still(participation: Participation) -> Delegation:
    """Lock the delegation and read the nomination again: what the caller saw of it may be over."""
    delegation = locked(participation.delegation)
    with_edition = Participation.objects.select_related("edition__call", "delegation", "group")
    participation.refresh_from_db(from_queryset=with_edition)
    return delegation
