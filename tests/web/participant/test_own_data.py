"""One's own pages: consents, corrections, who saw one, a copy of everything, and being erased."""

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from django.utils.translation import gettext, override

from tests import factories
from trilogue.documents.own_data import NOT_OWN, OWN
from trilogue.domain.delegations.models import Answer, Participation
from trilogue.domain.editions.choices import Role, Status
from trilogue.domain.people.actions import answer, keep_detail
from trilogue.domain.people.choices import Detail, Purpose
from trilogue.domain.people.models import Account, Person, SealedDetail
from trilogue.domain.people.queries import detail, holds
from trilogue.flows.ask_erasure import asked
from trilogue.flows.load_consents import load_consents
from trilogue.foundation.access import ANONYMOUS, Actor
from trilogue.foundation.access.sessions import PROVED
from trilogue.foundation.audit.access import seen
from trilogue.foundation.audit.models import Entry
from trilogue.foundation.retention.policy import personal_columns

pytestmark = pytest.mark.django_db
ME = "/en/me/"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "KEYS", tmp_path / "keys")
    load_consents(by=ANONYMOUS, now=timezone.now())
    cache.clear()


@pytest.fixture
def person() -> Person:
    return factories.create_person(email="me@example.org")


@pytest.fixture
def me(person: Person) -> Client:
    client = Client()
    client.force_login(factories.create_account("me@example.org", name="김하늘", person=person))
    return client


def said(client: Client, path: str) -> str:
    answered = client.get(f"{ME}{path}")
    assert answered.status_code == 200
    return answered.content.decode()


def agree(person: Person, purpose: Purpose, *, granted: bool = True) -> None:
    answer(person, purpose, granted=granted, language="ko", channel="form", now=timezone.now(), by=ANONYMOUS)


def stale(client: Client) -> None:
    session = client.session
    session[PROVED] -= 11 * 60
    session.save()


