"""What people are asked to consent to, and what they answered."""

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
