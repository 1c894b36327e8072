"""The desk's page of the call: prepared, opened, closed; questions, letters, invitations with errors by line."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.web.desk.conftest import As
from tests.web.desk.test_record import loaded
from tests.web.desk.test_two_editors import WARNED, again, boxes
from trilogue.domain.delegations.models import Call, CallField, Invitation
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition
from trilogue.foundation.mail.models import Mail

pytestmark = pytest.mark.django_db
CALL = "/en/desk/workshop/9/call/"
PREPARED = {
    "deadline": "2099-04-10T18:00",
    "languages": ["ko", "ja"],
    "contact": "Kim Haneul, workshop@example.org",
    "offer_days": "5",
}
QUESTION = {
    "label-source": "en",
    "label-en": "Theme",
    "purpose-source": "en",
    "purpose-en": "For the groups",
    "kind": "text",
    "retention_days": "30",
}


@pytest.fixture(autouse=True)
def _outbox(settings: Any) -> None:
    settings.EMAIL_BACKEND = "trilogue.foundation.mail.backend.OutboxBackend"


@pytest.fixture
def call(edition: Edition) -> Call:
    call = factories.create_call(edition)
    call.contact, call.opened_at = "Kim Haneul, workshop@example.org", None
    call.save()
    return call


def said(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_call_is_prepared_opened_and_closed(desk: Client, edition: Edition) -> None:
    Edition.objects.update(status="announced")
    assert f'href="{CALL}prepare/"' in said(desk, CALL)
    desk.post(f"{CALL}prepare/", PREPARED)
    call = Call.objects.get()
    assert (call.languages, call.offer_days, call.opened_at) == (["ko", "ja"], 5, None)
    assert timezone.localtime(call.deadline).isoformat() == "2099-04-10T18:00:00+09:00"
    page = said(desk, CALL)
    assert "prepared, not open" in page
    assert f'href="{CALL}"' in page
    desk.post(f"{CALL}open/")
    edition.refresh_from_db()
    assert edition.status == "open"
    assert "open until 2099-04-10" in said(desk, CALL)
    desk.post(f"{CALL}close/")
    edition.refresh_from_db()
    call.refresh_from_db()
    assert call.closed_at
    assert edition.status == "announced"
    desk.post(f"{CALL}open/")
    call.refresh_from_db()
    assert call.closed_at is None


@pytest.mark.parametrize(
    ("change", "said_so"),
    [
        ({"deadline": ""}, 'href="#id_deadline"'),
        ({"deadline": "soon"}, 'href="#id_deadline"'),
        ({"deadline": "0001-01-01T00:00"}, 'href="#id_deadline"'),
        ({"languages": []}, 'href="#id_languages"'),
        ({"contact": "Kim Haneul"}, "Give an e-mail address as well."),
        ({"contact": "가" * 10_000}, 'href="#id_contact"'),
        ({"offer_days": "0"}, 'href="#id_offer_days"'),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    desk: Client, edition: Edition, change: dict[str, Any], said_so: str
) -> None:
    answer = desk.post(f"{CALL}prepare/", {**PREPARED, **change})
    assert said_so in answer.content.decode()
    assert not Call.objects.exists()


def test_a_call_whose_deadline_is_over_does_not_open(desk: Client, call: Call) -> None:
    Call.objects.update(deadline=timezone.now() - timedelta(days=1))
    desk.post(f"{CALL}open/")
    call.refresh_from_db()
    assert call.opened_at is None
    assert "Set a later one first" in said(desk, CALL)


def test_a_call_that_never_opened_does_not_close(desk: Client, call: Call) -> None:
    desk.post(f"{CALL}close/")
    assert "never opened" in said(desk, CALL)


def test_questions_are_added_changed_and_removed(desk: Client, call: Call) -> None:
    desk.post(f"{CALL}questions/add/", {**QUESTION, "required": "on"})
    field = CallField.objects.get()
    assert (field.position, field.required, str(field.purpose)) == (1, True, "For the groups")
    assert "Theme" in said(desk, CALL)
    desk.post(f"{CALL}questions/{field.pk}/", {**QUESTION, "label-en": "Other theme", "retention_days": "7"})
    field.refresh_from_db()
    assert (str(field.label), field.retention_days, field.required) == ("Other theme", 7, False)
    desk.post(f"{CALL}questions/{field.pk}/remove/")
    assert not CallField.objects.exists()


def test_a_question_without_a_purpose_is_refused(desk: Client, call: Call) -> None:
    page = desk.post(f"{CALL}questions/add/", {**QUESTION, "purpose-en": ""}).content.decode()
    assert "Write this in the language" in page
    assert not CallField.objects.exists()


@pytest.mark.parametrize("choices", ["", "one", "\n\n", "x" * 5000, "\n".join(map(str, range(60)))])
def test_a_choice_needs_its_answers(desk: Client, call: Call, choices: str) -> None:
    page = desk.post(f"{CALL}questions/add/", {**QUESTION, "kind": "choice", "choices": choices})
    assert 'href="#id_choices"' in page.content.decode()


def test_choices_are_kept_a_line_each(desk: Client, call: Call) -> None:
    desk.post(f"{CALL}questions/add/", {**QUESTION, "kind": "choice", "choices": "Water\r\n Waste \r\nWater"})
    assert CallField.objects.get().choices == ["Water", "Waste"]


def test_an_answered_question_stays_as_it_was_read(desk: Client, edition: Edition, call: Call) -> None:
    answer = factories.create_answer(factories.create_participation(edition))
    path = f"{CALL}questions/{answer.field_id}/"
    assert "answered 1 times already" in desk.post(path, QUESTION).content.decode()
    desk.post(f"{path}remove/")
    assert CallField.objects.exists()


def test_the_letter_is_seen_as_it_will_read(desk: Client, edition: Edition, call: Call) -> None:
    Edition.objects.update(date="2027-05-20/2027-05-21")
    assert "{place} says nothing yet" in said(desk, f"{CALL}letter/")
    Edition.objects.update(location=factories.text("Gyeongju"))
    page = said(desk, f"{CALL}letter/")
    assert "says nothing yet" not in page
    assert page.count("workshop@example.org") >= 4
    assert "2027. 5. 20.(목)" in page
    assert "가. 가." not in page
    Edition.objects.update(date="2027")
    assert "The days of the edition are not known yet" in said(desk, f"{CALL}letter/")
    assert desk.get(f"{CALL}letter.ko.docx").status_code == 302


@pytest.mark.parametrize("language", ["en", "ko", "ja", "zh-hans"])
@pytest.mark.parametrize("form", ["docx", "hwpx"])
def test_the_letter_is_downloaded(
    desk: Client, edition: Edition, call: Call, language: str, form: str
) -> None:
    assert desk.get(f"{CALL}letter.{language}.{form}").status_code == 302
    Edition.objects.update(date="2027-05-20/2027-05-21", location=factories.text("Gyeongju"))
    answer = desk.get(f"{CALL}letter.{language}.{form}")
    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")


@pytest.mark.parametrize("address", ["letter.xx.docx", "letter.ko.exe", "letter.ko.docx.docx"])
def test_no_other_letter_exists(desk: Client, call: Call, address: str) -> None:
    assert desk.get(CALL + address).status_code == 404


@pytest.mark.parametrize(
    ("template", "problem"),
    [
        ("Dear {nobody}", "{nobody} is no placeholder"),
        ("{user.password}", "is no placeholder"),
        ("{{ settings.SECRET_KEY }}", "brace stands alone"),
        ("{0.__class__}", "is no placeholder"),
        ("a\u202eb", "invisible character"),
    ],
)
def test_only_typed_placeholders_are_taken(desk: Client, call: Call, template: str, problem: str) -> None:
    written = {"letter-ko": "안녕 {deadline}", "letter-en": template}
    page = desk.post(f"{CALL}letter/", written).content.decode()
    assert problem in page
    call.refresh_from_db()
    assert not call.letter


def test_an_own_letter_is_kept(desk: Client, call: Call) -> None:
    path = f"{CALL}letter/"
    desk.post(path, loaded(desk, path) | {"letter-ko": "안녕 {deadline}", "letter-en": "Hello {deadline}"})
    call.refresh_from_db()
    assert call.letter.entries["en"].text == "Hello {deadline}"


def test_two_who_write_the_first_letter_in_two_languages_both_keep_it(
    desk: Client, signed_in_as: As, call: Call
) -> None:
    path = f"{CALL}letter/"
    mine, other = boxes(said(desk, path)), signed_in_as(Role.DESK)
    assert other.post(path, mine | {"letter-ja": "締切 {deadline}"}).status_code == 302
    page = desk.post(path, mine | {"letter-en": "Hello {deadline}"}).content.decode()
    assert WARNED in page
    assert "締切" in page.partition("What was changed")[2].partition("<form")[0]
    call.refresh_from_db()
    assert call.letter.entries["en"].text != "Hello {deadline}"
    assert desk.post(path, again(page)).status_code == 302
    call.refresh_from_db()
    assert [call.letter.entries[each].text for each in ("en", "ja")] == [
        "Hello {deadline}",
        "締切 {deadline}",
    ]


def governments() -> None:
    factories.create_government("KR-47", country=factories.create_country("KR"))
    for country in ("JP", "CN"):
        factories.create_government("310000", country=factories.create_country(country))


def test_many_governments_are_invited_at_once(desk: Client, call: Call) -> None:
    governments()
    lines = "KR-47\ta@example.kr\r\nJP 310000\tb@example.jp\tja\t3\r\n\r\nCN-310000\tc@example.cn\tzh"
    desk.post(f"{CALL}invite/", {"lines": lines})
    found = Invitation.objects.values_list("country", "email", "language", "places")
    assert set(found) == {
        ("KR", "a@example.kr", "ko", None),
        ("JP", "b@example.jp", "ja", 3),
        ("CN", "c@example.cn", "zh-hans", None),
    }
    assert Mail.objects.count() == 3
    page = said(desk, CALL)
    assert "b@example.jp" in page
    assert "0 / 3" in page


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("99\ta@example.kr", "no government has the code 99"),
        ("310000\ta@example.kr", "belongs to two countries"),
        ("KR-47\tnobody", "nobody is no e-mail address"),
        ("KR-47", "is no e-mail address"),
        ("KR-47\ta@example.kr\tfr", "fr is none of en, ko, ja and zh-hans"),
        ("KR-47\ta@example.kr\tko\t0", "0 is no number of people"),
        ("KR-47\ta@example.kr\tko\t²", "is no number of people"),
        ("KR-47\ta@example.kr\tko\t" + "9" * 5000, "is no number of people"),
        ("KR-47\ta@example.kr\tko\t1\tmore", "more than four columns"),
        ("<b>x</b>\ta@example.kr", "no government has the code &lt;b&gt;x&lt;/b&gt;"),
        ("KR-47\ta@example.kr%0aBcc: b@example.kr", "is no e-mail address"),
        ("\t\t\t", "Write at least one line."),
        ("x\n" * 501, "At most 500 lines at a time."),
        ("x" * 100_001, 'href="#id_lines"'),
    ],
)
def test_errors_are_said_by_line_and_nobody_is_invited(
    desk: Client, call: Call, line: str, problem: str
) -> None:
    governments()
    written = line if "\n" in line or not line.strip() else f"KR-47\tgood@example.kr\n{line}"
    page = desk.post(f"{CALL}invite/", {"lines": written}).content.decode()
    assert problem in page
    if "\t" in line and line.strip():
        assert "Line 2:" in page
    assert not Invitation.objects.exists()
    assert not Mail.objects.exists()


def test_who_is_invited_already_is_said(desk: Client, call: Call) -> None:
    governments()
    desk.post(f"{CALL}invite/", {"lines": "KR-47\ta@example.kr"})
    page = desk.post(f"{CALL}invite/", {"lines": "KR-47\ta@example.kr"}).content.decode()
    assert "a@example.kr has a link for this government already" in page
    assert Invitation.objects.count() == 1


def test_a_link_is_sent_again_and_revoked(desk: Client, call: Call) -> None:
    governments()
    desk.post(f"{CALL}invite/", {"lines": "KR-47\ta@example.kr"})
    made = Invitation.objects.get()
    desk.post(f"{CALL}invitations/{made.pk}/again/")
    before = made.token_hash
    made.refresh_from_db()
    assert made.token_hash != before
    assert Mail.objects.count() == 2
    desk.post(f"{CALL}invitations/{made.pk}/revoke/")
    made.refresh_from_db()
    assert made.revoked_at
    assert "revoked" in said(desk, CALL)


@pytest.mark.parametrize("route", ["invitations/{}/again/", "invitations/{}/revoke/", "questions/{}/"])
def test_rows_of_another_call_do_not_exist_here(desk: Client, call: Call, route: str) -> None:
    other = factories.create_invitation() if "invitations" in route else factories.create_call_field()
    assert desk.post(CALL + route.format(other.pk), QUESTION).status_code == 404


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.READER, Role.COORDINATOR, Role.PARTICIPANT])
def test_who_does_not_run_the_edition_has_no_call(signed_in_as: As, call: Call, role: str) -> None:
    scope = {"country": factories.create_country("KR")} if role == Role.COORDINATOR else {}
    client = signed_in_as(role, **scope)
    for route in ("", "prepare/", "letter/", "invite/", "questions/add/"):
        assert client.get(CALL + route).status_code == 404


def test_the_rail_says_how_far_the_call_is(desk: Client, call: Call) -> None:
    overview = "/en/desk/workshop/9/"
    assert "prepared, not open" in said(desk, overview)
    Call.objects.update(opened_at=timezone.now())
    assert "open until" in said(desk, overview)
    Call.objects.update(deadline=timezone.now() - timedelta(hours=1))
    assert "the deadline is over" in said(desk, overview)
