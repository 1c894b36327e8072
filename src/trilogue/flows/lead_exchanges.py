"""What the clock does for exchanges of opinions: phases begin when their time has come, traces of order go, and
authors are told that there are answers.
"""

from contextlib import suppress
from datetime import datetime

from trilogue.domain.opinions import actions
from trilogue.domain.opinions.choices import BALLOTS, Phase
from trilogue.domain.opinions.models import Conversation, QuestionTime, Vote
from trilogue.domain.opinions.queries import conversation_due
from trilogue.flows.mix_votes import mix
from trilogue.flows.tell_authors import tell_all
from trilogue.foundation.access import ANONYMOUS

MANY = 50_000
"""Votes; with more of them their order is taken away in the first minutes of an hour only."""


def lead_all(*, now: datetime) -> None:
    for each in Conversation.objects.exclude(phase=Phase.CLOSED):
        phase = conversation_due(each, now=now)
        if phase:
            with suppress(actions.Refused):
                actions.go_to(each, phase, by=ANONYMOUS, now=now)
    if _something_is_open() and (now.minute < 2 or Vote.objects.count() < MANY):
        mix()
    tell_all(now=now)


def _something_is_open() -> bool:
    voting = Conversation.objects.filter(phase__in=list(BALLOTS))
    return voting.exists() or QuestionTime.objects.filter(open=True).exists()
