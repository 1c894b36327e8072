"""After an erasure the person is nowhere: not in a row, not in a file, not in what an older backup can tell."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, models
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests import factories
from trilogue.documents import badges, name_list, table_plan
from trilogue.domain.delegations.choices import State
from trilogue.domain.delegations.models import Answer, ListEntry, Participation, RosterUpload, StateChange
from trilogue.domain.delegations.queries import strengths
from trilogue.domain.editions.actions import LastAdministrator
from trilogue.domain.editions.choices import Role, Status
from trilogue.domain.people.actions import index
from trilogue.domain.people.choices import Script
from trilogue.domain.people.models import (
    Account,
    Consent,
    Distinction,
    Merge,
    Person,
    PersonName,
    SealedDetail,
    SearchKey,
    SearchWord,
)
from trilogue.domain.people.queries.ranges import WORD
from trilogue.domain.tables.choices import RuleKind
from trilogue.domain.tables.models import Rule, Seat
from trilogue.flows.erase import erase, erase_account, replay
from trilogue.foundation import keys
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.audit.access import seen
from trilogue.foundation.audit.chain import breaks
from trilogue.foundation.audit.models import Access, AccessSubject, Entry
from trilogue.foundation.mail.models import Mail
from trilogue.foundation.retention import ledger
from trilogue.foundation.retention.policy import personal_columns

NOW = timezone.now()
TEXTS = (models.CharField, models.TextField, models.JSONField, models.BinaryField)
SAYS_NOBODY = {
    "people.Person.order": "one of two words",
    "people.PersonName.script": "a word of a list",
    "people.PersonName.tag": "a language",
    "people.PersonName.origin": "a word of a list",
    "people.LanguageSkill.language": "a language",
    "people.Posting.kind": "a word of a list",
    "people.SealedDetail.kind": "a word of a list",
    "people.Consent.language": "a language; stays",
    "people.Consent.channel": "a word of a list; stays",
    "people.SearchKey.why": "a word of a list",
    "people.Account.password": "nobody has one",
    "editions.Appointment.role": "a word of a list",
    "editions.AppointmentLink.role": "a word of a list",
    "editions.AppointmentLink.language": "a language",
    "editions.AppointmentLink.token_hash": "a hash",
    "people.SignIn.way": "a word of a list",
    "people.SignIn.session": "a key of a session",
    "people.SignIn.outcome": "a word of a list",
    "delegations.Participation.state": "a word of a list; stays",
    "delegations.StateChange.before": "a word of a list; stays",
    "delegations.StateChange.after": "a word of a list; stays",
    "delegations.Invitation.token_hash": "a hash; the link is revoked",
    "audit.Access.what": "a word of a list; stays",
    "audit.Access.origin": "whence somebody else looked; stays",
    "mail.Mail.state": "a word of a list",
    "tables.Rule.kind": "a word of a list",
    "network.Encounter.kind": "a word of a list; stays",
    "network.Channel.kind": "a word of a list",
    "network.Release.field": "a word of a list",
    "network.Release.audience": "a word of a list",
    "network.Meeting.state": "a word of a list; stays",
    "network.FollowUp.kind": "a word of a list",
    "network.FollowUp.state": "a word of a list",
    "network.FollowUp.language": "a language",
}
"""Personal columns of text in which no canary can stand, and why."""


class Canaries:
    """Strings that occur nowhere else, by the column they were put in."""

    def __init__(self) -> None:
        self.mark = uuid4().hex[:8]
        self.said: dict[str, str] = {}
        self._numbers = count(1)

    def sing(self, column: str, *, longest: int = 60) -> str:
        number = f"{next(self._numbers):02}"
        word = f"{self.mark[:6]}{number}" if longest < 16 else f"canary{self.mark}{number}"
        self.said[column] = word
        return word

    def address(self, column: str) -> str:
        return f"{self.sing(column)}@example.org"

    def words(self) -> list[str]:
        return [self.mark, *self.said.values()]


@pytest.fixture(autouse=True)
def _own_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "KEYS", tmp_path / "keys")


@pytest.fixture
def canaries(transactional_db: None) -> Canaries:
    if settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache"):
        call_command("createcachetable", verbosity=0)
    return Canaries()


def plant(canaries: Canaries) -> Person:
    """A person with a canary in every personal column that takes one."""
    sing, address = canaries.sing, canaries.address
    person = factories.create_person(email=address("people.Person.email"))
    person.honorifics = {"en": sing("people.Person.honorifics")}
    person.save()
    PersonName.objects.filter(person=person).update(
        family=sing("people.PersonName.family"),
        given=sing("people.PersonName.given"),
        full=sing("people.PersonName.full"),
        key=sing("people.PersonName.key"),
    )
    factories.create_language_skill(person)
    posting = factories.create_posting(person)
    posting.starts, posting.ends = (sing(f"people.Posting.{name}", longest=10) for name in ("starts", "ends"))
    posting.save()
    sealed = keys.seal(person.public_id, sing("sealed"), place="people_sealeddetail:phone")
    factories.create_sealed_detail(person, data=sealed + sing("people.SealedDetail.data").encode())
    merge = factories.create_merge(kept=person)
    merge.reasons = [sing("people.Merge.reasons")]
    merge.save()
    PersonName.objects.filter(person=merge.absorbed, script=Script.LATIN).update(full=sing("absorbed"))
    factories.create_distinction(person)
    factories.create_consent(person)
    word = sing("people.SearchWord.word")
    factories.create_search_key(person, said=word, tier=WORD)
    factories.create_search_word(word, near=word[:-1])
    canaries.said |= {"people.SearchKey.text": word, "people.SearchWord.near": word[:-1]}
    account = factories.create_account(
        address("people.Account.email"), name=sing("people.Account.name"), person=person
    )
    plant_elsewhere(canaries, account)
    plant_entries(canaries, person, account)
    return person


def plant_entries(canaries: Canaries, person: Person, account: Account) -> None:
    sing = canaries.sing
    entry = factories.create_participation(factories.create_edition(status=Status.COMPLETED), person=person)
    columns = ("room", "override", "home_written", "host_written", "department", "position", "case_title")
    for name in columns:
        setattr(entry, name, sing(f"delegations.Participation.{name}", longest=40))
    entry.reference = sing("delegations.Participation.reference", longest=8)
    entry.email = canaries.address("delegations.Participation.email")
    entry.save()
    factories.create_participation(entry.edition)
    Participation.objects.exclude(pk=entry.pk).update(email=person.email)
    factories.create_appointment(account, role=Role.PARTICIPANT, edition=entry.edition)
    answer = factories.create_answer(entry, value=sing("delegations.Answer.value"))
    answer.sealed = sing("delegations.Answer.sealed").encode()
    answer.save()
    change = factories.create_state_change(entry)
    change.reason = sing("delegations.StateChange.reason")
    change.save()
    shown = factories.create_list_entry(factories.create_list_version(entry.edition), entry)
    shown.shown = {"name": sing("delegations.ListEntry.shown")}
    shown.save()
    upload = factories.create_roster_upload(
        entry.edition, data=sing("delegations.RosterUpload.data").encode()
    )
    upload.name, upload.sender = (
        sing("delegations.RosterUpload.name"),
        sing("delegations.RosterUpload.sender"),
    )
    upload.save()
    invitation = factories.create_invitation(entry.edition.call)
    invitation.email = person.email.upper()
    invitation.save()
    canaries.said["delegations.Invitation.email"] = person.email.upper()
    factories.create_seat(factories.create_table_plan(entry.edition), participation=entry)
    plant_network(canaries, entry)


def plant_network(canaries: Canaries, entry: Participation) -> None:
    sing, person = canaries.sing, entry.person
    factories.create_encounter(entry)
    factories.create_card(person)
    factories.create_channel(person, value=sing("network.Channel.value"))
    factories.create_release(person)
    factories.create_contact(person)
    meeting = factories.create_meeting(asking=entry)
    meeting.topic = sing("network.Meeting.topic")
    meeting.save()
    follow_up = factories.create_follow_up(entry.edition)
    follow_up.title, follow_up.outcome, follow_up.date = (
        sing("network.FollowUp.title"),
        sing("network.FollowUp.outcome"),
        sing("network.FollowUp.date", longest=10),
    )
    follow_up.save()
    factories.create_follow_up_party(follow_up, person)
    factories.create_statement(author=entry)
    factories.create_question(author=entry)


def plant_elsewhere(canaries: Canaries, account: Account) -> None:
    mail = factories.create_mail(account.email)
    mail.subject, mail.body = canaries.sing("mail.Mail.subject"), canaries.sing("mail.Mail.body")
    mail.message_id = f"<{canaries.sing('mail.Mail.message_id')}@example.org>"
    mail.save()
    canaries.said["mail.Mail.to"] = account.email
    other = factories.create_mail("desk@example.org")
    other.body = f"A message about {account.email}, and {canaries.sing('a mail to others')}"
    other.save()
    person = account.person
    assert person
    name = person.names.first()
    assert name
    seen(by=ANONYMOUS, what="people", people=[person.pk], edition=None, reason=f"badge of {name.full}")
    canaries.said["audit.Access.reason"] = name.full
    sign_in = factories.create_sign_in(account)
    sign_in.origin, sign_in.program = (
        canaries.sing(f"people.SignIn.{name}") for name in ("origin", "program")
    )
    sign_in.save()
    link = factories.create_appointment_link(email=account.email.upper())
    link.name = canaries.sing("editions.AppointmentLink.name")
    link.save()
    canaries.said["editions.AppointmentLink.email"] = account.email.upper()
    client = Client()
    client.force_login(account)
    session = client.session
    session["typed"] = canaries.sing("session")
    session.save()
    cache.set("typed", canaries.sing("cache"))
    failed = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="default",
        task_path="x",
        queue_name="default",
        run_after=NOW,
    )
    DBTaskResult.objects.filter(pk=failed.pk).update(
        traceback=f"refused: {account.email} {canaries.sing('task')}"
    )


def personal_texts() -> set[str]:
    """Every personal column of the policy that holds free text."""
    return {
        f"{label}.{name}"
        for label, names in personal_columns().items()
        for name in names
        if isinstance(apps.get_model(label)._meta.get_field(name), TEXTS)
    }


def rows() -> Iterator[tuple[str, str]]:
    """Everything in every table, as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                yield table, " ".join(_text(value) for value in row)


