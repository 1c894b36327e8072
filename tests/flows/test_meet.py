"""Whoever did not make a move of a meeting is told of it, in the own language; who leaves meets nobody."""

from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from tests import factories
from tests.domain.network.workshop import Workshop, open_workshop
from trilogue.domain.delegations.models import Participation
from trilogue.domain.network import actions
from trilogue.domain.network.actions import MeetingRefused
from trilogue.domain.network.models import Meeting, MeetingSeat
from trilogue.flows import meet, offer
from trilogue.flows.substitute import substitute
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.audit.models import Access
from trilogue.foundation.mail.models import Mail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _outbox(settings: object) -> None:
    settings.EMAIL_BACKEND = "trilogue.foundation.mail.backend.OutboxBackend"  # type: ignore[attr-defined]


@pytest.fixture
def workshop() -> Workshop:
    return open_workshop()


def asked(workshop: Workshop, one: Participation, other: Participation, topic: str = "") -> Meeting:
    return meet.ask(one, other, slot=workshop.slots[0], topic=topic, by=ANONYMOUS, now=workshop.now)


def last_mail() -> Mail:
    return Mail.objects.latest("pk")


def test_the_other_is_told_in_the_own_language(workshop: Workshop) -> None:
    one, other = workshop.person("KR"), workshop.person("JP")
    meeting = asked(workshop, one, other, "秋の訪問")
    question = last_mail()
    assert question.to == other.person.email
    assert "秋の訪問" in question.body
    assert f"/ja/me/meetings/{other.pk}/" in question.body
    meet.agree(meeting, other, by=ANONYMOUS, now=workshop.now)
    answer = last_mail()
    assert answer.to == one.person.email
    assert f"/ko/me/meetings/{one.pk}/" in answer.body
    assert "Corner 1" in answer.body
    meet.call_off(meeting, other, by=ANONYMOUS, now=workshop.now)
    assert last_mail().to == one.person.email
    assert Mail.objects.count() == 3


def test_only_who_was_asked_answers_and_only_who_asked_takes_back(workshop: Workshop) -> None:
    one, other = workshop.person("KR"), workshop.person("JP")
    meeting = asked(workshop, one, other)
    for act, own in ((meet.agree, one), (meet.decline, one), (meet.call_off, other)):
        with pytest.raises(MeetingRefused, match="changed"):
            act(meeting, own, by=ANONYMOUS, now=workshop.now)
    meet.call_off(meeting, one, by=ANONYMOUS, now=workshop.now)
    assert last_mail().to == other.person.email


def test_those_whose_question_ended_with_it_are_told(workshop: Workshop) -> None:
    one, other, third, fourth = (workshop.person(code) for code in ("KR", "JP", "CN", "CN"))
    chosen = asked(workshop, one, other)
    asked(workshop, one, third)
    asked(workshop, fourth, other)
    Mail.objects.all().delete()
    meet.agree(chosen, other, by=ANONYMOUS, now=workshop.now)
    told = set(Mail.objects.values_list("to", flat=True))
    assert told == {each.person.email for each in (one, third, fourth)}


@pytest.mark.parametrize("how", ["withdraws", "is replaced"])
def test_who_does_not_come_meets_nobody_and_the_other_is_told(workshop: Workshop, how: str) -> None:
    one, other = workshop.person("KR"), workshop.person("JP")
    factories.create_quota_decision(one.delegation, places=1)
    meeting = asked(workshop, one, other)
    meet.agree(meeting, other, by=ANONYMOUS, now=workshop.now)
    if how == "withdraws":
        offer.withdraw(one, by=ANONYMOUS, now=workshop.now, reason="ill")
    else:
        coming = factories.create_participation(workshop.edition, state="waiting")
        substitute(one, coming, by=ANONYMOUS, now=workshop.now, reason="ill")
    meeting.refresh_from_db()
    assert (meeting.state, MeetingSeat.objects.count()) == ("withdrawn", 0)
    assert Mail.objects.filter(to=other.person.email).count() == 2


def test_the_calendar_has_the_agreed_ones_in_the_time_of_the_place(workshop: Workshop) -> None:
    one, other = workshop.person("KR"), workshop.person("JP")
    meet.agree(asked(workshop, one, other, "A visit; in autumn"), other, by=ANONYMOUS, now=workshop.now)
    meet.ask(one, workshop.person("CN"), slot=workshop.slots[1], topic="", by=ANONYMOUS, now=workshop.now)
    document = meet.export_calendar(
        one, "ko", by=factories.actor(edition=one.edition), now=workshop.now, origin=""
    )
    calendar = Calendar.from_ical(document.data)
    (event,) = calendar.walk("VEVENT")
    slot = workshop.slots[0]
    assert event.decoded("dtstart") == slot.starts_at.replace(microsecond=0)
    assert event["dtstart"].params["TZID"] == "Asia/Seoul"
    assert [each["TZID"] for each in calendar.walk("VTIMEZONE")] == ["Asia/Seoul"]
    assert (event["location"], event["description"]) == ("Corner 1", "A visit; in autumn")
    look = Access.objects.get(what="meetings.ics")
    assert list(look.subjects.values_list("person", flat=True)) == [other.person_id]
    again = meet.export_calendar(other, "ja", by=ANONYMOUS, now=workshop.now, origin="")
    assert next(iter(Calendar.from_ical(again.data).walk("VEVENT")))["uid"] == event["uid"]


def test_an_address_that_signs_in_is_written_to(workshop: Workshop) -> None:
    one, other = workshop.person("KR"), workshop.person("JP")
    factories.create_account("signs.in@example.jp", person=other.person)
    asked(workshop, one, other)
    assert last_mail().to == "signs.in@example.jp"
    nobody = workshop.person("CN")
    nobody.person.email = ""
    nobody.person.save()
    later = workshop.now + timedelta(seconds=1)
    meet.ask(one, nobody, slot=workshop.slots[1], topic="", by=ANONYMOUS, now=later)
    assert Mail.objects.count() == 1
    assert actions.leave(nobody, by=ANONYMOUS, now=timezone.now())
