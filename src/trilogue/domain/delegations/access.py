"""Who nominates in an edition by an account. Links are judged by their token, see queries.living_invitation."""

from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition
from trilogue.foundation.access import Actor, predicate


def own_government(actor: Actor, edition: Edition) -> int | None:
    """The government for which the actor nominates in the edition."""
    for each in actor.appointments:
        here = each.series == edition.series_id and each.edition in (None, edition.pk)
        if here and each.role == Role.NOMINATOR and each.government:
            return each.government
    return None


@predicate
def nominates(actor: Actor, edition: Edition) -> bool:
    return own_government(actor, edition) is not None