def _text(value: Any) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)


def found_in_rows(words: list[str]) -> set[str]:
    return {table for table, text in rows() for word in words if word.casefold() in text.casefold()}


def found_in_files(folder: Path, words: list[str]) -> set[str]:
    return {
        f"{path.relative_to(folder)}: {word}"
        for path in folder.rglob("*")
        if path.is_file()
        for content in [path.read_bytes().lower()]
        for word in words
        if word.lower().encode() in content
    }


def is_planted(column: str, word: str) -> bool:
    model = apps.get_model(column.rpartition(".")[0])
    values = model._default_manager.values_list(column.rpartition(".")[2], flat=True)
    return any(word in _text(value) for value in values)


def test_no_canary_is_left_in_any_row_or_file(canaries: Canaries, capfd: pytest.CaptureFixture[str]) -> None:
    """A new personal column fails here until it is planted above, and then until an erasure reaches it."""
    person = plant(canaries)
    words = canaries.words()
    columns = {column: word for column, word in canaries.said.items() if column.count(".") == 2}
    assert set(columns) == personal_texts() - set(SAYS_NOBODY)
    assert [column for column, word in columns.items() if not is_planted(column, word)] == []
    assert len(set(canaries.said.values())) >= 30
    erase(person, by=ANONYMOUS, now=NOW)
    assert found_in_rows(words) == set()
    if connection.vendor == "sqlite":
        assert found_in_files(Path(settings.DATA), words) == set()
    assert found_in_files(Path(settings.KEYS), words) == set()
    assert not any(word in said for said in capfd.readouterr() for word in words)
    assert list(breaks()) == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="one file to copy")
