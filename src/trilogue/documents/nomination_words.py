"""What the state of a nomination means to those concerned, and the reasons that no human being wrote."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from trilogue.domain.delegations.choices import State

STATES = {
    State.DRAFT: _("Not submitted yet: only you see it."),
    State.SUBMITTED: _("Submitted. The host checks whether the conditions are met."),
    State.ELIGIBLE: _("The conditions are met. The places are given in the published order."),
    State.ACCEPTED: _("A place is offered. Confirm it in time, or it goes to the next."),
    State.WAITING: _("On the waiting list. Whoever is next gets a place that becomes free."),
    State.DECLINED: _("No place could be offered this time."),
    State.WITHDRAWN: _("Withdrawn."),
    State.CONFIRMED: _("The place is taken."),
    State.ATTENDED: _("Took part."),
    State.ABSENT: _("Did not come."),
}
OWN_STATES = {**STATES, State.DRAFT: _("Not submitted yet.")}
"""On the page of the person nominated, who need not be the one who writes the draft."""
CHIPS = {
    State.ACCEPTED: "warn",
    State.CONFIRMED: "ok",
    State.ATTENDED: "ok",
    State.ELIGIBLE: "info",
    State.SUBMITTED: "info",
    State.WAITING: "warn",
}
EXPIRED = _("The time to confirm is over. The place goes to the next; ask the host.")
CHANGED = _("This is no longer possible: the nomination has changed meanwhile. Look at its state.")
REASONS = {
    "offer_lapsed": _("not confirmed in time"),
    "place_free": _("a place became free"),
}


def reason(code: str) -> Any:
    """Reasons that the clock or the machine gave; everybody else's are shown as written."""
    return REASONS.get(code, code)
