"""The lock of a delegation: nobody else changes its places or its people until the transaction ends."""

from trilogue.domain.delegations.models import Delegation, Participation
from trilogue.foundation.audit import log


def locked(delegation: Delegation) -> Delegation:
    """The delegation under its lock. Counting its places means something from here on."""
    return log.hold(Delegation.objects.all()).get(pk=delegation.pk)


def held_still(participation: Participation) -> Delegation:
    """Lock the delegation and read the nomination again: what the caller saw of it may be over."""
    with_delegation = Participation.objects.select_related("delegation", "group")
    under_lock = log.hold(with_delegation, of=["delegation"])
    participation.refresh_from_db(from_queryset=under_lock)
    return participation.delegation
