"""The life of a nomination, and which moves it allows."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    DRAFT = "draft", pgettext_lazy("nomination", "draft")
    SUBMITTED = "submitted", pgettext_lazy("nomination", "submitted")
    ELIGIBLE = "eligible", pgettext_lazy("nomination", "eligible")
    ACCEPTED = "accepted", pgettext_lazy("nomination", "accepted")
    WAITING = "waiting", pgettext_lazy("nomination", "waiting list")
    DECLINED = "declined", pgettext_lazy("nomination", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("nomination", "withdrawn")
    CONFIRMED = "confirmed", pgettext_lazy("nomination", "confirmed")
    ATTENDED = "attended", pgettext_lazy("nomination", "attended")
    ABSENT = "absent", pgettext_lazy("nomination", "absent")


MOVES: Mapping[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SUBMITTED, State.WITHDRAWN}),
    State.SUBMITTED: frozenset({State.DRAFT, State.ELIGIBLE, State.DECLINED, State.WITHDRAWN}),
    State.ELIGIBLE: frozenset(
        {State.SUBMITTED, State.ACCEPTED, State.WAITING, State.DECLINED, State.WITHDRAWN}
    ),
    State.WAITING: frozenset({State.ACCEPTED, State.DECLINED, State.WITHDRAWN}),
    State.ACCEPTED: frozenset({State.CONFIRMED, State.WAITING, State.DECLINED, State.WITHDRAWN}),
    State.CONFIRMED: frozenset({State.ATTENDED, State.ABSENT, State.WITHDRAWN}),
    State.ATTENDED: frozenset({State.ABSENT}),
    State.ABSENT: frozenset({State.ATTENDED}),
    State.DECLINED: frozenset({State.SUBMITTED}),
    State.WITHDRAWN: frozenset({State.SUBMITTED}),
}
"""From each state to those it may become. The database refuses every other move (migration 0003)."""

BEGINNINGS = frozenset({State.DRAFT, State.SUBMITTED})
HOLDING = frozenset({State.ACCEPTED, State.CONFIRMED, State.ATTENDED, State.ABSENT})
"""States that take up one of the delegation's places."""
LISTED = frozenset({State.CONFIRMED, State.ATTENDED})
"""States of those who take part: the live roster."""


class FieldKind(TextChoices):
    TEXT = "text", pgettext_lazy("form field", "text")
    LONG_TEXT = "long", pgettext_lazy("form field", "long text")
    NUMBER = "number", pgettext_lazy("form field", "number")
    CHOICE = "choice", pgettext_lazy("form field", "choice")
    YES_NO = "yes_no", pgettext_lazy("form field", "yes or no")
