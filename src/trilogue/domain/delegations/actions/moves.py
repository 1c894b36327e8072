"""One move of a nomination: allowed, made, and written down with who, when and why. Made under the lock only."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from trilogue.domain.delegations.choices import MOVES, State
from trilogue.domain.delegations.models import Invitation, Participation, StateChange
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log


class UnlawfulMove(Exception):
    """A nomination in this state cannot become the other. Carries both."""

    def __init__(self, before: str, after: str) -> None:
        super().__init__(before, after)
        self.before, self.after = before, after


@dataclass(frozen=True)
class Moment:
    """Who moves a nomination, when and why; `invitation` where a personal link was used instead of an account."""

    by: Actor
    now: datetime
    reason: str = ""
    invitation: Invitation | None = field(default=None)


def move(participation: Participation, to: State, moment: Moment, **also: Any) -> None:
    """Raises UnlawfulMove."""
    before = State(participation.state)
    if to not in MOVES[before]:
        raise UnlawfulMove(before, to)
    put(participation, state=to, **also)
    record(participation, before, moment)
    log.write(
        f"nomination_{to}", participation, by=moment.by, fields=["state"], edition=participation.edition_id
    )


def put(participation: Participation, **values: Any) -> None:
    for name, value in values.items():
        setattr(participation, name, value)
    participation.save(update_fields=list(values))


def record(participation: Participation, before: str, moment: Moment) -> None:
    StateChange.objects.create(
        participation=participation,
        number=participation.changes.count() + 1,
        before=before,
        after=participation.state,
        at=moment.now,
        account=moment.by.account,
        invitation=moment.invitation,
        reason=moment.reason,
    )
