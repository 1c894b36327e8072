"""Meetings of two: what the desk offers, and how people ask, agree and call off.

Whatever is asked or answered is decided under the lock of the edition.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q

from trilogue.domain.delegations.choices import LISTED
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.models import Edition
from trilogue.domain.network.choices import EncounterKind, MeetingState
from trilogue.domain.network.models import (
    Encounter,
    Meeting,
    MeetingPlace,
    MeetingSeat,
    MeetingSlot,
    MeetingTerms,
)
from trilogue.domain.network.queries.meetings import STANDING, shares_government, terms_of
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log
from trilogue.foundation.text.value import Text

LONGEST_TOPIC = 200


class MeetingRefused(Exception):
    """With the code of the reason; documents/meeting_words.py has the words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def set_terms(
    edition: Edition, *, by: Actor, opened: bool, most_agreed: int, most_asked: int
) -> MeetingTerms:
    terms, _ = MeetingTerms.objects.update_or_create(
        edition=edition, defaults={"open": opened, "most_agreed": most_agreed, "most_asked": most_asked}
    )
    fields = ["most_agreed", "most_asked", "open"]
    log.write("change", terms, by=by, fields=fields, edition=edition.pk)
    return terms


@transaction.atomic
def add_slots(
    edition: Edition, *, by: Actor, first: datetime, length: timedelta, pause: timedelta, count: int
) -> list[MeetingSlot]:
    """One after another with a pause between. Raises MeetingRefused where one meets a slot there is."""
    _hold(edition)
    starts = [first + number * (length + pause) for number in range(count)]
    for start in starts:
        _refuse_overlap(edition, start, start + length)
    made = [
        MeetingSlot.objects.create(edition=edition, starts_at=start, ends_at=start + length)
        for start in starts
    ]
    for slot in made:
        log.write("add", slot, by=by, edition=edition.pk)
    return made


@transaction.atomic
def move_slot(slot: MeetingSlot, *, by: Actor, starts_at: datetime, ends_at: datetime) -> None:
    """Raises MeetingRefused while somebody has asked for it, and where it meets another."""
    _hold(slot.edition)
    if slot.meetings.filter(state__in=STANDING).exists():
        raise MeetingRefused("in_use")
    _refuse_overlap(slot.edition, starts_at, ends_at, but=slot)
    slot.starts_at, slot.ends_at = starts_at, ends_at
    slot.save(update_fields=["starts_at", "ends_at"])
    log.write("change", slot, by=by, fields=["ends_at", "starts_at"], edition=slot.edition_id)


@transaction.atomic
def remove_slot(slot: MeetingSlot, *, by: Actor) -> None:
    """Raises MeetingRefused once somebody has asked for it."""
    _hold(slot.edition)
    if slot.meetings.exists():
        raise MeetingRefused("in_use")
    log.write("remove", slot, by=by, edition=slot.edition_id)
    slot.delete()


@transaction.atomic
def add_place(edition: Edition, *, by: Actor, name: Text) -> MeetingPlace:
    _hold(edition)
    last = edition.meeting_places.aggregate(last=Max("number"))["last"] or 0
    place = MeetingPlace.objects.create(edition=edition, number=last + 1, name=name)
    log.write("add", place, by=by, edition=edition.pk)
    return place


@transaction.atomic
def rename_place(place: MeetingPlace, *, by: Actor, name: Text) -> None:
    place.name = name
    place.save(update_fields=["name"])
    log.write("change", place, by=by, fields=["name"], edition=place.edition_id)


@transaction.atomic
def remove_place(place: MeetingPlace, *, by: Actor) -> None:
    """Raises MeetingRefused while a meeting is to be held there, or was."""
    _hold(place.edition)
    if place.meetings.exists():
        raise MeetingRefused("in_use")
    log.write("remove", place, by=by, edition=place.edition_id)
    place.delete()


@transaction.atomic
def ask(
    asking: Participation, asked: Participation, *, slot: MeetingSlot, topic: str, by: Actor, now: datetime
) -> Meeting:
    """Raises MeetingRefused."""
    edition = _hold(asking.edition)
    _refuse_asking(edition, asking, asked, now)
    _refuse_slot(slot, edition, (asking, asked), now)
    meeting = Meeting.objects.create(
        edition=edition,
        slot=slot,
        asking=asking,
        asked=asked,
        topic=" ".join(topic.split())[:LONGEST_TOPIC],
        asked_at=now,
    )
    log.write("ask_meeting", meeting, by=by, edition=edition.pk)
    return meeting


@transaction.atomic
def agree(meeting: Meeting, *, by: Actor, now: datetime) -> list[Meeting]:
    """Take the slot of both and a place nobody has then. Raises MeetingRefused.

    What else either had asked or was asked for in that slot has ended with it: returns those.
    """
    edition = _hold_open(meeting)
    both = (meeting.asking, meeting.asked)
    _refuse_closed(edition)
    for each in both:
        _refuse_full(each, edition)
    place = _refuse_slot(meeting.slot, edition, both, now)
    _move(meeting, MeetingState.AGREED, by=by, now=now, place=place)
    for each in both:
        MeetingSeat.objects.create(meeting=meeting, slot=meeting.slot, participation=each)
    return _end_the_rest(meeting, by=by, now=now)


@transaction.atomic
def decline(meeting: Meeting, *, by: Actor, now: datetime) -> None:
    """Raises MeetingRefused once it is answered."""
    _hold_open(meeting)
    _move(meeting, MeetingState.DECLINED, by=by, now=now)


@transaction.atomic
def call_off(meeting: Meeting, *, by: Actor, now: datetime) -> None:
    """A question is taken back, or a meeting is not held; slot and place are free again. Raises MeetingRefused."""
    _hold_open(meeting, STANDING)
    if is_held(meeting):
        raise MeetingRefused("held")
    _withdraw(meeting, by=by, now=now)


