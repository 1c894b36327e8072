"""A government nominates in the browser: drafts are kept, nothing is lost, nothing of others is told."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories
from tests.web.nominator.conftest import KIM, Link, Linked
from tests.web.sign_in.test_enumeration import outward
from trilogue.domain.delegations.choices import State
from trilogue.domain.delegations.models import Call, Participation
from trilogue.domain.editions.models import Edition
from trilogue.domain.people.models import Account, Person, PersonName
from trilogue.domain.places.models import Government
from trilogue.foundation.access import limits
from trilogue.foundation.access.limits import Limit
from trilogue.foundation.mail.models import Mail

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = "known-person@example.org", "other-person@example.org"
DEADLINE_OVER = "Nominations are closed"


def nominated(link: Link, **changes: str) -> Participation:
    link.sends("add/", **{**KIM, "do": "submit", **changes})
    return Participation.objects.latest("pk")


def test_somebody_is_nominated_and_submitted(link: Link, gyeongbuk: Government) -> None:
    one = nominated(link)
    assert one.state == State.SUBMITTED
    assert (one.nominator, one.home, one.invitation) == (gyeongbuk, gyeongbuk, link.invitation)
    assert one.submitted_at
    names = {name.script: (name.full, name.family, name.given, name.own) for name in one.person.names.all()}
    assert names == {
        "hangul": ("김하늘", "김", "하늘", True),
        "latin": ("KIM Haneul", "Kim", "Haneul", False),
    }
    assert [change.after for change in one.changes.all()] == ["draft", "submitted"]
    page = link.said()
    assert "김하늘" in page
    assert "Submitted. The host checks" in page


def test_a_draft_may_lack_nearly_everything(link: Link) -> None:
    link.sends("add/", own_family="김", own_given="하늘", kind="domestic", do="draft")
    one = Participation.objects.get()
    assert one.state == State.DRAFT
    page = link.said(f"{one.pk}/")
    for missing in ("name in Roman letters", "e-mail address", "department", "position", "languages"):
        assert missing in page
    link.sends(f"{one.pk}/submit/")
    one.refresh_from_db()
    assert one.state == State.DRAFT


def test_a_draft_is_corrected_and_submitted(link: Link) -> None:
    link.sends("add/", own_family="김", own_given="하늘", kind="domestic", do="draft")
    one = Participation.objects.get()
    link.sends(f"{one.pk}/", **{**KIM, "position": "팀장", "do": "submit"})
    one.refresh_from_db()
    assert (one.state, one.position) == (State.SUBMITTED, "팀장")
    assert Person.objects.count() == 1


def test_what_is_submitted_stays_complete(link: Link) -> None:
    one = nominated(link)
    page = link.sends(f"{one.pk}/", 200, **{**KIM, "email": ""})
    assert "submitted already" in page
    assert Person.objects.get().email == KIM["email"]


def test_the_form_asks_in_the_scripts_of_the_country(link: Link) -> None:
    assert "Family name in Hangul" in link.said("add/")
    japanese = link.said("add/?country=JP")
    assert "Family name in kana" in japanese
    assert "Hangul" not in japanese
    assert "Family name in simplified characters" in link.said("add/?country=CN")
    link.said("add/?country=XX", 404)


def test_a_foreign_official_at_the_government_joins_the_other_delegation(link: Link) -> None:
    home = factories.create_government("292010", country=factories.create_country("JP"))
    link.sends(
        "add/?country=JP",
        **{
            **KIM,
            "own_family": "森田",
            "own_given": "由紀",
            "kana_family": "もりた",
            "kana_given": "ゆき",
            "roman_family": "Morita",
            "roman_given": "Yuki",
            "home": "292010",
            "host": "경상북도",
            "kind": "dispatch",
            "starts": "2026-04",
            "do": "submit",
        },
    )
    one = Participation.objects.get()
    assert (one.state, one.delegation.country_id, one.home) == (State.SUBMITTED, "JP", home)
    posting = one.person.postings.get()
    assert (posting.starts, posting.kind, posting.host) == ("2026-04", "dispatch", link.invitation.government)


def test_a_spelling_is_suggested_and_never_used_silently(link: Link) -> None:
    half = {**KIM, "roman_family": "", "roman_given": ""}
    link.sends("add/", **{**half, "do": "draft"})
    one = Participation.objects.get()
    assert not one.person.names.filter(script="latin").exists()
    assert "KIM Haneul" in link.said(f"{one.pk}/")
    page = link.sends(f"{one.pk}/", 200, **{**half, "starts": "nonsense"})
    assert "confirmed by nobody" in page
    assert "KIM Haneul" in page
    link.sends(f"{one.pk}/", **{**half, "take_suggestion": "on", "do": "draft"})
    latin = PersonName.objects.get(script="latin")
    assert (latin.full, latin.origin, latin.confirmed) == ("KIM Haneul", "suggested", False)


def test_governments_of_one_name_are_told_apart(link: Link) -> None:
    for code in ("310000", "990000"):
        factories.create_government(code, country=factories.create_country("JP"), name=factories.text("Chuo"))
    page = link.sends("add/", 200, **{**KIM, "host": "Chuo"})
    assert "Several governments fit" in page
    assert "JP 310000" in page
    chosen = Government.objects.get(code="990000")
    link.sends("add/", **{**KIM, "host": "Chuo", "host_chosen": str(chosen.pk), "do": "draft"})
    assert Participation.objects.get().host == chosen


def test_an_unknown_government_is_said_so(link: Link) -> None:
    page = link.sends("add/", 200, **{**KIM, "host": "Atlantis"})
    assert "No government has this name or code" in page
    assert 'value="Atlantis"' in page


def test_nobody_is_nominated_twice(link: Link) -> None:
    nominated(link)
    page = link.sends("add/", 200, **KIM)
    assert "nominated the person of this address already" in page
    assert Participation.objects.count() == 1


def known_under_another_name(edition: Edition) -> None:
    factories.create_participation(person=factories.create_person(native="박바다", email=KNOWN))


def known_with_an_account(edition: Edition) -> None:
    person = factories.create_person(native="김하늘", roman="GIM Haneul", email=KNOWN)
    factories.create_account(KNOWN, person=person)
    factories.create_participation(person=person)
    factories.create_posting(person)


def known_as_staff(edition: Edition) -> None:
    factories.create_appointment(factories.create_account(KNOWN), edition=edition)


def nominated_elsewhere(edition: Edition) -> None:
    one = factories.create_participation(
        edition, person=factories.create_person(native="김하늘", email=KNOWN)
    )
    one.nominator, one.email = one.home, KNOWN
    one.save()


def merged_already(edition: Edition) -> None:
    absorbed = factories.create_merge().absorbed
    Person.objects.filter(pk=absorbed.pk).update(email=KNOWN)
    factories.create_participation(edition, person=absorbed)


def kept(link: Link) -> tuple[object, ...]:
    """What is stored of the latest nomination, but for the address itself."""
    one = Participation.objects.latest("pk")
    person = one.person
    return (
        (
            one.state,
            one.position,
            one.home_written,
            one.priority,
            one.nominator == link.invitation.government,
        ),
        [(name.full, name.own, name.confirmed) for name in person.names.all()],
        [(each.language, each.level) for each in person.skills.all()],
        (person.participations.count(), person.postings.count(), hasattr(person, "account")),
    )


def nominating(link: Link, email: str) -> list[tuple[object, ...]]:
    """Nominate by the form, correct, submit; nominate another and give the address late. All is taken back."""
    told = {**KIM, "email": email}
    other = {**told, "own_given": "바다"}
    seen: list[tuple[object, ...]] = []

    def step(method: str, route: str, data: dict[str, str]) -> None:
        with CaptureQueriesContext(connection) as queries:
            answer = getattr(client, method)(link.path + route, data)
        said = [re.sub(r"\d+", "0", str(each)) for each in outward(answer, email)]
        seen.append((route, said, len(queries), *kept(link), Mail.objects.count()))

    client = Client()
    with transaction.atomic():
        step("post", "add/", {**told, "do": "draft"})
        route = f"{Participation.objects.latest('pk').pk}/"
        step("get", "", {})
        step("get", route, {})
        step("post", route, {**told, "position": "팀장", "do": "draft"})
        step("post", f"{route}submit/", {})
        step("get", route, {})
        step("post", "add/", {**told, "do": "submit"})
        step("post", "add/", {**other, "email": "", "do": "draft"})
        step("post", f"{Participation.objects.latest('pk').pk}/", {**other, "do": "submit"})
        step("post", route, {**told, "email": "elsewhere@example.org", "do": "submit"})
        step("post", f"{Participation.objects.latest('pk').pk}/", {**other, "do": "submit"})
        step("get", "", {})
        transaction.set_rollback(True)
    return [(re.sub(r"\d+", "0", str(name)), *rest) for name, *rest in seen]


@pytest.mark.usefixtures("outbox")
@pytest.mark.parametrize(
    "known",
    [
        known_under_another_name,
        known_with_an_account,
        known_as_staff,
        nominated_elsewhere,
        merged_already,
    ],
)
def test_nominating_tells_a_known_address_from_no_other(
    link: Link, edition: Edition, known: Callable[[Edition], None]
) -> None:
    known(edition)
    link.said()
    nominating(link, "warm-up@example.org")
    pairs = zip(nominating(link, KNOWN), nominating(link, UNKNOWN), strict=True)
    for step, (one, other) in enumerate(pairs):
        assert one == other, step


def test_a_record_that_has_the_address_is_left_as_it_was(link: Link, edition: Edition) -> None:
    known_with_an_account(edition)
    known = Person.objects.get()
    one = nominated(link, email=KNOWN.upper())
    assert one.person != known
    assert (one.email.casefold(), one.person.email, one.state) == (KNOWN, "", State.SUBMITTED)
    link.sends(f"{one.pk}/", **{**KIM, "email": KNOWN, "own_given": "바다", "skill_ja": "2", "do": "submit"})
    known.refresh_from_db()
    assert {name.full for name in known.names.all()} == {"김하늘", "GIM Haneul"}
    assert (known.email, known.account.email) == (KNOWN, KNOWN)
    assert (known.skills.count(), known.postings.count(), known.participations.count()) == (0, 1, 1)


def test_nominating_joins_no_account(link: Link, edition: Edition) -> None:
    known_as_staff(edition)
    nominated(link, email=KNOWN)
    assert Account.objects.get(email=KNOWN).person is None


def test_what_a_government_sends_is_counted(
    link: Link, linked: Linked, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = limits.NOMINATIONS
    monkeypatch.setattr(limits, "NOMINATIONS", Limit(limit.name, 2, limit.within))
    one = nominated(link)
    link.sends(f"{one.pk}/", **{**KIM, "email": KNOWN, "do": "submit"})
    for route in ("add/", f"{one.pk}/", "officials/"):
        link.sends(route, 429, **{**KIM, "email": UNKNOWN})
    link.said("add/")
    link.sends(f"{one.pk}/withdraw/", reason="moved")
    linked().sends("add/", **KIM)


def test_the_limit_of_the_link_holds(linked: Linked, gyeongbuk: Government) -> None:
    link = linked(gyeongbuk, places=1)
    one = nominated(link)
    page = link.sends("add/", 200, **{**KIM, "email": "other@example.org"})
    assert "may nominate 1 at most" in page
    link.sends(f"{one.pk}/withdraw/", reason="moved")
    link.sends("add/", **{**KIM, "email": "other@example.org"})
    assert Participation.objects.count() == 2


def test_after_the_deadline_nothing_new_but_states_and_withdrawal(link: Link, call: Call) -> None:
    one = nominated(link)
    Call.objects.update(deadline=timezone.now() - timedelta(minutes=1))
    assert "The deadline was" in link.said()
    assert DEADLINE_OVER in link.sends("add/", 200, **{**KIM, "email": "late@example.org"})
    page = link.sends(f"{one.pk}/", 200, **{**KIM, "position": "late"})
    assert "cannot be changed any more" in page
    link.sends(f"{one.pk}/withdraw/", reason="ill")
    one.refresh_from_db()
    assert (one.state, one.position) == (State.WITHDRAWN, KIM["position"])
    assert "ill" in link.said(f"{one.pk}/")


def test_a_closed_call_takes_nothing(link: Link, call: Call) -> None:
    Call.objects.update(closed_at=timezone.now())
    assert DEADLINE_OVER in link.sends("add/", 200, **KIM)
    assert not Participation.objects.exists()
    assert not Person.objects.exists()


def test_what_was_handed_back_can_be_corrected_late(link: Link) -> None:
    from trilogue.domain.delegations.actions import hand_back
    from trilogue.foundation.access import ANONYMOUS

    one = nominated(link)
    hand_back(one, by=ANONYMOUS, now=timezone.now(), reason="Which department?")
    Call.objects.update(deadline=timezone.now() - timedelta(minutes=1))
    assert "Which department?" in link.said(f"{one.pk}/")
    link.sends(f"{one.pk}/", **{**KIM, "department": "교류과", "do": "submit"})
    one.refresh_from_db()
    assert (one.state, one.department) == (State.SUBMITTED, "교류과")


def test_an_offered_place_is_confirmed_in_time(link: Link) -> None:
    one = nominated(link)
    offer(one, timedelta(days=1))
    assert "Confirm the place" in link.said()
    link.sends(f"{one.pk}/confirm/")
    one.refresh_from_db()
    assert one.state == State.CONFIRMED


def test_an_offer_that_expired_is_not_confirmed(link: Link) -> None:
    one = nominated(link)
    offer(one, -timedelta(minutes=1))
    link.sends(f"{one.pk}/confirm/")
    one.refresh_from_db()
    assert one.state == State.ACCEPTED
    assert "The time to confirm is over" in link.said()


def offer(one: Participation, left: timedelta) -> None:
    from trilogue.domain.delegations.actions import accept, hold_eligible
    from trilogue.foundation.access import ANONYMOUS

    hold_eligible(one, by=ANONYMOUS, now=timezone.now(), override="known")
    accept(one, by=ANONYMOUS, now=timezone.now())
    Participation.objects.filter(pk=one.pk).update(offer_expires_at=timezone.now() + left)


def test_the_own_order_and_groups(link: Link) -> None:
    first = nominated(link)
    second = nominated(link, email="second@example.org", own_given="바다", roman_given="Bada")
    assert (first.priority, second.priority) == (1, 2)
    arranged = {
        f"priority_{first.pk}": "2",
        f"priority_{second.pk}": "1",
        f"group_{first.pk}": "A",
        f"group_{second.pk}": "A",
        "all_or_none": "A",
    }
    for _twice in range(2):
        link.sends("order/", **arranged)
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.priority, second.priority) == (2, 1)
        assert first.group == second.group
        assert first.group.all_or_none  # type: ignore[union-attr]
    page = link.said()
    assert page.index("김바다") < page.index("김하늘")
    assert "all or none" in page
    link.sends("order/", **{**arranged, f"group_{first.pk}": "", f"group_{second.pk}": ""})
    second.refresh_from_db()
    assert second.group is None


def test_further_questions_are_asked_with_their_purpose(link: Link, call: Call) -> None:
    asked = factories.create_call_field(call)
    asked.required = True
    asked.save()
    secret = factories.create_call_field(call)
    secret.sensitive, secret.label = True, factories.text("Secret")
    secret.save()
    page = link.said("add/")
    assert "For the groups" in page
    assert "Kept for 30 days after the edition" in page
    assert "Secret" not in page
    one = nominated(link)
    assert one.state == State.DRAFT
    link.sends(f"{one.pk}/", **{**KIM, f"question_{asked.pk}": "Water", "do": "submit"})
    one.refresh_from_db()
    assert one.state == State.SUBMITTED
    assert one.answers.get().value == "Water"
    assert "Water" in link.said(f"{one.pk}/")


HOSTILE = {
    "markup": "<script>alert(1)</script>",
    "long": "가" * 10_000,
    "lines": "a@b.example\r\nBcc: all@example.org",
    "invisible": "\u202e\u200b김",
    "ligatures": "ﬃ" * 60,
    "braces": "{user.password} {{ settings }}",
    "number": "9" * 400,
}


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("field", [*KIM, "host", "starts", "link", "question_1", "order", "host_chosen"])
def test_no_input_breaks_the_form(link: Link, field: str, value: str) -> None:
    answer = link.client.post(f"{link.path}add/", {**KIM, field: value, "do": "submit"})
    assert answer.status_code in (200, 302)
    for page in (answer.content.decode(), link.said()):
        assert "<script>alert" not in page


@pytest.mark.parametrize("route", ["add/", "order/", "officials/", "return/"])
def test_null_bytes_are_refused(link: Link, route: str) -> None:
    answer = link.client.post(link.path + route, {**KIM, "own_given": "a\x00b"})
    assert answer.status_code == 400


@pytest.mark.parametrize("pk", [0, 10**18, 10**30])
@pytest.mark.parametrize("route", ["", "submit/", "confirm/", "withdraw/"])
def test_a_nomination_that_is_not_there(link: Link, pk: int, route: str) -> None:
    assert link.client.post(f"{link.path}{pk}/{route}").status_code == 404
