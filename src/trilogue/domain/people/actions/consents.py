"""What people are asked to consent to, and what they answer. Nothing is ever changed: newer rows count."""

from datetime import datetime

from django.db import transaction

from trilogue.domain.people.actions.details import NEEDS_CONSENT, drop_detail
from trilogue.domain.people.choices import Purpose
from trilogue.domain.people.models import Consent, ConsentText, Person
from trilogue.domain.people.queries.consents import current_texts
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log
from trilogue.foundation.text.value import Text


class NoConsentText(LookupError):
    """Nobody has written yet what this purpose asks for. Carries the purpose."""

    def __init__(self, purpose: Purpose) -> None:
        super().__init__(purpose)
        self.purpose = purpose


@transaction.atomic
def publish_text(purpose: Purpose, text: Text, *, by: Actor, now: datetime) -> ConsentText:
    """A new version of what a purpose asks for. Answers to older versions stand until they are withdrawn."""
    last = log.hold(ConsentText.objects.filter(purpose=purpose)).order_by("-version").first()
    published = ConsentText.objects.create(
        purpose=purpose, version=last.version + 1 if last else 1, text=text, valid_from=now
    )
    log.write("publish_consent_text", published, by=by, fields=["text"])
    return published


@transaction.atomic
def answer(
    person: Person,
    purpose: Purpose,
    *,
    granted: bool,
    language: str,
    channel: str,
    now: datetime,
    by: Actor,
) -> Consent:
    """Record an answer to the current text. `language` is that in which it was read, `channel` where it was given.

    A withdrawal is an answer as well: every later request finds it, and details that needed the consent are
    deleted. Raises NoConsentText.
    """
    text = current_texts().get(purpose)
    if text is None:
        raise NoConsentText(purpose)
    given = Consent.objects.create(
        person=person, text=text, granted=granted, language=language, channel=channel, answered_at=now
    )
    log.write("answer_consent", given, by=by, fields=["granted"])
    if purpose == Purpose.SENSITIVE and not granted:
        for kind in NEEDS_CONSENT:
            drop_detail(person, kind, by=by)
    return given
