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
    latest = _latest(standing.values(), purposes)
    return frozenset(
        pk for pk, end in standing.items() if not all(latest.get((end, each)) for each in purposes)
    )


def refusing(people: Collection[int], purpose: Purpose) -> frozenset[int]:
    """Which of these standing records did not agree when asked, or took it back since. One query."""
    return frozenset(end for (end, _), granted in _latest(people, (purpose,)).items() if not granted)


def _latest(people: Iterable[int], purposes: Collection[Purpose]) -> dict[tuple[int, str], bool]:
    """What was said last for each purpose, by the standing record and those merged into it."""
    end = Coalesce("person__merged_into", "person")
    given = Consent.objects.annotate(end=end).filter(end__in=set(people), text__purpose__in=purposes)
    said = given.order_by("answered_at", "pk").values_list("end", "text__purpose", "granted")
    return {(end, purpose): granted for end, purpose, granted in said}
