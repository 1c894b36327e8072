"""How many places a delegation has, holds and has free. Only true for as long as its lock is held."""

from django.db.models import Count, Q

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
    people = "delegation__participations"
    held = Count(people, filter=Q(**{f"{people}__state__in": HOLDING}))
    latest = (
        delegation.quota_decisions.annotate(held=held).order_by("-pk").values_list("places", "held").first()
    )
    return max(0, latest[0] - latest[1]) if latest else None


def next_reference(delegation: Delegation) -> str:
    """The next badge number of a delegation, KR01 onwards. Numbers once given are not given to others."""
    country = delegation.country_id
    given = Participation.objects.filter(edition=delegation.edition_id, reference__startswith=country)
    numbers = [int(each[2:]) for each in given.values_list("reference", flat=True) if each[2:].isdigit()]
    return f"{country}{max(numbers, default=0) + 1:02}"
