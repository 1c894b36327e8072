"""From a person to the pseudonym. There is no way back, and none at all once the secret is destroyed."""

from collections.abc import Iterable
from uuid import UUID

from trilogue.domain.opinions.models import Conversation, QuestionTime, Voter
from trilogue.domain.people.models import Person
from trilogue.domain.people.queries import records_of
from trilogue.foundation import keys

PURPOSE = "voter"


def pseudonyms(subject: Conversation | QuestionTime, person: Person) -> list[str]:
    """Of the person's record, first, and of all records that were merged into it.

    Raises KeyRefused: DESTROYED, NO_KEY, DAMAGED.
    """
    return pseudonyms_of(subject, [each.public_id for each in records_of(person)])


def pseudonyms_of(subject: Conversation | QuestionTime, records: Iterable[UUID]) -> list[str]:
    """By the public ids of a person's records. Raises KeyRefused as `pseudonyms`."""
    return [keys.keyed_hash(subject.public_id, str(each), purpose=PURPOSE) for each in records]


def voter_of(conversation: Conversation, person: Person) -> Voter | None:
    """Raises KeyRefused as `pseudonyms`."""
    return voter_among(pseudonyms(conversation, person))


def voter_among(own: list[str]) -> Voter | None:
    """The one of a person's pseudonyms that has voted: it stays the person's when records are merged."""
    found = {each.key: each for each in Voter.objects.filter(key__in=own).order_by()}
    return next((found[key] for key in own if key in found), None)
