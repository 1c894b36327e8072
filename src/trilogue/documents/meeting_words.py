"""What is said about meetings of two: why something is refused, how one stands, and when it is."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from trilogue.documents.wording import plain
from trilogue.domain.delegations.models import Participation
from trilogue.domain.delegations.queries import native_name, roman_name
from trilogue.domain.network.choices import MeetingState
from trilogue.domain.network.models import MeetingSlot
from trilogue.domain.places.queries import present_name
from trilogue.foundation.text import say

REFUSALS = {
    "closed": _("The host has not opened meetings, or has closed them."),
    "not_taking_part": _("Only those who take part can meet."),
    "own_government": _("You serve the same government: you can meet at any time."),
    "asked_already": _("There is a request or a meeting between the two of you already."),
    "most_asked": _("You have as many open requests as are allowed. Take one back, or wait for an answer."),
    "most_agreed": _("One of you has agreed to as many meetings as are allowed."),
    "slot_over": _("This time is over. Choose another."),
    "busy": _("One of you meets somebody else at this time. Choose another time."),
    "no_place": _("No place is free at this time any more. Choose another time."),
    "changed": _("This is no longer possible: it has changed meanwhile. Look at how it stands."),
    "held": _("This meeting took place and cannot be called off."),
    "not_over": _("The meeting is not over yet."),
    "in_use": _("Somebody has asked for it, so it stays as it is."),
    "overlap": _("This meets another time for meetings. Nobody can be in two at once."),
}
CHIPS = {MeetingState.ASKED: "warn", MeetingState.AGREED: "ok"}


def day(slot: MeetingSlot, language: str) -> str:
    return say.day(timezone.localtime(slot.starts_at).date(), language)


def hours(slot: MeetingSlot) -> str:
    return f"{timezone.localtime(slot.starts_at):%H:%M}–{timezone.localtime(slot.ends_at):%H:%M}"


def moment(slot: MeetingSlot, language: str) -> str:
    """With the offset from UTC, for the readers live in different time zones."""
    offset = timezone.localtime(slot.starts_at).strftime("%z")
    return f"{day(slot, language)} {hours(slot)} (UTC{offset[:3]}:{offset[3:]})"


def named(one: Participation, language: str) -> dict[str, str]:
    """Name and government for a sentence in a language."""
    native, roman = native_name(one).full, roman_name(one).full
    government = plain(present_name(one.home).name, language) if one.home else one.home_written
    return {"name": native if native == roman else f"{native} · {roman}", "government": government}
