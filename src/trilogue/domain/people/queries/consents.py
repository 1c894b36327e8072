"""What people are asked to consent to, and what they answered."""

from collections.abc import Collection

from django.db.models import Q

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


def refusing(people: Collection[int], purpose: Purpose) -> frozenset[int]:
    """Which of these standing records did not agree when asked, or took it back since. One query."""
    about = Q(person__in=people) | Q(person__merged_into__in=people)
    given = Consent.objects.filter(about, text__purpose=purpose).order_by("answered_at", "pk")
    latest = {
        end or person: granted
        for person, end, granted in given.values_list("person", "person__merged_into", "granted")
    }
    return frozenset(person for person, granted in latest.items() if not granted)