def test_an_older_backup_cannot_be_opened_and_is_erased_again(canaries: Canaries, tmp_path: Path) -> None:
    person = factories.create_person()
    sealed = keys.seal(person.public_id, canaries.sing("diet"), place="people_sealeddetail:diet")
    factories.create_sealed_detail(person, kind="diet", data=sealed)
    older = tmp_path / "older.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(older)])
    erase(person, by=ANONYMOUS, now=NOW)
    with sqlite3.connect(older) as backup:
        kept = backup.execute("SELECT data FROM people_sealeddetail").fetchone()[0]
    backup.close()
    assert kept == sealed
    assert canaries.mark.encode() not in older.read_bytes()
    assert keys.unseal(person.public_id, kept, place="people_sealeddetail:diet") is None
    assert list(ledger.erased().people) == [person.public_id]


@pytest.mark.django_db
def test_a_shell_stays_for_the_counts() -> None:
    entry = factories.create_participation(factories.create_edition(status=Status.COMPLETED))
    factories.create_consent(entry.person)
    seat = factories.create_seat(factories.create_table_plan(entry.edition), participation=entry)
    seen(by=ANONYMOUS, what="people", people=[entry.person_id], edition=None)
    before = [each.confirmed for each in strengths(entry.edition)]
    erase(entry.person, by=ANONYMOUS, now=NOW)
    shell = Person.objects.get()
    assert (shell.email, shell.country, shell.erased_at) == ("", None, NOW)
    assert [each.confirmed for each in strengths(entry.edition)] == before == [1]
    assert Seat.objects.get().pk == seat.pk
    assert Consent.objects.get().person == shell
    assert AccessSubject.objects.get().person == shell.pk
    assert {each.action for each in Entry.objects.all()} >= {"erase"}


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["xlsx", "pdf"])
def test_documents_of_a_past_edition_can_still_be_made(form: str) -> None:
    entry = factories.create_participation(factories.create_edition(status=Status.COMPLETED))
    factories.create_seat(factories.create_table_plan(entry.edition), participation=entry)
    erase(entry.person, by=ANONYMOUS, now=NOW)
    made = name_list.build(entry.edition, "ko") if form == "xlsx" else badges.build(entry.edition, "ko")
    assert made.data
    assert table_plan.build(entry.edition, "en", form).data


