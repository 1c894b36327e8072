"""Meetings and follow-ups at the desk: what is offered, who meets whom, and the lists, each look logged."""

from collections.abc import Mapping

import pytest
from django.test import Client

from tests import factories
from tests.web.desk.conftest import As
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition
from trilogue.domain.network.models import Encounter, FollowUp, Meeting, MeetingPlace, MeetingTerms
from trilogue.foundation.audit.models import Access
from trilogue.foundation.text.value import LANGUAGES

pytestmark = pytest.mark.django_db
MEETINGS = "/en/desk/workshop/9/meetings/"
FOLLOW_UPS = "/en/desk/workshop/9/follow-ups/"
SERIES = {"first": "2027-05-20T17:30", "length": 20, "pause": 5, "count": 3}


@pytest.fixture
def agreed(edition: Edition) -> Meeting:
    one = factories.create_participation(edition)
    other = factories.create_participation(edition, country=factories.create_country("JP"))
    meeting = factories.create_meeting(one, other)
    meeting.state, meeting.place, meeting.topic = "agreed", factories.create_meeting_place(edition), "secret"
    meeting.save()
    return meeting


def said(client: Client, path: str = MEETINGS) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def after(client: Client, path: str, data: Mapping[str, object]) -> str:
    return client.post(MEETINGS + path, data, follow=True).content.decode()


def test_the_desk_opens_meetings_with_times_and_places(desk: Client, edition: Edition) -> None:
    assert "No times yet" in said(desk)
    after(desk, "times/add/", SERIES)
    name = {f"name-{language}": f"Lobby {language}" for language in LANGUAGES}
    after(desk, "places/add/", {**name, "name-source": "en"})
    after(desk, "terms/", {"opened": "on", "most_agreed": 3, "most_asked": 5})
    terms = MeetingTerms.objects.get()
    assert (terms.edition, terms.open, terms.most_agreed, terms.most_asked) == (edition, True, 3, 5)
    page = said(desk)
    for words in ("17:30–17:50", "17:55–18:15", "18:20–18:40", "Lobby en", "1 of 1 place free"):
        assert words in page
    assert "Lobby ko" in said(desk, "/ko/desk/workshop/9/meetings/")
    slot = edition.meeting_slots.latest("pk")
    moved = {"starts_at": "2027-05-21T09:00", "ends_at": "2027-05-21T09:30"}
    assert "09:00–09:30" in after(desk, f"times/{slot.pk}/", moved)
    assert "Removed." in after(desk, f"times/{slot.pk}/remove/", {})
    assert "Removed." in after(desk, f"places/{MeetingPlace.objects.get().pk}/remove/", {})


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("times/add/", {**SERIES, "first": "0001-01-01T00:00"}),
        ("times/add/", {**SERIES, "first": "9999-12-31T23:59"}),
        ("times/add/", {**SERIES, "count": 10**9}),
        ("times/add/", {**SERIES, "length": 0}),
        ("times/add/", {**SERIES, "first": "tomorrow"}),
        ("terms/", {"most_agreed": 0, "most_asked": 10**9}),
        ("places/add/", {}),
    ],
)
def test_what_cannot_be_is_refused(
    desk: Client, edition: Edition, path: str, data: dict[str, object]
) -> None:
    answer = desk.post(MEETINGS + path, data)
    assert answer.status_code == 200
    assert not edition.meeting_slots.exists()
    assert not MeetingPlace.objects.exists()


def test_times_that_meet_are_refused_and_a_used_one_stays(
    desk: Client, edition: Edition, agreed: Meeting
) -> None:
    after(desk, "times/add/", SERIES)
    assert "Nobody can be in two at once." in after(desk, "times/add/", SERIES)
    assert edition.meeting_slots.count() == 4
    for path in (f"times/{agreed.slot_id}/remove/", f"places/{agreed.place_id}/remove/"):
        assert "so it stays as it is" in after(desk, path, {})
    backwards = {"starts_at": "2027-05-21T09:30", "ends_at": "2027-05-21T09:00"}
    slot = edition.meeting_slots.latest("pk")
    assert "The end comes before the start." in after(desk, f"times/{slot.pk}/", backwards)