def last_code() -> str:
    found = re.search(r"^\d{8}$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found
    return found[0]


def test_a_consent_is_given_and_withdrawn_with_effect_on_the_next_request(me: Client, person: Person) -> None:
    page = said(me, "consents/")
    assert page.count("not answered") == len(Purpose)
    me.post(f"{ME}consents/", {"purpose": "directory", "granted": "yes"})
    assert holds(person, Purpose.DIRECTORY)
    me.post(f"{ME}consents/", {"purpose": "directory", "granted": "no"})
    assert not holds(person, Purpose.DIRECTORY)
    assert "not agreed" in said(me, "consents/")
    assert me.post(f"{ME}consents/", {"purpose": "spying", "granted": "yes"}).status_code == 404


def test_withdrawing_the_sensitive_consent_deletes_what_was_given(me: Client, person: Person) -> None:
    agree(person, Purpose.SENSITIVE)
    keep_detail(person, Detail.DIET, "no pork", by=ANONYMOUS, now=timezone.now())
    given = factories.create_answer(factories.create_participation(person=person))
    type(given.field)._default_manager.filter(pk=given.field_id).update(sensitive=True)
    me.post(f"{ME}consents/", {"purpose": "sensitive", "granted": "no"})
    assert not SealedDetail.objects.exists()
    assert not Answer.objects.exists()


def test_consents_are_read_in_the_language_of_the_page(me: Client) -> None:
    assert "개인정보 보호법 제28조의8" in me.get("/ko/me/consents/").content.decode()
    assert "单独同意" in me.get("/zh-hans/me/consents/").content.decode()


def test_details_are_kept_changed_and_deleted(me: Client, person: Person) -> None:
    page = said(me, "details/")
    assert 'name="phone"' in page
    assert 'name="diet"' not in page
    me.post(f"{ME}details/", {"phone": "010-1234-5678"})
    assert detail(person, Detail.PHONE) == "010-1234-5678"
    assert "010-1234-5678" in said(me, "details/")
    me.post(f"{ME}details/", {"phone": ""})
    assert detail(person, Detail.PHONE) is None


def test_a_sensitive_detail_cannot_be_sent_without_its_consent(me: Client, person: Person) -> None:
    me.post(f"{ME}details/", {"diet": "no pork"})
    assert not SealedDetail.objects.exists()
    agree(person, Purpose.SENSITIVE)
    me.post(f"{ME}details/", {"diet": "no pork"})
    assert detail(person, Detail.DIET) == "no pork"


def test_the_post_of_an_edition_to_come_is_corrected_by_oneself(me: Client, person: Person) -> None:
    coming = factories.create_participation(person=person)
    over = factories.create_participation(factories.create_edition(status=Status.COMPLETED), person=person)
    others = factories.create_participation(coming.edition)
    for entry in (coming, over, others):
        me.post(f"{ME}details/post/?entry={entry.pk}", {"department": "국제교류과", "position": "주무관"})
    departments = dict(Participation.objects.values_list("pk", "department"))
    assert departments[coming.pk] == "국제교류과"
    assert "국제교류과" not in (departments[over.pk], departments[others.pk])


def test_a_new_address_takes_the_code_that_was_sent_there(me: Client, person: Person) -> None:
    me.post(f"{ME}address/", {"email": "New@example.org"})
    assert mail.outbox[-1].to == ["new@example.org"]
    assert "new@example.org" in said(me, "address/")
    me.post(f"{ME}address/", {"code": "00000000"})
    assert Account.objects.get().email == "me@example.org"
    me.post(f"{ME}address/", {"code": last_code()})
    assert Account.objects.get().email == "new@example.org"
    assert Person.objects.get(pk=person.pk).email == "new@example.org"


def test_somebody_elses_address_cannot_be_taken(me: Client) -> None:
    factories.create_account("other@example.org")
    me.post(f"{ME}address/", {"email": "other@example.org"})
    page = me.post(f"{ME}address/", {"code": last_code()}).content.decode()
    assert "cannot be used" in page
    assert Account.objects.filter(email="me@example.org").exists()


def test_a_code_is_lost_after_three_tries(me: Client) -> None:
    me.post(f"{ME}address/", {"email": "new@example.org"})
    code = last_code()
    for _ in range(3):
        me.post(f"{ME}address/", {"code": "1"})
    me.post(f"{ME}address/", {"code": code})
    assert Account.objects.get().email == "me@example.org"


@pytest.mark.parametrize("page", ["export/", "erasure/", "address/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_old_sign_in_is_asked_for_a_code_first(me: Client, page: str, method: str) -> None:
    stale(me)
    answered = getattr(me, method)(f"{ME}{page}")
    assert answered.headers["Location"] == f"{ME}proof/?next=%2Fen%2Fme%2F{page.replace('/', '%2F')}"
    assert Person.objects.get().erased_at is None
    me.post(f"{ME}proof/", {"next": f"{ME}{page}"})
    assert mail.outbox[-1].to == ["me@example.org"]
    wrong = me.post(f"{ME}proof/", {"next": f"{ME}{page}", "code": "12"})
    assert "wrong or too old" in wrong.content.decode()
    right = me.post(f"{ME}proof/", {"next": f"{ME}{page}", "code": last_code()})
    assert right.headers["Location"] == f"{ME}{page}"
    assert me.get(f"{ME}{page}").status_code == 200


def test_a_code_for_another_address_proves_nothing(me: Client) -> None:
    me.post(f"{ME}address/", {"email": "new@example.org"})
    stale(me)
    me.post(f"{ME}proof/", {"code": last_code()})
    assert me.get(f"{ME}export/").status_code == 302


def test_the_way_back_stays_on_this_site(me: Client) -> None:
    stale(me)
    me.post(f"{ME}proof/", {})
    answered = me.post(f"{ME}proof/", {"code": last_code(), "next": "https://elsewhere.example/"})
    assert answered.headers["Location"] == ME


def test_codes_are_sent_a_few_times_an_hour_only(me: Client) -> None:
    pages = [me.post(f"{ME}proof/", {}).content.decode() for _ in range(6)]
    assert ["Too many codes" in page for page in pages] == [False] * 5 + [True]
    assert len(mail.outbox) == 5


def test_one_sees_who_saw_one_and_not_oneself(me: Client, person: Person) -> None:
    edition = factories.create_edition()
    desk = factories.actor(edition=edition)
    factories.create_appointment(Account.objects.get(pk=desk.account or 0), role=Role.DESK, edition=edition)
    seen(by=desk, what="name_list.xlsx", people=[person.pk], edition=edition.pk, reason="to the hotel")
    seen(by=desk, what="people", people=[person.pk + 1], edition=edition.pk, reason="of somebody else")
    own = Actor(Account.objects.get(person=person).pk)
    seen(by=own, what="people", people=[person.pk], edition=None, reason="own look")
    page = said(me, "looks/")
    assert "to the hotel" in page
    assert "desk officer" in page
    assert "List of participants (XLSX)" in page
    assert "of somebody else" not in page
    assert "own look" not in page


def test_every_personal_column_is_in_the_export_or_said_why_not() -> None:
    assert set(personal_columns()) == set(OWN) | set(NOT_OWN)
    assert not set(OWN) & set(NOT_OWN)


def _add_network(entry: Participation, other: Participation) -> None:
    """A card and its contacts, one of whom shows nothing any more; a meeting, a follow-up, a table as interpreter."""
    person = entry.person
    factories.create_card(person)
    factories.create_channel(person)
    factories.create_release(person)
    factories.create_channel(other.person, value="secret.line")
    factories.create_contact(person, other.person)
    shown = factories.create_person(factories.create_country("JP"), native="松本 直樹", tag="ja")
    factories.create_release(shown)
    factories.create_contact(person, shown)
    factories.create_meeting_seat(factories.create_meeting(entry, other))
    factories.create_follow_up_party(factories.create_follow_up(entry.edition), person)
    factories.create_absence(entry)
    interpreting = factories.create_interpreter_seat(factories.create_table_plan(entry.edition)).interpreter
    interpreting.account = Account.objects.get(person=person)
    interpreting.save()


def test_the_export_has_everything_opened_and_nothing_of_others(me: Client, person: Person) -> None:
    agree(person, Purpose.SENSITIVE)
    keep_detail(person, Detail.DIET, "no pork", by=ANONYMOUS, now=timezone.now())
    entry = factories.create_participation(person=person)
    factories.create_answer(entry, value="by train")
    factories.create_posting(person)
    factories.create_language_skill(person)
    factories.create_seat(factories.create_table_plan(entry.edition), participation=entry)
    factories.create_list_entry(factories.create_list_version(entry.edition), entry)
    factories.create_state_change(entry)
    factories.create_appointment(Account.objects.get(), role=Role.PARTICIPANT, edition=entry.edition)
    factories.create_merge(kept=person)
    factories.create_search_key(person)
    other = factories.create_participation(entry.edition)
    _add_network(entry, other)
    factories.create_mail("ME@example.org")
    factories.create_sign_in(person.account)
    factories.create_appointment_link(email="Me@example.org")
    invitation = factories.create_invitation()
    type(invitation)._default_manager.filter(pk=invitation.pk).update(email="me@example.org")
    factories.create_encounter(entry, other)
    factories.create_statement(author=entry)
    factories.create_question(author=entry)
    factories.create_answer(other, value="of somebody else")
    desk = factories.actor(edition=entry.edition)
    seen(by=desk, what="people", people=[person.pk], edition=entry.edition_id)
    answered = me.post(f"{ME}export/")
    assert answered.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answered.content)) as bundle:
        data = json.loads(bundle.read("data.json"))
        names = bundle.namelist()
        whole = b"".join(bundle.read(name) for name in names).decode()
    assert [label for label in OWN if not data[label]] == []
    assert data["details"] == {"diet": "no pork"}
    assert [each["with"] for each in data["contacts"]] == ["松本 直樹", ""]
    assert [each["value"] for each in data["network.Channel"]] == ["haneul.line"]
    assert data["delegations.Answer"][0]["value"] == "by train"
    assert data["people.Person"][0]["public_id"] == str(person.public_id)
    assert "of somebody else" not in whole
    assert "secret.line" not in whole
    assert other.person.email not in whole
    assert "제23조" in whole
    assert any(name.startswith("mails/") for name in names)
    assert len(json.loads(zipfile.ZipFile(io.BytesIO(answered.content)).read("access.json"))) == 1
    assert Entry.objects.filter(action="export_own").count() == 1


def test_an_account_without_a_person_has_a_copy_and_an_end_too() -> None:
    client = Client()
    client.force_login(factories.create_account("desk@example.org"))
    assert client.get(f"{ME}consents/").status_code == 404
    answered = client.post(f"{ME}export/")
    assert b"PK" in answered.content
    assert "You are erased" in client.post(f"{ME}erasure/").content.decode()
    assert not Account.objects.exists()


def test_who_is_expected_nowhere_is_erased_at_once(me: Client, person: Person) -> None:
    factories.create_participation(factories.create_edition(status=Status.COMPLETED), person=person)
    assert "Erase me now" in said(me, "erasure/")
    assert "You are erased" in me.post(f"{ME}erasure/").content.decode()
    assert Person.objects.get(pk=person.pk).erased_at
    assert me.get(ME).status_code == 302


def test_who_is_expected_asks_the_hosts(me: Client, person: Person) -> None:
    entry = factories.create_participation(person=person)
    host = factories.create_account("host@example.kr")
    factories.create_appointment(host, role=Role.HOST_ADMIN, series=entry.edition.series)
    assert "Ask the hosts to erase me" in said(me, "erasure/")
    for _ in range(2):
        me.post(f"{ME}erasure/")
    assert Person.objects.get(pk=person.pk).erased_at is None
    assert asked() == [person.pk]
    (told,) = mail.outbox
    assert told.to == ["host@example.kr"]
    assert "하늘" not in told.body
    assert "You asked for it" in said(me, "erasure/")


def test_the_hosts_are_asked_in_the_language_of_whoever_asks(me: Client, person: Person) -> None:
    entry = factories.create_participation(person=person)
    host = factories.create_account("host@example.kr")
    factories.create_appointment(host, role=Role.HOST_ADMIN, series=entry.edition.series)
    me.post("/ko/me/erasure/")
    (told,) = mail.outbox
    with override("ko"):
        assert told.subject == gettext("Somebody asks to be erased")
    assert told.subject != "Somebody asks to be erased"


def test_the_only_host_administrator_stays(me: Client) -> None:
    factories.create_appointment(Account.objects.get(), role=Role.HOST_ADMIN)
    assert "Appoint another one first" in me.post(f"{ME}erasure/").content.decode()
    assert Account.objects.exists()
