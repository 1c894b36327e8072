"""Who nominates in an edition by an account, who has a place in it, and who fetches its documents.

Links are judged by their token, see queries.living_invitation.
"""

from trilogue.domain.delegations.choices import LISTED
from trilogue.domain.editions.access import translates
from trilogue.domain.editions.choices import FileAudience, Role
from trilogue.domain.editions.models import Edition, EditionFile
from trilogue.domain.people.models import Person
from trilogue.domain.people.queries import records_of
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


@predicate
def has_place(actor: Actor, edition: Edition) -> bool:
    """A confirmed place in the edition, which ends when it is given up."""
    person = Person.objects.filter(pk=actor.person or 0, erased_at=None).first()
    if person is None:
        return False
    return edition.participations.filter(person__in=records_of(person), state__in=LISTED).exists()


@predicate
def fetches(actor: Actor, file: EditionFile) -> bool:
    """A document that is not published, or not for everybody."""
    if translates.test(actor, file.edition):
        return True
    return file.audience == FileAudience.PARTICIPANTS and bool(has_place.test(actor, file.edition))
