"""What has outlived its time goes in the night; what has not, stays."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import models

from tests import factories
from trilogue.domain.delegations.models import Answer, Invitation, Participation, RosterUpload
from trilogue.domain.editions.choices import Role
from trilogue.domain.people.models import Account, Person, SealedDetail
from trilogue.flows.retain import finish_erasures, is_due, last_run, retain
from trilogue.foundation import keys
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.audit.models import Access, AccessSubject
from trilogue.foundation.mail.models import Mail
from trilogue.foundation.retention import ledger

pytestmark = pytest.mark.django_db
LAST_DAY = datetime(2027, 5, 21, 12, tzinfo=UTC)
DATE = "2027-05-20/2027-05-21"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "KEYS", tmp_path / "keys")
    factories.create_installation()


def night(days: int, after: datetime = LAST_DAY) -> None:
    """The first night in which `days` whole days have passed."""
    retain(by=ANONYMOUS, now=after + timedelta(days=days + 1))


def written(row: models.Model, **columns: datetime) -> None:
    type(row)._default_manager.filter(pk=row.pk).update(**columns)


@pytest.mark.parametrize(("days", "kept"), [(29, True), (30, False)])
def test_an_address_goes_thirty_days_after_the_edition(days: int, kept: bool) -> None:
    entry = factories.create_participation(factories.create_edition(date=DATE))
    with_account = factories.create_participation(entry.edition)
    factories.create_account(person=with_account.person)
    night(days)
    assert bool(Person.objects.get(pk=entry.person_id).email) is kept
    assert Person.objects.get(pk=with_account.person_id).email


def test_an_address_stays_for_somebody_who_comes_again() -> None:
    entry = factories.create_participation(factories.create_edition(date=DATE))
    again = factories.create_edition(date="2028-05")
    factories.create_participation(again, person=entry.person)
    night(60)
    assert Person.objects.get(pk=entry.person_id).email
    assert factories.create_person().email


def test_links_and_rooms_go_with_the_addresses() -> None:
    call = factories.create_call(factories.create_edition(date=DATE))
    invitation = factories.create_invitation(call)
    Participation.objects.filter(pk=factories.create_participation(call.edition).pk).update(room="1204")
    factories.create_participation(call.edition)
    Participation.objects.filter(room="").update(email="given@example.org")
    night(30)
    kept = Invitation.objects.get()
    assert kept.email == ""
    assert kept.token_hash != invitation.token_hash
    assert {(each.room, each.email) for each in Participation.objects.all()} == {("", "")}


@pytest.mark.parametrize(("days", "kept"), [(13, 1), (14, 0)])
def test_sealed_details_go_fourteen_days_after_the_edition(days: int, kept: int) -> None:
    entry = factories.create_participation(factories.create_edition(date=DATE))
    factories.create_sealed_detail(entry.person)
    answer = factories.create_answer(entry)
    Answer.objects.filter(pk=answer.pk).update(sealed=b"sealed")
    night(days)
    assert SealedDetail.objects.count() == kept
    assert bool(Answer.objects.get().sealed) is bool(kept)


@pytest.mark.parametrize(("days", "kept"), [(9, 1), (10, 0)])
def test_an_answer_is_kept_as_long_as_its_question_says(days: int, kept: int) -> None:
    entry = factories.create_participation(factories.create_edition(date=DATE))
    answer = factories.create_answer(entry)
    type(answer.field)._default_manager.filter(pk=answer.field_id).update(retention_days=10)
    night(days)
    assert Answer.objects.count() == kept


@pytest.mark.parametrize(("days", "kept"), [(90, 1), (91, 0)])
def test_mails_go_after_ninety_days(days: int, kept: int) -> None:
    written(factories.create_mail(), queued_at=LAST_DAY)
    retain(by=ANONYMOUS, now=LAST_DAY + timedelta(days=days))
    assert Mail.objects.count() == kept


@pytest.mark.parametrize(("days", "kept"), [(730, 1), (731, 0)])
def test_the_access_log_goes_after_two_years(days: int, kept: int) -> None:
    subject = factories.create_access_subject()
    written(subject.access, at=LAST_DAY)
    retain(by=ANONYMOUS, now=LAST_DAY + timedelta(days=days))
    assert Access.objects.count() == AccessSubject.objects.count() == kept


def test_uploads_go_after_a_day() -> None:
    written(factories.create_roster_upload(), uploaded_at=LAST_DAY)
    retain(by=ANONYMOUS, now=LAST_DAY + timedelta(days=1, minutes=1))
    assert not RosterUpload.objects.exists()


def test_an_account_goes_a_year_after_the_last_sign_in_unless_it_is_needed() -> None:
    silent, lively, appointed, coming = (factories.create_account() for _ in range(4))
    for each in (silent, appointed, coming):
        written(each, joined_at=LAST_DAY)
    written(lively, joined_at=LAST_DAY, last_login=LAST_DAY + timedelta(days=300))
    factories.create_appointment(appointed)
    entry = factories.create_participation(factories.create_edition(date="2029"))
    Account.objects.filter(pk=coming.pk).update(person=entry.person)
    took_part, takes_part = (factories.create_account() for _ in range(2))
    for each, edition in (
        (took_part, factories.create_edition(date="2027-05-20/2027-05-21")),
        (takes_part, entry.edition),
    ):
        written(each, joined_at=LAST_DAY)
        factories.create_appointment(each, role=Role.PARTICIPANT, edition=edition)
    retain(by=ANONYMOUS, now=LAST_DAY + timedelta(days=366))
    left = set(Account.objects.values_list("pk", flat=True))
    assert not {silent.pk, took_part.pk} & left
    assert {takes_part.pk, lively.pk, appointed.pk, coming.pk} <= left


def test_it_runs_once_a_night() -> None:
    evening = datetime(2027, 5, 21, 12, tzinfo=UTC)  # 21 h in Seoul
    assert is_due(now=evening)
    first = retain(by=ANONYMOUS, now=evening)
    assert first == {"answers": 0}
    ran = last_run()
    assert ran
    same_night, next_night = ran + timedelta(minutes=1), ran + timedelta(days=1)
    assert not is_due(now=same_night)
    assert retain(by=ANONYMOUS, now=same_night) == {}
    assert is_due(now=next_night)


def test_an_edition_whose_date_cannot_be_read_is_not_over() -> None:
    entry = factories.create_participation(factories.create_edition(date="some day"))
    night(60)
    assert Person.objects.get(pk=entry.person_id).email


def test_an_interrupted_erasure_is_finished() -> None:
    person = factories.create_person()
    keys.seal(person.public_id, "no pork", place="people_sealeddetail:diet")
    ledger.note([person.public_id], now=LAST_DAY)
    finish_erasures()
    assert not keys.exists(person.public_id)