@transaction.atomic
def leave(participation: Participation, *, by: Actor, now: datetime) -> list[Meeting]:
    """Who does not take part any more meets nobody. Returns what was agreed or asked for and has ended."""
    _hold(participation.edition)
    mine = Meeting.objects.filter(
        Q(asking=participation) | Q(asked=participation), state__in=STANDING
    ).select_related("asking", "asked", "slot")
    ended = [each for each in mine if not is_held(each)]
    for each in ended:
        _withdraw(each, by=by, now=now)
    return ended


@transaction.atomic
def mark_held(meeting: Meeting, *, by: Actor, now: datetime) -> Encounter:
    """From then on the two have met. Done again it changes nothing. Raises MeetingRefused before its end."""
    _hold_open(meeting, (MeetingState.AGREED,))
    if meeting.slot.ends_at > now:
        raise MeetingRefused("not_over")
    first, second = sorted((meeting.asking_id, meeting.asked_id))
    encounter, is_new = Encounter.objects.get_or_create(
        edition_id=meeting.edition_id,
        kind=EncounterKind.MEETING,
        number=meeting.pk,
        first_id=first,
        second_id=second,
        defaults={"attended": True},
    )
    if is_new:
        log.write("hold_meeting", meeting, by=by, edition=meeting.edition_id)
    return encounter


def is_held(meeting: Meeting) -> bool:
    return Encounter.objects.filter(
        edition=meeting.edition_id, kind=EncounterKind.MEETING, number=meeting.pk
    ).exists()


def _hold(edition: Edition) -> Edition:
    """The edition under its lock: slots and places can be counted from here on."""
    return log.hold(Edition.objects.all()).get(pk=edition.pk)


def _hold_open(meeting: Meeting, states: Iterable[str] = (MeetingState.ASKED,)) -> Edition:
    """Lock the edition and read the meeting again: what the caller saw of it may be over."""
    edition = _hold(meeting.edition)
    with_people = Meeting.objects.select_related("asking", "asked", "slot")
    meeting.refresh_from_db(from_queryset=with_people)
    if meeting.state not in states:
        raise MeetingRefused("changed")
    return edition


def _refuse_asking(edition: Edition, asking: Participation, asked: Participation, now: datetime) -> None:
    _refuse_closed(edition)
    for each in (asking, asked):
        each.refresh_from_db(fields=["state"])
    if any(each.state not in LISTED or each.edition_id != edition.pk for each in (asking, asked)):
        raise MeetingRefused("not_taking_part")
    if asking.person_id == asked.person_id or shares_government(asking, asked):
        raise MeetingRefused("own_government")
    two = Q(asking=asking, asked=asked) | Q(asking=asked, asked=asking)
    to_come = Meeting.objects.filter(state__in=STANDING, slot__starts_at__gt=now)
    if to_come.filter(two).exists():
        raise MeetingRefused("asked_already")
    if to_come.filter(asking=asking, state=MeetingState.ASKED).count() >= terms_of(edition).most_asked:
        raise MeetingRefused("most_asked")
    for each in (asking, asked):
        _refuse_full(each, edition)


def _refuse_closed(edition: Edition) -> None:
    if not terms_of(edition).open:
        raise MeetingRefused("closed")


def _refuse_full(participation: Participation, edition: Edition) -> None:
    if participation.meeting_seats.count() >= terms_of(edition).most_agreed:
        raise MeetingRefused("most_agreed")


def _refuse_slot(
    slot: MeetingSlot, edition: Edition, both: tuple[Participation, ...], now: datetime
) -> MeetingPlace:
    """Returns a place that is free in the slot."""
    if slot.edition_id != edition.pk or slot.starts_at <= now:
        raise MeetingRefused("slot_over")
    if slot.seats.filter(participation__in=both).exists():
        raise MeetingRefused("busy")
    taken = slot.meetings.filter(state=MeetingState.AGREED).values("place")
    place = edition.meeting_places.exclude(pk__in=taken).order_by("number").first()
    if place is None:
        raise MeetingRefused("no_place")
    return place


def _refuse_overlap(
    edition: Edition, starts: datetime, ends: datetime, *, but: MeetingSlot | None = None
) -> None:
    """Nobody can be in two meetings at once."""
    others = edition.meeting_slots.exclude(pk=but.pk) if but else edition.meeting_slots.all()
    if others.filter(starts_at__lt=ends, ends_at__gt=starts).exists():
        raise MeetingRefused("overlap")


def _end_the_rest(meeting: Meeting, *, by: Actor, now: datetime) -> list[Meeting]:
    """Own questions are taken back, those of others declined."""
    both = (meeting.asking_id, meeting.asked_id)
    rest = Meeting.objects.filter(
        Q(asking__in=both) | Q(asked__in=both), slot=meeting.slot, state=MeetingState.ASKED
    ).select_related("asking", "asked", "slot")
    ended = list(rest)
    for each in ended:
        own = each.asking_id in both
        _move(each, MeetingState.WITHDRAWN if own else MeetingState.DECLINED, by=by, now=now)
    return ended


def _withdraw(meeting: Meeting, *, by: Actor, now: datetime) -> None:
    meeting.seats.all().delete()
    _move(meeting, MeetingState.WITHDRAWN, by=by, now=now)


def _move(
    meeting: Meeting, to: MeetingState, *, by: Actor, now: datetime, place: MeetingPlace | None = None
) -> None:
    meeting.state, meeting.answered_at, meeting.place = to, now, place
    meeting.save(update_fields=["state", "answered_at", "place"])
    log.write(f"meeting_{to}", meeting, by=by, fields=["state"], edition=meeting.edition_id)
