"""An official of whom a government named the address only registers in person: asked first, then step by step."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories
from tests.web.nominator.conftest import KIM, Link, Linked
from trilogue.domain.delegations.choices import State
from trilogue.domain.delegations.models import Answer, Call, Invitation, Participation
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Appointment
from trilogue.domain.people.choices import Detail, Purpose
from trilogue.domain.people.models import Account, Consent, Person, SealedDetail
from trilogue.domain.people.queries import details, holds
from trilogue.domain.places.models import Government
from trilogue.foundation.mail.models import Mail

pytestmark = pytest.mark.django_db
AGREED = {"collection": "on", "abroad": "on"}
LIU = {
    "own_family": "刘",
    "own_given": "直",
    "roman_family": "Liu",
    "roman_given": "Zhi",
    "skill_zh": "4",
    "home": "410000",
    "host": "경상북도",
    "department": "外事办公室",
    "position": "科员",
    "kind": "dispatch",
}


@pytest.fixture(autouse=True)
def texts() -> None:
    for purpose in Purpose:
        factories.create_consent_text(purpose)


@pytest.fixture
def henan() -> Government:
    return factories.create_government("410000", country=factories.create_country("CN"))


@pytest.fixture
def liu(linked: Linked, gyeongbuk: Government, henan: Government) -> Link:
    return linked(gyeongbuk, email="liu@example.cn", language="zh-hans", personal=True)


def registered(link: Link, **changes: str) -> Participation:
    link.sends("consent/", **AGREED)
    link.sends("person/", **{**LIU, **changes})
    return Participation.objects.get()


def test_who_registers_can_sign_in_from_then_on(liu: Link) -> None:
    liu.sends("consent/", **AGREED)
    assert not Account.objects.exists()
    liu.sends("person/", **LIU)
    one, account = Participation.objects.get(), Account.objects.get()
    assert (account.email, account.person, account.name) == ("liu@example.cn", one.person, "刘直")
    made = Appointment.objects.get()
    assert (made.account, made.role, made.edition) == (account, Role.PARTICIPANT, one.edition)
    liu.sends("person/", **LIU)
    assert Appointment.objects.count() == 1
    liu.sends("withdraw/", reason="ill")
    assert Account.objects.get().is_active


def test_the_government_names_an_address_and_nothing_else(link: Link, outbox: None) -> None:
    link.sends("officials/", email="liu@example.cn", language="zh-hans")
    made = Invitation.objects.get(personal=True)
    assert (made.email, made.government) == ("liu@example.cn", link.invitation.government)
    mail = Mail.objects.get()
    assert mail.to == "liu@example.cn"
    assert "/zh-hans/register/" in mail.body
    assert "liu@example.cn" in link.said()
    assert not Person.objects.exists()
    assert "invited already" in link.sends("officials/", 200, email="LIU@example.cn", language="ko")


def test_an_invitation_counts_as_a_nomination(linked: Linked, gyeongbuk: Government) -> None:
    link = linked(gyeongbuk, places=1)
    link.sends("officials/", email="liu@example.cn", language="zh-hans")
    assert "may nominate 1 at most" in link.sends("officials/", 200, email="b@example.cn", language="ko")
    assert "may nominate 1 at most" in link.sends("add/", 200, **KIM)


def test_nothing_is_asked_before_the_consents(liu: Link) -> None:
    for route in ("person/", "more/"):
        assert liu.sends(route, **LIU).endswith("/consent/")
    assert not Person.objects.exists()


@pytest.mark.parametrize("given", [{}, {"collection": "on"}, {"abroad": "on", "photographs": "on"}])
def test_who_refuses_leaves_nothing(liu: Link, given: dict[str, str]) -> None:
    assert "nobody can take part" in liu.sends("consent/", 200, **given)
    assert not Person.objects.exists()
    assert not Consent.objects.exists()


def test_each_consent_is_an_answer_by_itself(liu: Link) -> None:
    liu.sends("consent/", **AGREED, photographs="on")
    person = Person.objects.get()
    given = {purpose: holds(person, purpose) for purpose in Purpose}
    assert given == {
        Purpose.COLLECTION: True,
        Purpose.ABROAD: True,
        Purpose.PHOTOGRAPHS: True,
        Purpose.SENSITIVE: False,
        Purpose.DIRECTORY: False,
    }
    assert Consent.objects.count() == 5
    assert set(Consent.objects.values_list("language", "channel")) == {("en", "link")}
    liu.sends("consent/", **AGREED, photographs="on")
    assert Consent.objects.count() == 5
    liu.sends("consent/", **AGREED)
    assert not holds(person, Purpose.PHOTOGRAPHS)


def test_without_a_text_nobody_can_consent(liu: Link) -> None:
    from trilogue.domain.people.models import ConsentText

    ConsentText.objects.filter(purpose=Purpose.ABROAD).delete()
    assert "not finished these texts" in liu.sends("consent/", 200, **AGREED)
    assert not Person.objects.exists()


def test_a_chinese_official_at_a_korean_government(liu: Link, henan: Government) -> None:
    liu.sends("consent/", **AGREED)
    assert "simplified characters" in liu.said("person/")
    assert liu.sends("person/", **LIU).endswith("/more/")
    one = Participation.objects.get()
    assert (one.state, one.delegation.country_id, one.home) == (State.DRAFT, "CN", henan)
    assert one.invitation == liu.invitation
    assert (one.person.email, one.person.country_id) == ("liu@example.cn", "CN")
    assert all(name.confirmed for name in one.person.names.all())
    assert liu.sends("more/").endswith(liu.path)
    liu.sends("submit/")
    one.refresh_from_db()
    assert one.state == State.SUBMITTED
    assert "The host checks" in liu.said()
    assert {change.invitation for change in one.changes.all()} == {liu.invitation}


def test_another_country_can_be_chosen_first(liu: Link) -> None:
    liu.sends("consent/", **AGREED)
    assert "Family name in kana" in liu.said("person/?country=JP")


def test_the_government_sees_the_official_among_its_own(
    link: Link, linked: Linked, henan: Government
) -> None:
    personal = linked(link.invitation.government, email="liu@example.cn", personal=True)
    assert "not been opened yet" in link.said()
    personal.said()
    assert "nothing is registered yet" in link.said()
    one = registered(personal)
    page = link.said()
    assert "liu@example.cn" not in page
    assert "刘直" in page
    assert "only the post can be changed here" in link.said(f"{one.pk}/")


def test_what_is_missing_is_said(liu: Link) -> None:
    one = registered(liu, roman_family="", roman_given="", department="")
    liu.sends("submit/")
    page = liu.said()
    assert "Still missing: name in Roman letters, department" in page
    one.refresh_from_db()
    assert one.state == State.DRAFT
    assert "confirmed by nobody" in liu.sends(
        "person/", 200, **{**LIU, "roman_family": "", "roman_given": "", "home": "?"}
    )


def test_details_are_sealed_and_never_shown_again(liu: Link) -> None:
    one = registered(liu)
    liu.sends("more/", phone="+86 138 0000 0000", emergency="母亲 139")
    assert details(one.person) == {Detail.PHONE: "+86 138 0000 0000", Detail.EMERGENCY: "母亲 139"}
    page = liu.said("more/")
    assert "138 0000" not in page
    assert "Something is kept" in page
    liu.sends("more/", drop_phone="on")
    assert set(details(one.person)) == {Detail.EMERGENCY}


def test_sensitive_details_need_their_own_consent(liu: Link) -> None:
    one = registered(liu)
    assert "Diet" not in liu.said("more/")
    liu.sends("more/", diet="no pork", health="stairs")
    assert details(one.person) == {}
    liu.sends("consent/", **AGREED, sensitive="on")
    liu.sends("more/", diet="no pork")
    assert details(one.person) == {Detail.DIET: "no pork"}
    liu.sends("consent/", **AGREED)
    assert not SealedDetail.objects.exists()


def test_sensitive_questions_are_asked_of_the_person_alone(liu: Link, call: Call) -> None:
    asked = factories.create_call_field(call)
    asked.sensitive, asked.label = True, factories.text("Allergies")
    asked.save()
    registered(liu)
    assert "Allergies" not in liu.said("more/")
    liu.sends("consent/", **AGREED, sensitive="on")
    assert "Allergies" in liu.said("more/")
    liu.sends("more/", **{f"question_{asked.pk}": "peanuts"})
    kept = Answer.objects.get()
    assert kept.value == ""
    assert b"peanuts" not in bytes(kept.sealed)
    liu.sends("more/")
    assert Answer.objects.count() == 1


def test_the_official_withdraws(liu: Link) -> None:
    one = registered(liu)
    liu.sends("submit/")
    assert 'href="#id_reason"' in liu.sends("withdraw/", 200, reason="")
    liu.sends("withdraw/", reason="another duty")
    one.refresh_from_db()
    assert one.state == State.WITHDRAWN
    assert "another duty" in liu.said()


def test_the_official_confirms_an_offered_place(liu: Link) -> None:
    from tests.web.nominator.test_nominations import offer

    one = registered(liu)
    liu.sends("submit/")
    one.refresh_from_db()
    offer(one, timedelta(days=1))
    assert "Confirm the place" in liu.said()
    liu.sends("confirm/")
    one.refresh_from_db()
    assert one.state == State.CONFIRMED


def test_somebody_nominated_by_another_government_learns_the_state_and_no_more(liu: Link) -> None:
    person = factories.create_person(email="liu@example.cn")
    one = factories.create_participation(liu.invitation.call.edition, person=person)
    page = liu.said()
    assert "nominated already" in page
    assert "confirmed" in page
    for route in ("person/", "more/", "submit/", "confirm/", "withdraw/"):
        liu.client.post(liu.path + route, {**LIU, "reason": "x"})
    one.refresh_from_db()
    assert one.state == State.CONFIRMED


def test_a_closed_call_is_said_so(liu: Link) -> None:
    liu.sends("consent/", **AGREED)
    Call.objects.update(closed_at=timezone.now())
    assert "Nominations are closed" in liu.said()
    assert liu.sends("person/", **LIU).endswith(liu.path)
    assert not Participation.objects.exists()


def test_a_known_person_finds_the_own_names(liu: Link) -> None:
    known = factories.create_person(
        factories.create_country("CN"), native="刘直", tag="zh-Hans", email="liu@example.cn"
    )
    known.names.filter(own=True).update(family="刘", given="直")
    liu.sends("consent/", **AGREED)
    assert 'value="刘"' in liu.said("person/")
    assert registered(liu).person == known
    assert Person.objects.count() == 1


HOSTILE = ["<script>alert(1)</script>", "가" * 10_000, "\u202e김", "a\r\nBcc: b@example.org", "{user}"]


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("route", ["consent/", "person/", "more/", "withdraw/", "submit/"])
def test_no_input_breaks_a_step(liu: Link, route: str, value: str) -> None:
    registered(liu)
    names = (*LIU, *AGREED, *Detail.values, "reason", "language", "host_chosen")
    answer = liu.client.post(liu.path + route, dict.fromkeys(names, value))
    assert answer.status_code in (200, 302)
    assert "<script>alert" not in answer.content.decode() + liu.said()
    assert liu.client.post(liu.path + route, {"own_given": "\x00"}).status_code == 400


def test_who_registers_stands_last_in_the_order_of_the_government(
    link: Link, linked: Linked, henan: Government
) -> None:
    link.sends("add/", **KIM)
    personal = linked(link.invitation.government, email="liu@example.cn", personal=True)
    personal.sends("consent/", **AGREED)
    personal.sends("person/?country=CN", **LIU)
    priorities = Participation.objects.order_by("pk").values_list("priority", flat=True)
    assert list(priorities) == [1, 2]
