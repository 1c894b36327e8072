"""Meetings of two: both must agree, limits hold, and no place and nobody is in two meetings at once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from tests.domain.network.workshop import Workshop, open_workshop
from trilogue.domain.network import actions
from trilogue.domain.network.actions import MeetingRefused
from trilogue.domain.network.models import Encounter, Meeting, MeetingSeat
from trilogue.domain.network.queries import choosable, colleagues_of, free_slots, meetings_of
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop() -> Workshop:
    return open_workshop()


def refused(act: Callable[..., Any], *args: Any, **more: Any) -> str:
    with pytest.raises(MeetingRefused) as refusal:
        act(*args, **more)
    return refusal.value.code


def agree(meeting: Meeting, workshop: Workshop) -> list[Meeting]:
    return actions.agree(meeting, by=ANONYMOUS, now=workshop.now)


def test_two_meet_once_both_agree(workshop: Workshop) -> None:
    one, other = workshop.person("KR"), workshop.person("JP")
    meeting = workshop.asked(one, other, topic="  A visit \n in autumn ")
    assert (meeting.state, meeting.place, meeting.topic) == ("asked", None, "A visit in autumn")
    agree(meeting, workshop)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.place.number if meeting.place else 0) == ("agreed", 1)
    assert set(MeetingSeat.objects.values_list("participation", flat=True)) == {one.pk, other.pk}
    assert workshop.slots[0] not in free_slots([one], edition=workshop.edition, now=workshop.now)
    assert [
        each.action for each in Entry.objects.filter(object_type="network.meeting").order_by("number")
    ] == [
        "ask_meeting",
        "meeting_agreed",
    ]


def test_places_are_given_one_by_one_until_none_is_left(workshop: Workshop) -> None:
    pairs = [(workshop.person("KR"), workshop.person("JP")) for _ in range(3)]
    meetings = [workshop.asked(*pair) for pair in pairs]
    for meeting in meetings[:2]:
        agree(meeting, workshop)
    assert sorted(Meeting.objects.exclude(place=None).values_list("place__number", flat=True)) == [1, 2]
    assert refused(agree, meetings[2], workshop) == "no_place"
    assert free_slots(pairs[2], edition=workshop.edition, now=workshop.now) == workshop.slots[1:]
    actions.call_off(meetings[0], by=ANONYMOUS, now=workshop.now)
    agree(meetings[2], workshop)
    assert meetings[2].place is not None


def test_whoever_is_busy_is_neither_offered_nor_asked(workshop: Workshop) -> None:
    one, other, third = workshop.person("KR"), workshop.person("JP"), workshop.person("CN")
    agree(workshop.asked(one, other), workshop)
    assert free_slots([third, one], edition=workshop.edition, now=workshop.now) == workshop.slots[1:]
    assert refused(workshop.asked, third, one) == "busy"
    assert refused(workshop.asked, other, third) == "busy"


def test_questions_for_a_slot_end_when_one_of_them_is_agreed_to(workshop: Workshop) -> None:
    one, other, third, fourth = (workshop.person(code) for code in ("KR", "JP", "CN", "CN"))
    chosen = workshop.asked(one, other)
    own, strange = workshop.asked(one, third), workshop.asked(fourth, other)
    elsewhere = workshop.asked(third, other, slot=1)
    assert agree(chosen, workshop) == [own, strange]
    states = dict(Meeting.objects.values_list("pk", "state"))
    assert [states[each.pk] for each in (own, strange, elsewhere)] == ["withdrawn", "declined", "asked"]


def test_the_limits_hold(workshop: Workshop) -> None:
    one = workshop.person("KR")
    others = [workshop.person("JP") for _ in range(4)]
    meetings = [workshop.asked(one, other, slot=slot) for slot, other in enumerate(others[:2])]
    assert refused(workshop.asked, one, others[2], slot=2) == "most_asked"
    for meeting in meetings:
        agree(meeting, workshop)
    assert refused(workshop.asked, one, others[2], slot=2) == "most_agreed"
    assert refused(workshop.asked, others[2], one, slot=2) == "most_agreed"


def test_a_limit_that_was_reached_meanwhile_holds_for_who_agrees(workshop: Workshop) -> None:
    one, others = workshop.person("KR"), [workshop.person("JP") for _ in range(3)]
    meetings = [workshop.asked(other, one, slot=slot) for slot, other in enumerate(others)]
    for meeting in meetings[:2]:
        agree(meeting, workshop)
    assert refused(agree, meetings[2], workshop) == "most_agreed"


def test_nobody_meets_the_own_government_or_oneself(workshop: Workshop) -> None:
    one = workshop.person("KR")
    colleague = workshop.person("KR", home=one.home)
    guest = workshop.person("JP", host=one.home)
    abroad = workshop.person("CN")
    assert colleagues_of(one) == [abroad]
    assert [each.government for each in choosable(colleagues_of(one))] == [abroad.home]
    for other in (one, colleague, guest):
        assert refused(workshop.asked, one, other) == "own_government"


def test_only_those_who_take_part_in_the_edition_meet(workshop: Workshop) -> None:
    one = workshop.person("KR")
    strangers = [workshop.person("JP", state="waiting"), factories.create_participation()]
    assert colleagues_of(one) == []
    for other in strangers:
        assert refused(workshop.asked, one, other) == "not_taking_part"


def test_one_question_at_a_time_between_two(workshop: Workshop) -> None:
    one, other = workshop.person("KR"), workshop.person("JP")
    meeting = workshop.asked(one, other)
    assert refused(workshop.asked, one, other, slot=1) == "asked_already"
    assert refused(workshop.asked, other, one, slot=1) == "asked_already"
    actions.decline(meeting, by=ANONYMOUS, now=workshop.now)
    workshop.asked(other, one, slot=1)


def test_while_meetings_are_closed_nobody_asks_or_agrees(workshop: Workshop) -> None:
    one, other = workshop.person("KR"), workshop.person("JP")
    meeting = workshop.asked(one, other)
    actions.set_terms(workshop.edition, by=ANONYMOUS, opened=False, most_agreed=2, most_asked=2)
    assert refused(agree, meeting, workshop) == "closed"
    assert refused(workshop.asked, one, workshop.person("CN")) == "closed"
    actions.decline(meeting, by=ANONYMOUS, now=workshop.now)


def test_what_is_answered_is_not_answered_again(workshop: Workshop) -> None:
    meeting = workshop.asked(workshop.person("KR"), workshop.person("JP"))
    actions.decline(Meeting.objects.get(pk=meeting.pk), by=ANONYMOUS, now=workshop.now)
    for act in (actions.agree, actions.decline, actions.call_off):
        assert refused(act, meeting, by=ANONYMOUS, now=workshop.now) == "changed"


def test_a_slot_that_has_begun_is_not_asked_for(workshop: Workshop) -> None:
    one, other = workshop.person("KR"), workshop.person("JP")
    late = workshop.slots[0].starts_at
    assert free_slots([one, other], edition=workshop.edition, now=late) == workshop.slots[1:]
    with pytest.raises(MeetingRefused, match="slot_over"):
        actions.ask(one, other, slot=workshop.slots[0], topic="", by=ANONYMOUS, now=late)
    with pytest.raises(MeetingRefused, match="slot_over"):
        actions.ask(
            one, other, slot=factories.create_meeting_slot(), topic="", by=ANONYMOUS, now=workshop.now
        )


def test_who_leaves_meets_nobody_and_frees_slot_and_place(workshop: Workshop) -> None:
    one, other, third = workshop.person("KR"), workshop.person("JP"), workshop.person("CN")
    agreed, open_question = workshop.asked(one, other), workshop.asked(third, one, slot=1)
    agree(agreed, workshop)
    assert actions.leave(one, by=ANONYMOUS, now=workshop.now) == [agreed, open_question]
    assert {each.state for each in meetings_of(one)} == {"withdrawn"}
    assert free_slots([other], edition=workshop.edition, now=workshop.now) == workshop.slots
    assert not MeetingSeat.objects.exists()


def test_a_meeting_held_is_an_encounter_once(workshop: Workshop) -> None:
    one, other = workshop.person("KR"), workshop.person("JP")
    meeting = workshop.asked(other, one)
    agree(meeting, workshop)
    assert refused(actions.mark_held, meeting, by=ANONYMOUS, now=workshop.now) == "not_over"
    after = workshop.slots[0].ends_at
    for _ in range(2):
        actions.mark_held(meeting, by=ANONYMOUS, now=after)
    met = Encounter.objects.get()
    assert (met.kind, met.number, met.first, met.second, met.attended) == (
        "meeting",
        meeting.pk,
        one,
        other,
        True,
    )
    assert refused(actions.call_off, meeting, by=ANONYMOUS, now=after) == "held"
    assert actions.leave(one, by=ANONYMOUS, now=after) == []


def test_slots_do_not_overlap_and_used_ones_stay(workshop: Workshop) -> None:
    first, second, third = workshop.slots
    series = {"by": ANONYMOUS, "length": timedelta(minutes=20), "pause": timedelta(0), "count": 2}
    assert refused(actions.add_slots, workshop.edition, first=first.starts_at, **series) == "overlap"
    assert workshop.edition.meeting_slots.count() == 3
    moved = {"starts_at": first.starts_at, "ends_at": first.ends_at}
    assert refused(actions.move_slot, second, by=ANONYMOUS, **moved) == "overlap"
    workshop.asked(workshop.person("KR"), workshop.person("JP"))
    later = {"starts_at": third.ends_at, "ends_at": third.ends_at + timedelta(minutes=20)}
    assert refused(actions.move_slot, first, by=ANONYMOUS, **later) == "in_use"
    assert refused(actions.remove_slot, first, by=ANONYMOUS) == "in_use"
    actions.move_slot(second, by=ANONYMOUS, **later)
    actions.remove_slot(third, by=ANONYMOUS)
    assert list(workshop.edition.meeting_slots.all()) == [first, second]


def test_a_place_with_a_meeting_stays(workshop: Workshop) -> None:
    meeting = workshop.asked(workshop.person("KR"), workshop.person("JP"))
    agree(meeting, workshop)
    used, free = workshop.edition.meeting_places.all()
    assert refused(actions.remove_place, used, by=ANONYMOUS) == "in_use"
    actions.remove_place(free, by=ANONYMOUS)
    actions.rename_place(used, by=ANONYMOUS, name=factories.text("Lobby"))
    assert str(workshop.edition.meeting_places.get().name) == "Lobby"


@pytest.mark.parametrize("broken", ["place", "person"])
def test_the_database_gives_nothing_twice(workshop: Workshop, broken: str) -> None:
    """Whatever the program does."""
    one, other, third, fourth = (workshop.person(code) for code in ("KR", "JP", "KR", "JP"))
    meeting, second = workshop.asked(one, other), workshop.asked(third, fourth)
    agree(meeting, workshop)
    with pytest.raises(IntegrityError), transaction.atomic():
        if broken == "place":
            Meeting.objects.filter(pk=second.pk).update(state="agreed", place=meeting.place)
        else:
            MeetingSeat.objects.create(meeting=second, slot=meeting.slot, participation=one)
