"""Keeping what somebody says of oneself on one page, all of it or nothing."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from trilogue.domain.people.actions import drop_detail, keep_detail
from trilogue.domain.people.actions.details import LONGEST, NEEDS_CONSENT
from trilogue.domain.people.choices import Detail
from trilogue.domain.people.models import Person
from trilogue.domain.people.queries import details
from trilogue.foundation.access import Actor

__all__ = ["LONGEST", "NEEDS_CONSENT", "keep_details"]


@transaction.atomic
def keep_details(person: Person, said: Mapping[Detail, str], *, by: Actor, now: datetime) -> None:
    """An empty text deletes the detail; one that is as before is left alone. Raises as keep_detail does."""
    kept = details(person)
    for kind, text in said.items():
        if not text and kind in kept:
            drop_detail(person, kind, by=by)
        elif text and text != kept.get(kind):
            keep_detail(person, kind, text, by=by, now=now)
