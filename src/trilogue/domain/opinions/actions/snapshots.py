"""What was computed of votes, written by whoever computed it. Not logged: the log would tell when votes came in."""

from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction

from trilogue.domain.opinions.models import Conversation, Snapshot
from trilogue.foundation.audit import log


@dataclass(frozen=True)
class Computed:
    """The fields of a snapshot, all but its number."""

    votes: int
    state: str
    published: str
    priorities: dict[str, float]
    content: dict[str, Any]


def snapshot_of(conversation: Conversation, ballot: str) -> Snapshot:
    return Snapshot.objects.get_or_create(conversation=conversation, ballot=ballot)[0]


@transaction.atomic
def keep(before: Snapshot, computed: Computed) -> bool:
    """Put it in the place of `before`, from which it was computed. False where somebody else was faster."""
    found = log.hold(Snapshot.objects.filter(pk=before.pk)).first()
    if found is None or (found.state, found.published) != (before.state, before.published):
        return False
    if found.content != computed.content:
        found.number += 1
    for name, value in asdict(computed).items():
        setattr(found, name, value)
    found.save()
    return True
