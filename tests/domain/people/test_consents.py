"""Consent text by text and answer by answer; sealed details that need consent and a key."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from tests import factories
from trilogue.domain.people.actions import (
    ConsentNeeded,
    DetailTooLong,
    NoConsentText,
    answer,
    drop_detail,
    keep_detail,
    publish_text,
)
from trilogue.domain.people.choices import Detail, Purpose
from trilogue.domain.people.models import Consent, ConsentText, Person, SealedDetail
from trilogue.domain.people.queries import answers, current_texts, detail, details, holds, records_of, without
from trilogue.flows.load_consents import load_consents
from trilogue.foundation import keys
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.audit.models import Entry
from trilogue.foundation.text.value import LANGUAGES, State

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture(autouse=True)
def _texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "KEYS", tmp_path / "keys")
    load_consents(by=ANONYMOUS, now=NOW)


def say(person: Person, purpose: Purpose, *, granted: bool, minutes: int = 0) -> Consent:
    return answer(
        person,
        purpose,
        granted=granted,
        language="ko",
        channel="page",
        now=NOW + timedelta(minutes=minutes),
        by=ANONYMOUS,
    )


def test_every_purpose_is_shipped_in_four_languages_and_only_once() -> None:
    assert list(current_texts()) == list(Purpose)
    for each in current_texts().values():
        assert all(each.text.state(language) is not State.MISSING for language in LANGUAGES)
    load_consents(by=ANONYMOUS, now=NOW)
    assert ConsentText.objects.count() == len(Purpose)


def test_what_the_host_wrote_is_not_overwritten() -> None:
    own = publish_text(Purpose.DIRECTORY, factories.text("Ours"), by=ANONYMOUS, now=NOW)
    load_consents(by=ANONYMOUS, now=NOW)
    assert own.version == 2
    assert current_texts()[Purpose.DIRECTORY] == own


def test_nothing_is_agreed_until_it_is_said() -> None:
    person = factories.create_person()
    assert not any(holds(person, purpose) for purpose in Purpose)


def test_the_latest_answer_holds_and_earlier_ones_stay() -> None:
    person = factories.create_person()
    say(person, Purpose.PHOTOGRAPHS, granted=True)
    assert holds(person, Purpose.PHOTOGRAPHS)
    assert not holds(person, Purpose.DIRECTORY)
    say(person, Purpose.PHOTOGRAPHS, granted=False, minutes=1)
    assert not holds(person, Purpose.PHOTOGRAPHS)
    assert Consent.objects.filter(person=person).count() == 2
    assert [entry.fields for entry in Entry.objects.filter(action="answer_consent")] == [["granted"]] * 2


def test_an_answer_stands_for_the_version_it_was_given_to() -> None:
    person = factories.create_person()
    first = say(person, Purpose.ABROAD, granted=True).text
    publish_text(Purpose.ABROAD, factories.text("Newer"), by=ANONYMOUS, now=NOW)
    assert answers(person)[Purpose.ABROAD].text == first
    assert holds(person, Purpose.ABROAD)


def test_an_answer_of_a_merged_record_is_the_persons() -> None:
    merge = factories.create_merge()
    say(merge.absorbed, Purpose.DIRECTORY, granted=True)
    absorbed = Person.objects.get(pk=merge.absorbed.pk)
    assert holds(merge.kept, Purpose.DIRECTORY)
    assert records_of(absorbed) == [merge.kept, absorbed]
    say(merge.kept, Purpose.DIRECTORY, granted=False, minutes=1)
    assert not holds(absorbed, Purpose.DIRECTORY)


def test_a_purpose_without_text_cannot_be_answered() -> None:
    ConsentText.objects.all().delete()
    with pytest.raises(NoConsentText):
        say(factories.create_person(), Purpose.DIRECTORY, granted=True)


@pytest.mark.parametrize("kind", [Detail.DIET, Detail.HEALTH])
def test_sensitive_details_wait_for_consent_and_go_with_it(kind: Detail) -> None:
    person = factories.create_person()
    with pytest.raises(ConsentNeeded) as refused:
        keep_detail(person, kind, "no pork", by=ANONYMOUS, now=NOW)
    assert refused.value.purpose == Purpose.SENSITIVE
    say(person, Purpose.SENSITIVE, granted=True)
    keep_detail(person, kind, "no pork", by=ANONYMOUS, now=NOW)
    assert detail(person, kind) == "no pork"
    say(person, Purpose.SENSITIVE, granted=False, minutes=1)
    assert not SealedDetail.objects.filter(person=person).exists()


def test_a_detail_is_sealed_in_the_database_and_absent_from_the_log() -> None:
    person = factories.create_person()
    keep_detail(person, Detail.PHONE, "010-1234-5678", by=ANONYMOUS, now=NOW)
    stored = bytes(SealedDetail.objects.get().data)
    assert b"1234" not in stored
    assert Entry.objects.get(action="keep_detail").fields == ["data"]
    keep_detail(person, Detail.PHONE, "010-8765-4321", by=ANONYMOUS, now=NOW)
    assert details(person) == {Detail.PHONE: "010-8765-4321"}
    drop_detail(person, Detail.PHONE, by=ANONYMOUS)
    assert detail(person, Detail.PHONE) is None


def test_a_sealed_text_cannot_pose_as_another_kind_or_persons() -> None:
    person, other = factories.create_person(), factories.create_person()
    kept = keep_detail(person, Detail.PHONE, "010-1234-5678", by=ANONYMOUS, now=NOW)
    keep_detail(other, Detail.PHONE, "090-0000-0000", by=ANONYMOUS, now=NOW)
    SealedDetail.objects.filter(person=other).update(data=kept.data)
    with pytest.raises(keys.KeyRefused):
        detail(other, Detail.PHONE)
    SealedDetail.objects.filter(person=person).update(kind=Detail.MESSENGER)
    with pytest.raises(keys.KeyRefused):
        detail(person, Detail.MESSENGER)


def test_a_destroyed_key_leaves_nothing_to_read() -> None:
    person = factories.create_person()
    keep_detail(person, Detail.PHONE, "010-1234-5678", by=ANONYMOUS, now=NOW)
    keys.destroy(person.public_id)
    assert detail(person, Detail.PHONE) is None
    with pytest.raises(keys.KeyRefused, match="DESTROYED"):
        keep_detail(person, Detail.PHONE, "010-1234-5678", by=ANONYMOUS, now=NOW)


def test_a_detail_has_a_longest_length() -> None:
    with pytest.raises(DetailTooLong):
        keep_detail(factories.create_person(), Detail.PHONE, "1" * 501, by=ANONYMOUS, now=NOW)


def test_who_lacks_a_consent_is_found_for_many_at_once() -> None:
    wanted = (Purpose.COLLECTION, Purpose.ABROAD)
    agreed, half, back, merged = (factories.create_person() for _ in range(4))
    for person in (agreed, back):
        for purpose in wanted:
            say(person, purpose, granted=True)
    say(half, Purpose.COLLECTION, granted=True)
    say(back, Purpose.ABROAD, granted=False, minutes=1)
    Person.objects.filter(pk=merged.pk).update(merged_into=agreed)
    everybody = Person.objects.all()
    assert without(everybody, wanted) == {half.pk, back.pk}
    assert without(everybody, wanted) == {
        each.pk for each in everybody if not all(holds(each, purpose) for purpose in wanted)
    }