@pytest.mark.django_db
def test_merged_records_go_together_and_namesakes_stay() -> None:
    merge = factories.create_merge()
    other = factories.create_person()
    factories.create_distinction(merge.kept, other)
    erase(merge.absorbed, by=ANONYMOUS, now=NOW)
    assert set(Person.objects.filter(erased_at=None)) == {other}
    assert not Merge.objects.exists()
    assert not Distinction.objects.exists()
    assert PersonName.objects.filter(person=other).count() == 2
    assert set(ledger.erased().people) == {merge.kept.public_id, merge.absorbed.public_id}


@pytest.mark.django_db
def test_words_of_other_peoples_names_stay_in_the_search() -> None:
    one = factories.create_person(roman="KIM Haneul")
    other = factories.create_person(roman="KIM Byeol", native="김별")
    index.refresh([one.pk, other.pk])
    erase(one, by=ANONYMOUS, now=NOW)
    words = set(SearchWord.objects.values_list("word", flat=True))
    assert {"kim", "byeol"} <= words
    assert "haneul" not in words
    assert set(SearchKey.objects.values_list("person", flat=True)) == {other.pk}


@pytest.mark.django_db
def test_a_place_in_an_edition_to_come_goes_to_the_next() -> None:
    leaving = factories.create_participation(state=State.CONFIRMED)
    factories.create_quota_decision(leaving.delegation, places=1)
    waiting = factories.create_participation(leaving.edition, state=State.WAITING)
    erase(leaving.person, by=ANONYMOUS, now=NOW)
    states = dict(Participation.objects.values_list("pk", "state"))
    assert states == {leaving.pk: State.WITHDRAWN, waiting.pk: State.ACCEPTED}
    leaving.refresh_from_db()
    assert leaving.reference == ""


@pytest.mark.django_db
def test_others_keep_what_is_theirs() -> None:
    entry = factories.create_participation()
    other = factories.create_participation(entry.edition)
    for each in (entry, other):
        factories.create_answer(each)
        factories.create_list_entry(factories.create_list_version(entry.edition), each)
        factories.create_mail(each.person.email)
    factories.create_roster_upload()
    erase(entry.person, by=ANONYMOUS, now=NOW)
    assert [each.participation for each in Answer.objects.all()] == [other]
    assert ListEntry.objects.count() == 2
    assert [each.to for each in Mail.objects.all()] == [other.person.email]
    assert RosterUpload.objects.count() == 1
    assert StateChange.objects.filter(participation=other).count() == 0
    other.person.refresh_from_db()
    assert other.person.erased_at is None


