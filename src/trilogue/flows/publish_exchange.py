"""An exchange of opinions that is over becomes part of the public record, or leaves it, under a new version."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction

from trilogue.documents import exchange_record
from trilogue.documents.exchange_record import ExchangeRecord, FolderRecord
from trilogue.domain.editions.actions import raise_version
from trilogue.domain.opinions import actions
from trilogue.domain.opinions.actions import Refused
from trilogue.domain.opinions.models import Conversation
from trilogue.domain.opinions.queries import is_imported, obstacle
from trilogue.flows.export_exchange import export
from trilogue.foundation.access import Actor
from trilogue.foundation.formats.polis_reader import read_zip

WITHOUT_FOLDER = frozenset({"too_few_voters"})
"""Why there may be no single votes to give away, while the results can be shown all the same."""


def publish(conversation: Conversation, *, by: Actor, now: datetime) -> Conversation:
    """With the single votes, unless so few people voted that they would show who they are.

    Computed before anything is locked. Raises Refused: not_closed, concealed, no_results.
    """
    if obstacle(conversation):
        raise Refused(obstacle(conversation))
    data = _folder(conversation, by=by)
    record = record_of(conversation, data, now=now)
    if record is None:
        raise Refused("no_results")
    return _store(conversation, record, by=by, now=now)


@transaction.atomic
def _store(conversation: Conversation, record: ExchangeRecord, *, by: Actor, now: datetime) -> Conversation:
    made = actions.publish(conversation, by=by, content=exchange_record.freeze(record), now=now)
    raise_version(made.series, by=by, edition=made.edition)
    return made


@transaction.atomic
def withdraw(conversation: Conversation, *, by: Actor, now: datetime) -> Conversation:
    """Raises Refused: not_public."""
    made = actions.withdraw(conversation, by=by, now=now)
    raise_version(made.series, by=by, edition=made.edition)
    return made


def record_of(conversation: Conversation, folder: bytes | None, *, now: datetime) -> ExchangeRecord | None:
    """What readers would see with these single votes; None while there are no results to show."""
    described = FolderRecord(len(folder), sha256(folder).hexdigest()) if folder else None
    if folder and is_imported(conversation):
        from trilogue.documents import foreign_exchange

        read = read_zip(folder, "polis.zip")
        return foreign_exchange.record(conversation, read, described=described, now=now)
    return exchange_record.live(conversation, folder=described, now=now)


def _folder(conversation: Conversation, *, by: Actor) -> bytes | None:
    try:
        return export(conversation, by=by)
    except Refused as refused:
        if refused.code in WITHOUT_FOLDER:
            return None
        raise
