"""Opening what is sealed with a person's own key."""

from trilogue.domain.people.choices import Detail
from trilogue.domain.people.models import Person, SealedDetail
from trilogue.domain.people.queries.records import records_of
from trilogue.foundation import keys

PLACE = "people_sealeddetail:{kind}"
"""What a sealed text is bound to, so that a diet cannot be passed off as a telephone number."""


def place(kind: Detail) -> str:
    return PLACE.format(kind=Detail(kind).value)


def detail(person: Person, kind: Detail) -> str | None:
    """The text; None when there is none, or the key was destroyed. Raises keys.KeyRefused."""
    return details(person, kind).get(kind)


def details(person: Person, *kinds: Detail) -> dict[Detail, str]:
    """All that can be opened, the newest of each kind. Raises keys.KeyRefused."""
    kept = SealedDetail.objects.filter(person__in=records_of(person), kind__in=kinds or Detail.values)
    opened: dict[Detail, str] = {}
    for each in kept.select_related("person").order_by("recorded_at", "pk"):
        text = keys.unseal(each.person.public_id, each.data, place=place(Detail(each.kind)))
        if text is not None:
            opened[Detail(each.kind)] = text
    return opened
