"""What people are asked to consent to, and what they answered."""

from collections.abc import Collection, Iterable

from django.db.models.functions import Coalesce

from trilogue.domain.people.choices import Purpose
from trilogue.domain.people.models import Consent, ConsentText, Person
from trilogue.domain.people.queries.records import records_of


def current_texts() -> dict[Purpose, ConsentText]:
    """The newest version of each purpose, in the order in which they are asked."""
    newest = {Purpose(text.purpose): text for text in ConsentText.objects.order_by("version")}
    return {purpose: newest[purpose] for purpose in Purpose if purpose in newest}


def answers(person: Person) -> dict[Purpose, Consent]:
    """The latest answer for each purpose, to whichever version it was given."""
    given = (
        Consent.objects.filter(person__in=records_of(person))
        .select_related("text")
        .order_by("answered_at", "pk")
    )
    return {Purpose(each.text.purpose): each for each in given}


def holds(person: Person, purpose: Purpose) -> bool:
    """Whether the person agreed and has not withdrawn since. Never cached: a withdrawal holds at once."""
    latest = answers(person).get(purpose)
    return latest is not None and latest.granted


def without(people: Iterable[Person], purposes: Collection[Purpose]) -> frozenset[int]:
    """Those of the people, by id, who have not agreed to all the purposes or have withdrawn one. One query for all."""
    standing = {each.pk: each.merged_into_id or each.pk for each in people}
    given = Consent.objects.annotate(end=Coalesce("person__merged_into", "person")).filter(
        end__in=set(standing.values()), text__purpose__in=purposes
    )
    latest: dict[tuple[int, str], bool] = {}
    for end, purpose, granted in given.order_by("answered_at", "pk").values_list(
        "end", "text__purpose", "granted"
    ):
        latest[end, purpose] = granted
    return frozenset(
        pk for pk, end in standing.items() if not all(latest.get((end, each)) for each in purposes)
    )
