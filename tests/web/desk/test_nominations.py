"""The desk's work with nominations: evidence, decisions, acceptance in order, substitutes, lists, transfers."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories
from trilogue.documents.attendees import attendees
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.models import Edition
from trilogue.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db
NOMINATIONS = "/en/desk/workshop/9/nominations/"
QUOTAS = "/en/desk/workshop/9/quotas/"
LISTS = "/en/desk/workshop/9/lists/"


def said(client: Client, path: str = NOMINATIONS) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def done(client: Client, path: str, **sent: str) -> str:
    answer = client.post(path, sent, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def stand(
    edition: Edition, state: str = "submitted", *, native: str = "김하늘", code: str = "KR"
) -> Participation:
    country = factories.create_country(code)
    person = factories.create_person(country, native=native)
    return factories.create_participation(edition, person=person, state=state)


def full(edition: Edition, places: int = 1) -> None:
    factories.create_quota_decision(edition.delegations.get(country="KR"), places=places)


def at(participation: Participation, move: str = "") -> str:
    return f"{NOMINATIONS}{participation.pk}/{move}"


def state_of(participation: Participation) -> str:
    participation.refresh_from_db()
    return participation.state


def test_the_list_is_filtered_by_country_and_state(desk: Client, edition: Edition) -> None:
    stand(edition, native="김하늘")
    stand(edition, "waiting", native="佐藤 美咲", code="JP")
    page = said(desk)
    assert "김하늘" in page
    assert "佐藤 美咲" in page
    assert "佐藤 美咲" not in said(desk, f"{NOMINATIONS}?country=KR")
    assert "김하늘" not in said(desk, f"{NOMINATIONS}?state=waiting")
    assert "Nobody like that" in said(desk, f"{NOMINATIONS}?state=nonsense&country=%27")


def test_the_evidence_is_shown_in_the_register_s_own_words(desk: Client, edition: Edition) -> None:
    one = stand(edition)
    one.host = factories.create_government(country=factories.create_country("CN"))
    one.host_written = "西安市"
    one.save()
    link = factories.create_sister_link(one.home, one.host)
    assertion = factories.create_assertion(link)
    assertion.url = "https://register.example/1"
    assertion.save()
    page = said(desk, at(one))
    assert '<bdi lang="ko">자매결연</bdi>' in page
    assert 'href="https://register.example/1"' in page
    assert "1992" in page
    done(desk, at(one, "judge/"), link=str(link.pk))
    assert state_of(one) == "eligible"
    assert one.evidence == link
    assert "decided by this" in said(desk, at(one))


def test_without_a_link_a_reason_is_needed_and_kept(desk: Client, edition: Edition) -> None:
    one = stand(edition)
    Participation.objects.filter(pk=one.pk).update(host_written="어떤 시")
    other = factories.create_sister_link()
    assert "Choose a link, or give a reason" in done(desk, at(one, "judge/"), link=str(other.pk))
    assert state_of(one) == "submitted"
    done(desk, at(one, "judge/"), reason="협약 체결 중")
    assert (state_of(one), one.override) == ("eligible", "협약 체결 중")
    assert "협약 체결 중" in said(desk, at(one))


def test_before_accepting_in_order_the_desk_sees_who_would_get_the_places(
    desk: Client, edition: Edition
) -> None:
    full(edition)
    first, second = stand(edition, "eligible", native="김첫째"), stand(edition, "eligible", native="이둘째")
    Participation.objects.filter(pk=second.pk).update(priority=2)
    page = said(desk, f"{NOMINATIONS}order/KR/")
    offered, waiting = page.partition("Would wait")[0], page.partition("Would wait")[2]
    assert "김첫째" in offered
    assert "이둘째" in waiting
    assert "choice no. 2 of its government" in waiting
    assert [state_of(first), state_of(second)] == ["eligible", "eligible"]
    assert "A place is offered to 김첫째" in done(desk, f"{NOMINATIONS}order/KR/")
    assert [state_of(first), state_of(second)] == ["accepted", "waiting"]


def test_a_withdrawal_names_who_is_offered_the_place(desk: Client, edition: Edition) -> None:
    full(edition)
    holder, next_one = (
        stand(edition, "confirmed", native="김하늘"),
        stand(edition, "waiting", native="이바다"),
    )
    page = done(desk, at(holder, "withdraw/"), reason="illness")
    assert "A place is offered to 이바다" in page
    assert "illness" in page
    assert state_of(next_one) == "accepted"
    assert "a place became free" in said(desk, at(next_one))


def test_every_decision_against_somebody_needs_a_reason(desk: Client, edition: Edition) -> None:
    for move in ("withdraw", "decline", "hand_back"):
        one = stand(edition)
        assert "Give a reason" in done(desk, at(one, f"{move}/"), reason="  ")
        assert state_of(one) == "submitted"


def test_the_whole_life_by_the_buttons(desk: Client, edition: Edition) -> None:
    one = stand(edition)
    for move, becomes in (
        ("hand_back", "draft"),
        ("withdraw", "withdrawn"),
        ("renew", "submitted"),
        ("judge", "eligible"),
        ("accept", "accepted"),
        ("confirm", "confirmed"),
        ("attend", "attended"),
        ("miss", "absent"),
    ):
        done(desk, at(one, f"{move}/"), reason="because")
        assert state_of(one) == becomes
    assert [each.after for each in one.changes.order_by("number")][-3:] == ["confirmed", "attended", "absent"]


def test_a_move_that_somebody_else_made_impossible_is_explained(desk: Client, edition: Edition) -> None:
    one = stand(edition, "declined")
    assert "Somebody may have been quicker" in done(desk, at(one, "confirm/"))
    assert desk.post(at(one, "promote_me/")).status_code == 404


def test_a_substitute_is_chosen_of_the_same_delegation(desk: Client, edition: Edition) -> None:
    leaving, coming = stand(edition, "confirmed"), stand(edition, "waiting", native="이바다")
    stranger = stand(edition, "waiting", native="佐藤", code="JP")
    page = said(desk, at(leaving))
    assert f'<option value="{coming.pk}"' in page
    assert f'<option value="{stranger.pk}"' not in page
    for sent in ({"coming": str(stranger.pk), "reason": "x"}, {"coming": str(coming.pk)}, {}):
        assert "Choose who comes instead" in done(desk, at(leaving, "substitute/"), **sent)
    number = leaving.reference
    done(desk, at(leaving, "substitute/"), coming=str(coming.pk), reason="ill")
    assert (state_of(leaving), state_of(coming), coming.reference) == ("withdrawn", "confirmed", number)


def test_a_room_is_entered_shown_on_the_hotel_s_list_and_goes_to_the_substitute(
    desk: Client, edition: Edition
) -> None:
    one, coming = stand(edition, "confirmed"), stand(edition, "waiting", native="이바다")
    assert "Saved." in done(desk, at(one, "room/"), room=" 12-304 ")
    assert 'value="12-304"' in said(desk, at(one))
    assert [row.room for row in attendees(edition, "en")] == ["12-304"]
    entry = Entry.objects.get(action="assign_room")
    assert (entry.fields, entry.edition) == (["room"], edition.pk)
    done(desk, at(one, "room/"), room="12-304")
    assert Entry.objects.filter(action="assign_room").count() == 1
    done(desk, at(one, "substitute/"), coming=str(coming.pk), reason="ill")
    assert (state_of(coming), coming.room) == ("confirmed", "12-304")
    done(desk, at(coming, "room/"), room="")
    assert state_of(coming) == "confirmed"
    assert not coming.room


def test_a_room_needs_a_place_and_a_name_that_fits(desk: Client, edition: Edition) -> None:
    one, held = stand(edition, "waiting"), stand(edition, "confirmed")
    assert 'name="room"' not in said(desk, at(one))
    assert "Somebody may have been quicker" in done(desk, at(one, "room/"), room="1")
    assert "at most 40 characters" in done(desk, at(held, "room/"), room="1" * 41)
    assert not Participation.objects.exclude(room="").exists()


def test_attendance_is_marked_for_many_at_once(desk: Client, edition: Edition) -> None:
    people = [stand(edition, "confirmed") for _ in range(3)]
    assert 'name="who"' in said(desk, f"{NOMINATIONS}?state=confirmed")
    desk.post(f"{NOMINATIONS}attendance/", {"who": [people[0].pk, people[1].pk, "x", "²"], "move": "attend"})
    desk.post(f"{NOMINATIONS}attendance/", {"who": [people[2].pk], "move": "decline"})
    assert [state_of(each) for each in people] == ["attended", "attended", "confirmed"]


def test_opening_the_page_ends_offers_whose_time_is_over(desk: Client, edition: Edition) -> None:
    full(edition)
    late, next_one = stand(edition, "accepted"), stand(edition, "waiting", native="이바다")
    Participation.objects.filter(pk=late.pk).update(offer_expires_at=timezone.now() - timedelta(minutes=1))
    assert "A place is offered to 이바다" in said(desk)
    assert [state_of(late), state_of(next_one)] == ["declined", "accepted"]
    assert "the offer was not confirmed in time" in said(desk, at(late))


def test_places_are_transferred_by_two_decisions(desk: Client, edition: Edition) -> None:
    korea, japan = (edition.delegations.get(country=code) for code in ("KR", "JP"))
    sent = {"giver": str(korea.pk), "taker": str(japan.pk), "places": "2"}
    sent |= {"decided_on": "2027-03-01", "reason": "Letter 7"}
    assert "by two decisions of the same day" in done(desk, f"{QUOTAS}transfer/", **sent)
    page = said(desk, QUOTAS)
    assert "36 places" in page
    assert "17 places" in page
    assert page.count("Letter 7") == 2
    assert "36 places, and 0 people" in done(desk, f"{QUOTAS}transfer/", **(sent | {"places": "99"}))
    assert "two different countries" in done(desk, f"{QUOTAS}transfer/", **(sent | {"taker": str(korea.pk)}))


def test_a_higher_quota_is_offered_to_the_waiting_list(desk: Client, edition: Edition) -> None:
    full(edition, places=0)
    waiting = stand(edition, "waiting", native="이바다")
    sent = {"places": "1", "decided_on": "2027-03-01", "reason": "Letter 8"}
    assert "A place is offered to 이바다" in done(desk, f"{QUOTAS}KR/", **sent)
    assert state_of(waiting) == "accepted"


def test_a_list_is_frozen_compared_and_downloaded(desk: Client, edition: Edition) -> None:
    assert "there is no list to freeze" in done(desk, LISTS, purpose="printer")
    holder = stand(edition, "confirmed", native="김하늘")
    full(edition)
    waiting = stand(edition, "waiting", native="이바다")
    assert "Version 1 is frozen" in done(desk, LISTS, purpose="sent to the printer on 3 May")
    done(desk, at(holder, "withdraw/"), reason="ill")
    done(desk, at(waiting, "confirm/"))
    assert "김하늘" in said(desk, f"{LISTS}1/")
    page = said(desk, f"{LISTS}changes/?audience=printer")
    joined, left = re.split(r"Left", page)[:2]
    assert "이바다" in joined
    assert "김하늘" in left
    done(desk, LISTS, purpose="second")
    assert "이바다" in said(desk, f"{LISTS}2/")
    assert "Nothing has changed" in said(desk, f"{LISTS}changes/?older=2")
    for name in ("1.xlsx", "changes.xlsx?older=1&newer=2&audience=hotel"):
        answer = desk.post(f"{LISTS}{name}", {"reason": "for the hotel"})
        assert answer.headers["Content-Type"].endswith("sheet")
    actions = list(Entry.objects.order_by("-number").values_list("action", flat=True)[:2])
    assert actions == ["download_list_changes", "download_list_version"]


@pytest.mark.parametrize(
    "path",
    ["7/", "7.xlsx", "changes/", "changes/?older=7", "changes/?older=0", "changes/?older=²", "99999999/"],
)
def test_a_version_that_does_not_exist_is_not_found(desk: Client, edition: Edition, path: str) -> None:
    if "?" in path:
        factories.create_list_version(edition)
    assert desk.get(f"{LISTS}{path}").status_code == 404


def test_an_address_of_two_records_is_shown_and_merged(desk: Client, edition: Edition) -> None:
    known = factories.create_person(native="박바다", email="known@example.org")
    factories.create_account(known.email, person=known)
    one = stand(edition)
    Participation.objects.filter(pk=one.pk).update(email="Known@example.org")
    page = said(desk, at(one))
    assert "May be the same person" in page
    assert "박바다" in page
    assert str(known.public_id) in page
    pair = {"kept": str(known.public_id), "absorbed": str(one.person.public_id)}
    done(desk, reverse("duplicates_merge"), **pair)
    one.person.refresh_from_db()
    assert one.person.merged_into == known
    assert "May be the same person" not in said(desk, at(one))


def test_an_address_of_one_record_is_no_question(desk: Client, edition: Edition) -> None:
    one = stand(edition)
    Participation.objects.filter(pk=one.pk).update(email=one.person.email)
    page = said(desk, at(one))
    assert one.person.email in page
    assert "May be the same person" not in page
