"""Answering a consent, with what hangs on it in the editions."""

from datetime import datetime

from django.db import transaction

from trilogue.domain.delegations.actions import drop_sensitive_answers
from trilogue.domain.network.actions import take_back
from trilogue.domain.people.actions import answer
from trilogue.domain.people.choices import Purpose
from trilogue.domain.people.models import Consent, Person
from trilogue.domain.people.queries import records_of
from trilogue.foundation.access import Actor


@transaction.atomic
def answer_consent(
    person: Person,
    purpose: Purpose,
    *,
    granted: bool,
    language: str,
    channel: str,
    now: datetime,
    by: Actor,
) -> Consent:
    """Withdrawing the consent to sensitive data deletes what was given under it, details and answers alike.

    Withdrawing that to the directory takes back all that is shown to anybody, contacts included.
    """
    given = answer(person, purpose, granted=granted, language=language, channel=channel, now=now, by=by)
    if purpose == Purpose.SENSITIVE and not granted:
        drop_sensitive_answers(records_of(person), by=by)
    if purpose == Purpose.DIRECTORY and not granted:
        take_back(person, by=by)
    return given