@pytest.mark.django_db
def test_the_account_and_its_sessions_end_at_once(client: Client) -> None:
    person = factories.create_person()
    account = factories.create_account(person=person)
    client.force_login(account)
    assert client.get("/en/me/").status_code == 200
    erase(person, by=ANONYMOUS, now=NOW)
    assert client.get("/en/me/").status_code == 302
    assert not Account.objects.exists()
    assert not Session.objects.exists()


@pytest.mark.django_db
def test_the_last_host_administrator_cannot_be_erased() -> None:
    series = factories.create_series()
    person = factories.create_person()
    account = factories.create_account(person=person)
    factories.create_appointment(account, role=Role.HOST_ADMIN, series=series)
    with pytest.raises(LastAdministrator):
        erase(person, by=ANONYMOUS, now=NOW)
    with pytest.raises(LastAdministrator):
        erase_account(account, by=ANONYMOUS, now=NOW)
    assert not ledger.erased().people
    factories.create_appointment(role=Role.HOST_ADMIN, series=series)
    erase(person, by=ANONYMOUS, now=NOW)
    assert not Account.objects.filter(pk=account.pk).exists()


@pytest.mark.django_db
def test_the_ledger_is_replayed_on_records_that_came_back() -> None:
    gone, kept = factories.create_person(), factories.create_person()
    ledger.note([gone.public_id, uuid4()], now=NOW)
    assert replay(by=ANONYMOUS, now=NOW) == 1
    assert replay(by=ANONYMOUS, now=NOW) == 0
    assert list(Person.objects.filter(erased_at=None)) == [kept]
    assert len(ledger.erased().people) == 2


@pytest.mark.django_db
def test_replaying_spares_whom_a_merge_joins_but_the_ledger_does_not_name() -> None:
    merge = factories.create_merge()
    ledger.note([merge.kept.public_id], now=NOW)
    replay(by=ANONYMOUS, now=NOW)
    living = Person.objects.get(erased_at=None)
    assert (living, living.merged_into) == (merge.absorbed, None)


@pytest.mark.django_db
def test_an_account_number_given_anew_after_a_restore_is_not_erased() -> None:
    account = factories.create_account()
    ledger.note_account(account.pk, now=account.joined_at - timedelta(days=1))
    assert replay(by=ANONYMOUS, now=NOW) == 0
    ledger.note_account(account.pk, now=account.joined_at + timedelta(days=1))
    assert replay(by=ANONYMOUS, now=NOW) == 1


@pytest.mark.django_db
def test_keys_are_destroyed_only_once_the_erasure_is_stored(
    django_capture_on_commit_callbacks: Any,
) -> None:
    person = factories.create_person()
    keys.seal(person.public_id, "no pork", place="people_sealeddetail:diet")
    with django_capture_on_commit_callbacks() as waiting:
        erase(person, by=ANONYMOUS, now=NOW)
    assert keys.exists(person.public_id)
    for callback in waiting[:1]:
        assert callback
    assert not SealedDetail.objects.exists()


@pytest.mark.django_db
def test_an_erased_persons_looks_at_others_stay_provable() -> None:
    person = factories.create_person()
    account = factories.create_account(person=person)
    Access.objects.create(at=NOW, account=account.pk, what="people", origin="192.0.2.1")
    erase(person, by=ANONYMOUS, now=NOW)
    look = Access.objects.get()
    assert look.origin == "192.0.2.1"


@pytest.mark.django_db
def test_whom_somebody_is_kept_apart_from_goes_and_the_others_rules_stay() -> None:
    one, other, third = (
        factories.create_participation(edition) for edition in [factories.create_edition()] * 3
    )
    factories.create_rule(kind=RuleKind.APART, first=one, second=other)
    factories.create_rule(kind=RuleKind.LEADER, first=one)
    kept = factories.create_rule(kind=RuleKind.APART, first=other, second=third)
    erase(one.person, by=ANONYMOUS, now=NOW)
    assert list(Rule.objects.all()) == [kept]
