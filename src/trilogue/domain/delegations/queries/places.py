"""How many places a delegation has, holds and has free. Only true for as long as its lock is held."""

from trilogue.domain.delegations.choices import HOLDING
from trilogue.domain.delegations.models import Delegation, Participation


def quota_of(delegation: Delegation) -> int | None:
    """Places by the decision recorded last; None where nothing was decided yet."""
    latest = delegation.quota_decisions.order_by("-pk").values_list("places", flat=True)
    return latest.first()


def held_places(delegation: Delegation) -> int:
    return delegation.participations.filter(state__in=HOLDING).count()


def free_places(delegation: Delegation) -> int | None:
    """None: as many as wanted, since no quota was decided."""
    quota = quota_of(delegation)
    return None if quota is None else max(0, quota - held_places(delegation))


def next_reference(delegation: Delegation) -> str:
    """The next badge number of a delegation, KR01 onwards. Numbers once given are not given to others."""
    country = delegation.country_id
    given = Participation.objects.filter(edition=delegation.edition_id, reference__startswith=country)
    numbers = [int(each[2:]) for each in given.values_list("reference", flat=True) if each[2:].isdigit()]
    return f"{country}{max(numbers, default=0) + 1:02}"
