"""Who saw whose personal data, where, from where, and for a download why."""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils import timezone

from trilogue.foundation.access.actor import Actor
from trilogue.foundation.audit.models import Access, AccessSubject
from trilogue.foundation.retention.traces import containing

LONGEST_REASON = 300


@transaction.atomic
def seen(
    *,
    by: Actor,
    what: str,
    people: Iterable[int],
    edition: int | None,
    reason: str = "",
    origin: str = "",
) -> Access | None:
    """Write one look at the data of `people` (person ids); nothing when nobody's were shown.

    `what` is a code of the page or document ("people", "name_list.xlsx"), `origin` the address asked from
    (foundation.access.origin_of). Two queries, whatever the number of people.
    """
    whose = sorted(set(people))
    if not whose:
        return None
    access = Access.objects.create(
        at=timezone.now(),
        account=by.account,
        what=what,
        edition=edition,
        reason=reason[:LONGEST_REASON],
        origin=origin,
    )
    AccessSubject.objects.bulk_create(AccessSubject(access=access, person=each) for each in whose)
    return access


def forget(words: Collection[str]) -> None:
    """Empty the reasons that have any of the words in them; that somebody looked stays known by id."""
    Access.objects.filter(containing("reason", words)).update(reason="")
