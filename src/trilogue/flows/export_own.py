"""Handing somebody everything that is stored about that same person."""

from datetime import datetime

from django.db import transaction

from trilogue.documents import own_data
from trilogue.documents.document import Document
from trilogue.domain.people.models import Account
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log


@transaction.atomic
def export_own(account: Account, *, by: Actor, now: datetime) -> Document:
    """Whoever calls has made sure that it is really the owner of the account who asks."""
    document = own_data.build(account.person, account, now=now)
    log.write("export_own", account.person or account, by=by)
    return document
