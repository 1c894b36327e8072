"""Meetings on the own page: whom one sees, asking and answering, and nothing of what others agree."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories
from tests.domain.network.workshop import Workshop, open_workshop
from trilogue.domain.delegations.models import Participation
from trilogue.domain.network import actions
from trilogue.domain.network.models import Encounter, Meeting, MeetingSlot
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.audit.models import AccessSubject

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop() -> Workshop:
    return open_workshop()


@pytest.fixture
def one(workshop: Workshop) -> Participation:
    return workshop.person("KR")


@pytest.fixture
def other(workshop: Workshop) -> Participation:
    country = factories.create_country("JP")
    person = factories.create_person(country, native="小林 涼", tag="ja", roman="KOBAYASHI Ryo")
    return workshop.person("JP", person=person)


def of(one: Participation) -> Client:
    client = Client()
    client.force_login(factories.create_account(person=one.person))
    return client


def at(one: Participation, *rest: object) -> str:
    return "/".join(["/en/me/meetings", str(one.pk), *(str(each) for each in rest)]) + "/"


def said(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_two_agree_and_both_see_place_and_time(
    workshop: Workshop, one: Participation, other: Participation
) -> None:
    me, they = of(one), of(other)
    assert "小林 涼" not in said(me, at(one)), "nobody is shown before a country or government is chosen"
    assert "小林 涼" in said(me, at(one) + "?country=JP")
    assert "小林 涼" in said(me, at(one) + f"?government={other.home_id}")
    slot = workshop.slots[1]
    asking = {"slot": str(slot.pk), "topic": "가을 방문"}
    assert "Asked." in me.post(at(one, "ask", other.pk), asking, follow=True).content.decode()
    meeting = Meeting.objects.get()
    shown = said(they, at(other))
    assert "Who would like to meet you" in shown
    assert "가을 방문" in shown
    assert "Agreed." in they.post(at(other, meeting.pk, "agree"), follow=True).content.decode()
    hours = f"{timezone.localtime(slot.starts_at):%H:%M}–{timezone.localtime(slot.ends_at):%H:%M}"
    for client, own in ((me, one), (they, other)):
        shown = said(client, at(own))
        assert hours in shown
        assert "Corner 1" in shown
    assert f"{timezone.localtime(slot.starts_at):%H:%M}" not in said(
        me, at(one, "ask", workshop.person("CN").pk)
    )


def test_nobody_else_sees_who_meets_whom(
    workshop: Workshop, one: Participation, other: Participation
) -> None:
    meeting = workshop.asked(one, other, topic="secret")
    actions.agree(meeting, by=ANONYMOUS, now=workshop.now)
    third = workshop.person("CN")
    client = of(third)
    for path in (at(third), at(third) + "?country=JP&country=KR", at(third, "ask", other.pk)):
        shown = said(client, path)
        assert "secret" not in shown
        assert "Corner" not in shown
    for path in (at(one), at(other), at(one, "meetings.ics")[:-1]):
        assert client.get(path).headers["Location"] == "/en/me/"
    for move in ("agree", "decline", "call-off", "held"):
        assert client.post(at(other, meeting.pk, move)).headers["Location"] == "/en/me/"
        assert client.post(at(third, meeting.pk, move)).status_code == 404
    meeting.refresh_from_db()
    assert meeting.state == "agreed"


def test_whoever_looks_for_colleagues_is_logged(one: Participation, other: Participation) -> None:
    said(of(one), at(one) + "?country=JP")
    assert list(AccessSubject.objects.values_list("person", flat=True)) == [other.person_id]


def test_only_who_takes_part_has_the_page(workshop: Workshop) -> None:
    waiting = workshop.person("KR", state="waiting")
    assert of(waiting).get(at(waiting)).headers["Location"] == "/en/me/"
    stranger = Client()
    stranger.force_login(factories.create_account())
    assert stranger.get(at(waiting)).headers["Location"] == "/en/me/"


def test_own_government_oneself_and_strangers_cannot_be_asked(workshop: Workshop, one: Participation) -> None:
    client = of(one)
    for each in (one, workshop.person("KR", home=one.home), factories.create_participation()):
        asking = {"slot": str(workshop.slots[0].pk)}
        assert client.post(at(one, "ask", each.pk), asking).headers["Location"] == at(one)
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Choose a time."),
        ({"slot": "0"}, "Select a valid choice"),
        ({"slot": "x' OR 1=1"}, "Select a valid choice"),
        ({"slot": "ok", "topic": "x" * 201}, "200"),
    ],
)
def test_a_wrong_form_says_what_is_wrong(
    workshop: Workshop, one: Participation, other: Participation, given: dict[str, str], words: str
) -> None:
    if given.get("slot") == "ok":
        given = {**given, "slot": str(workshop.slots[0].pk)}
    answer = of(one).post(at(one, "ask", other.pk), given)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not Meeting.objects.exists()


def test_what_has_changed_meanwhile_is_told_and_nothing_is_half_done(
    workshop: Workshop, one: Participation, other: Participation
) -> None:
    workshop.edition.meeting_places.last().delete()  # type: ignore[union-attr]
    meeting = workshop.asked(one, other)
    taking = workshop.asked(workshop.person("CN"), workshop.person("KR"))
    actions.agree(taking, by=ANONYMOUS, now=workshop.now)
    they = of(other)
    answer = they.post(at(other, meeting.pk, "agree"), follow=True).content.decode()
    assert "No place is free at this time any more." in answer
    assert "Decline" in answer
    they.post(at(other, meeting.pk, "decline"))
    again = they.post(at(other, meeting.pk, "decline"), follow=True).content.decode()
    assert "has changed meanwhile" in again
    assert they.post(at(other, meeting.pk, "steal")).status_code == 404


def test_while_closed_one_sees_the_own_meetings_and_asks_nobody(
    workshop: Workshop, one: Participation, other: Participation
) -> None:
    meeting = workshop.asked(one, other)
    actions.agree(meeting, by=ANONYMOUS, now=workshop.now)
    actions.set_terms(workshop.edition, by=ANONYMOUS, opened=False, most_agreed=1, most_asked=1)
    shown = said(of(one), at(one))
    assert "Corner 1" in shown
    assert "Find a colleague" not in shown
    assert "has not opened meetings" in shown


def test_afterwards_one_of_the_two_says_that_they_met(
    workshop: Workshop, one: Participation, other: Participation
) -> None:
    meeting = workshop.asked(one, other)
    actions.agree(meeting, by=ANONYMOUS, now=workshop.now)
    before = timezone.now() - timedelta(hours=1)
    MeetingSlot.objects.filter(pk=meeting.slot_id).update(
        starts_at=before, ends_at=before + timedelta(minutes=20)
    )
    client = of(other)
    assert "We have met" in said(client, at(other))
    client.post(at(other, meeting.pk, "held"))
    assert Encounter.objects.get().number == meeting.pk
    assert "We have met" not in said(of(one), at(one))


def test_the_calendar_is_a_file_of_one_s_own(
    workshop: Workshop, one: Participation, other: Participation
) -> None:
    actions.agree(workshop.asked(one, other), by=ANONYMOUS, now=workshop.now)
    answer = of(one).get(at(one, "meetings.ics")[:-1])
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"BEGIN:VTIMEZONE" in answer.content
    assert "小林 涼".encode() in answer.content


def test_the_page_makes_as_many_queries_for_three_colleagues_as_for_one(
    workshop: Workshop, one: Participation
) -> None:
    client, path = of(one), at(one) + "?country=JP"

    def add() -> None:
        someone = workshop.person("JP")
        workshop.asked(someone, one, slot=0)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            said(client, path)
        return len(captured)

    add()
    queries()
    first = queries()
    add()
    add()
    assert queries() == first
