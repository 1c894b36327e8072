"""Seeing by a few cheap questions that there is something to compute."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Sum

from trilogue.domain.opinions.choices import Phase
from trilogue.domain.opinions.models import Conversation, Vote
from trilogue.domain.opinions.planning.refreshing import refresh_all
from trilogue.domain.opinions.queries import sizes

Looks = tuple[Any, ...]
"""What the results of an exchange depend on, in short."""


@dataclass
class Watcher:
    """One process's memory of what the exchanges looked like when their results were computed last."""

    seen: dict[int, Looks] = field(default_factory=dict)

    def changed(self) -> Iterator[tuple[Conversation, Looks]]:
        """Those that look otherwise than before. Of one that is over, nothing is asked but whether it is revealed."""
        for each in Conversation.objects.exclude(phase=Phase.PREPARE).select_related("series", "edition"):
            looks = (each.phase, each.revealed_at, each.final_revealed_at)
            if each.phase != Phase.CLOSED:
                looks = (*looks, *_counts(each))
            if self.seen.get(each.pk) != looks:
                yield each, looks

    def refresh(self, conversation: Conversation, looks: Looks) -> None:
        """Computed; if it fails, it is tried again at the next look."""
        refresh_all(conversation)
        self.seen[conversation.pk] = looks


def _counts(conversation: Conversation) -> Looks:
    """Every casting raises the sum of numbers; moderation and registration change the rest."""
    votes = Vote.objects.filter(voter__conversation=conversation).aggregate(Count("id"), Sum("number"))
    states = conversation.statements.order_by().values("state", "about_process").annotate(n=Count("pk"))
    chosen = conversation.agenda.filter(in_final=True).order_by().values_list("statement", flat=True)
    return (
        *votes.values(),
        sorted(tuple(each.values()) for each in states),
        sorted(chosen),
        sizes(conversation),
    )