def test_the_desk_sees_who_meets_whom_and_is_logged(desk: Client, agreed: Meeting) -> None:
    page = said(desk)
    assert "Corner 1" in page
    assert "secret" not in page
    look = Access.objects.get(what="meetings")
    people = {agreed.asking.person_id, agreed.asked.person_id}
    assert set(look.subjects.values_list("person", flat=True)) == people


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.READER, Role.COORDINATOR, Role.NOMINATOR])
def test_nobody_else_of_the_desk_does(signed_in_as: As, agreed: Meeting, role: str) -> None:
    scopes: dict[str, dict[str, object]] = {
        Role.COORDINATOR: {"country": factories.create_country("JP")},
        Role.NOMINATOR: {"government": agreed.asking.home},
    }
    scope = scopes.get(role, {})
    client = signed_in_as(role, **scope)
    for path in (MEETINGS, f"{MEETINGS}list.csv", FOLLOW_UPS):
        assert client.get(path).status_code == 404
    assert client.post(f"{MEETINGS}{agreed.pk}/held/").status_code == 404


def test_after_its_end_the_desk_marks_a_meeting_as_held(desk: Client, agreed: Meeting) -> None:
    slot = agreed.slot
    slot.starts_at, slot.ends_at = slot.starts_at.replace(year=2020), slot.ends_at.replace(year=2020)
    slot.save()
    assert "Mark as held" in said(desk)
    assert "Marked as held." in after(desk, f"{agreed.pk}/held/", {})
    assert Encounter.objects.get().number == agreed.pk
    assert "Mark as held" not in said(desk)


@pytest.mark.parametrize("form", ["csv", "pdf"])
def test_the_list_asks_for_a_reason_and_is_logged(
    desk: Client, agreed: Meeting, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trilogue.foundation.formats.pdf._compiled", lambda *_args, **_more: b"%PDF")
    assert "What is it for?" in said(desk, f"{MEETINGS}list.{form}")
    answer = desk.post(f"{MEETINGS}list.{form}", {"reason": "to hang up"})
    assert answer.headers["Content-Disposition"].endswith(f"meetings.en.{form}")
    assert b"secret" not in answer.content
    if form == "csv":
        assert "Corner 1" in answer.content.decode("utf-8-sig")
    look = Access.objects.get(what=f"meetings.{form}")
    assert (look.reason, look.subjects.count()) == ("to hang up", 2)


def test_the_desk_records_what_two_governments_agreed(desk: Client, edition: Edition) -> None:
    one = factories.create_participation(edition)
    governments = [factories.create_government() for _ in range(2)]
    entered = {
        "kind": "agreement",
        "title": "Sister city talks",
        "governments": "\n".join(each.code for each in governments),
        "people": [str(one.pk)],
        "date": "2028",
        "state": "running",
        "language": "en",
    }
    desk.post(f"{FOLLOW_UPS}add/", entered)
    follow_up = FollowUp.objects.get()
    assert follow_up.edition == edition
    assert "Sister city talks" in said(desk, FOLLOW_UPS)
    assert "Sister city talks" in said(desk, f"{FOLLOW_UPS}{follow_up.pk}/")
    desk.post(f"{FOLLOW_UPS}{follow_up.pk}/", {**entered, "state": "done", "people": []})
    follow_up.refresh_from_db()
    assert (follow_up.state, follow_up.parties.count()) == ("done", 2)


def test_a_government_s_page_lists_its_follow_ups_for_the_desk_alone(
    desk: Client, signed_in_as: As, edition: Edition
) -> None:
    government = factories.create_government()
    follow_up = factories.create_follow_up(edition)
    follow_up.parties.create(government=government)
    person = factories.create_person(native="비밀")
    factories.create_follow_up_party(follow_up, person)
    path = f"/en/desk/places/kr/{government.code}/"
    page = said(desk, path)
    assert "A visit in autumn" in page
    assert "비밀" not in page
    for role in (Role.READER, Role.TRANSLATOR):
        assert "A visit in autumn" not in said(signed_in_as(role), path)
