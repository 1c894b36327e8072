"""Freezing the list: the roster as it is shown now, seats included, under the next number."""

from datetime import datetime

from django.db import transaction

from trilogue.documents.list_version import live
from trilogue.domain.delegations import actions
from trilogue.domain.delegations.models import ListVersion
from trilogue.domain.editions.models import Edition
from trilogue.foundation.access import Actor


@transaction.atomic
def freeze_list(edition: Edition, *, by: Actor, now: datetime, purpose: str) -> ListVersion:
    """Raises delegations.actions.NobodyListed."""
    return actions.freeze_list(edition, by=by, now=now, purpose=purpose, shown=live(edition))
