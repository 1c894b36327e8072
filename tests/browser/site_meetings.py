"""Meetings and follow-ups of the demonstration, and the rows that addresses of their pages name."""

from datetime import timedelta

from django.utils import timezone

from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.models import Edition
from trilogue.domain.network import actions
from trilogue.domain.network.actions import Entered
from trilogue.domain.network.models import FollowUp, Meeting, MeetingPlace, MeetingSlot
from trilogue.domain.network.queries import colleagues_of
from trilogue.flows import follow_up, meet
from trilogue.foundation.access import Actor
from trilogue.foundation.text.value import LANGUAGES, Entry, Text

PARTICIPANT = "naoki.matsumoto@example.jp"


def own_entry() -> Participation:
    """Of the participant who signs in."""
    return Participation.objects.get(person__account__email=PARTICIPANT, edition__number=9)


def meet_up(edition: Edition, by: Actor) -> None:
    """A meeting that is agreed, one asked for and one asked of the participant; a follow-up of two and a government."""
    own, now = own_entry(), timezone.now()
    actions.set_terms(edition, by=by, opened=True, most_agreed=4, most_asked=6)
    first = timezone.localtime(now).replace(hour=17, minute=30, second=0) + timedelta(days=30)
    minutes = timedelta(minutes=1)
    slots = actions.add_slots(edition, by=by, first=first, length=20 * minutes, pause=5 * minutes, count=4)
    name = Text("ko", {language: Entry("로비") for language in LANGUAGES})
    actions.add_place(edition, by=by, name=name)
    one, other, third = colleagues_of(own)[:3]
    agreed = meet.ask(one, own, slot=slots[0], topic="청년 교류", by=by, now=now)
    meet.agree(agreed, own, by=by, now=now)
    meet.ask(other, own, slot=slots[1], topic="", by=by, now=now)
    meet.ask(own, third, slot=slots[2], topic="", by=by, now=now)
    follow_up.record(
        Entered("visit", "planned", "청년 교류 방문", "", "ko", "2027-10"),
        people=[one.pk],
        governments="JP 281000",
        edition=edition,
        own=own.person,
        by=by,
        now=now,
        language="ko",
    )


def rows_named(route: str) -> list[int]:
    """The row that a page of these needs in its address."""
    for part, pk in (
        ("/me/meetings/", own_entry().pk),
        ("/me/follow-ups/add/", own_entry().pk),
        ("/follow-ups/", FollowUp.objects.latest("pk").pk),
        ("/meetings/times/", MeetingSlot.objects.latest("pk").pk),
        ("/meetings/places/", MeetingPlace.objects.latest("pk").pk),
        ("/meetings/", Meeting.objects.latest("pk").pk),
    ):
        if part in route:
            return [pk]
    return []


def colleague() -> int:
    """Somebody whom the participant can ask for a meeting."""
    return colleagues_of(own_entry())[-1].pk
