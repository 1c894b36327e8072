"""What stays of an exchange that is over: what readers of the public record see, and the single votes given away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from trilogue.domain.editions.models import Edition, Series
from trilogue.domain.opinions.actions.refusals import Refused
from trilogue.domain.opinions.actions.wording import same
from trilogue.domain.opinions.choices import Phase, Reason, StatementState
from trilogue.domain.opinions.models import Archive, Conversation, Statement
from trilogue.domain.opinions.queries import obstacle
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log
from trilogue.foundation.text.value import Text


@dataclass(frozen=True)
class Foreign:
    """A measure of an exchange that was held elsewhere. `state` is accepted, rejected or waiting."""

    number: int
    text: Text
    state: str
    seed: bool
    about_process: bool
    author_number: int | None
    proposed_at: datetime


@transaction.atomic
def publish(
    conversation: Conversation, *, by: Actor, content: Mapping[str, Any], now: datetime
) -> Conversation:
    """From now on readers of the public record see `content`. Raises Refused: not_closed, concealed."""
    found = log.hold(Conversation.objects.filter(pk=conversation.pk)).get()
    if obstacle(found):
        raise Refused(obstacle(found))
    return _write(found, content, now, "publish_conversation", by=by)


@transaction.atomic
def withdraw(conversation: Conversation, *, by: Actor, now: datetime) -> Conversation:
    """Readers see nothing of it any more. Raises Refused: not_public."""
    found = log.hold(Conversation.objects.filter(pk=conversation.pk)).get()
    if found.content is None:
        raise Refused("not_public")
    return _write(found, None, now, "withdraw_conversation", by=by)


@transaction.atomic
def keep_folder(conversation: Conversation, *, by: Actor, folder: bytes, imported: bool = False) -> Archive:
    """The single votes as they are given away from now on. Raises Refused: not_closed, there_already."""
    found = log.hold(Conversation.objects.filter(pk=conversation.pk)).get()
    if found.phase != Phase.CLOSED:
        raise Refused("not_closed")
    if Archive.objects.filter(conversation=found).exists():
        raise Refused("there_already")
    archive = Archive.objects.create(conversation=found, folder=folder, imported=imported)
    log.write("keep_votes", found, by=by, fields=["archive"], edition=found.edition_id)
    return archive


@transaction.atomic
def add_closed(
    place: Series | Edition,
    *,
    by: Actor,
    topic: Text,
    introduction: Text,
    measures: Sequence[Foreign],
    ended: datetime,
) -> Conversation:
    """An exchange that was held elsewhere: closed and revealed when it `ended`, without voters or a secret.

    Raises Refused: no_topic.
    """
    if not topic:
        raise Refused("no_topic")
    log.stand_in_line()
    edition = place if isinstance(place, Edition) else None
    series = place.series if isinstance(place, Edition) else place
    last = Conversation.objects.filter(series=series).aggregate(last=Max("number"))["last"] or 0
    made = Conversation.objects.create(
        series=series,
        edition=edition,
        number=last + 1,
        topic=topic,
        introduction=introduction,
        phase=Phase.CLOSED,
        closed_at=ended,
        revealed_at=ended,
    )
    Statement.objects.bulk_create(_statement(made, each) for each in measures)
    fields = ["topic", "introduction", "statements"]
    log.write("import_conversation", made, by=by, fields=fields, edition=made.edition_id)
    return made


def _statement(conversation: Conversation, measure: Foreign) -> Statement:
    return Statement(
        conversation=conversation,
        number=measure.number,
        text=measure.text,
        key=same(str(measure.text)),
        state=measure.state,
        reason=Reason.OTHER if measure.state == StatementState.REJECTED else "",
        seed=measure.seed,
        about_process=measure.about_process,
        author_number=measure.author_number,
        proposed_at=measure.proposed_at,
    )


def _write(
    conversation: Conversation, content: Mapping[str, Any] | None, now: datetime, deed: str, *, by: Actor
) -> Conversation:
    conversation.content, conversation.published_at = content, now
    conversation.save(update_fields=["content", "published_at"])
    log.write(deed, conversation, by=by, fields=["content"], edition=conversation.edition_id)
    return conversation
