"""The texts of the five consents as shipped, for every installation that has none of its own."""

from datetime import datetime

from django.db import transaction

from trilogue.domain.people.actions import publish_text
from trilogue.domain.people.choices import Purpose
from trilogue.domain.people.queries import current_texts
from trilogue.flows.shipped import seed
from trilogue.foundation.access import Actor
from trilogue.foundation.text.value import Text


@transaction.atomic
def load_consents(*, by: Actor, now: datetime) -> None:
    """Publish what a purpose asks for where nothing was published; what the host wrote stays."""
    there = current_texts()
    for each in seed("consents.json"):
        purpose = Purpose(each["purpose"])
        if purpose not in there:
            publish_text(purpose, Text.from_json(each["text"]), by=by, now=now)
