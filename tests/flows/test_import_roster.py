"""A roster is stored as a whole, after its questions were answered, or not at all."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from tests import factories
from trilogue.domain.delegations import planning
from trilogue.domain.delegations.actions import keep_upload
from trilogue.domain.delegations.models import Participation, QuotaDecision, RosterUpload
from trilogue.domain.delegations.queries import native_name, quotas, roman_name
from trilogue.domain.editions.models import Edition
from trilogue.domain.people import actions as people
from trilogue.domain.people.models import Person
from trilogue.flows.import_roster import QuotaChange, preview, store
from trilogue.foundation.access import ANONYMOUS, Actor

pytestmark = pytest.mark.django_db
HEADER = (
    "country,native_name,family,given,kana,roman_family,roman_given,home_government,home_code,"
    "host_government,host_code,department,position,ko,ja,zh,en,email,posting_from,posting_to"
)
HANEUL = "KR,김하늘,김,하늘,,KIM,Haneul,경주시,KR-47130,,,국제팀,주무관,4,0,1,2,haneul@example.kr,,"
MISORA = (
    "JP,髙橋 美空,髙橋,美空,たかはし みそら,TAKAHASHI,Misora,北海道,010006,경주시,KR-47130,課,主事,"
    "3,4,0,2,misora@example.jp,2026-04,2028-03"
)


@pytest.fixture
def edition() -> Edition:
    edition = factories.create_edition()
    korea, japan = factories.create_country("KR"), factories.create_country("JP")
    factories.create_country("CN")
    factories.create_government("KR-47130", country=korea, name=factories.text("Gyeongju", ko="경주시"))
    factories.create_government("010006", country=japan, name=factories.text("Hokkaido", ja="北海道"))
    for country in (korea, japan):
        factories.create_quota_decision(factories.create_delegation(edition, country=country), places=1)
    return edition


@pytest.fixture
def desk(edition: Edition) -> Actor:
    return factories.actor(edition=edition)


def _upload(edition: Edition, desk: Actor, *rows: str) -> RosterUpload:
    data = "\n".join((HEADER, *rows)).encode()
    return keep_upload(by=desk, edition=edition, name="roster.csv", data=data, now=timezone.now())


def test_everybody_is_stored_with_names_in_their_own_scripts(edition: Edition, desk: Actor) -> None:
    upload = _upload(edition, desk, HANEUL, MISORA)
    assert preview(upload).roster.errors == ()
    assert store(upload, answers={}, quota_changes={}, by=desk, now=timezone.now()) == 2
    misora = Participation.objects.get(person__email="misora@example.jp")
    assert (native_name(misora).full, native_name(misora).tag) == ("髙橋 美空", "ja")
    assert roman_name(misora).full == "TAKAHASHI Misora"
    assert (misora.reference, misora.home.code if misora.home else None) == ("JP01", "010006")
    assert misora.person.postings.get().ends == "2028-03"
    assert not RosterUpload.objects.exists()


def test_more_people_than_places_ask_for_a_dated_decision(edition: Edition, desk: Actor) -> None:
    other = HANEUL.replace("김하늘,김,하늘", "이바다,이,바다").replace("haneul@", "bada@")
    upload = _upload(edition, desk, HANEUL, other)
    assert [each.key for each in preview(upload).roster.questions] == ["OVER_QUOTA:KR"]
    answers: dict[str, str]
    for answers in ({}, {"OVER_QUOTA:KR": "raise_quota"}):
        with pytest.raises(planning.Unanswered):
            store(upload, answers=answers, quota_changes={}, by=desk, now=timezone.now())
    assert (Participation.objects.count(), RosterUpload.objects.count()) == (0, 1)
    change = QuotaChange(date(2027, 3, 1), "one more place agreed")
    store(
        upload,
        answers={"OVER_QUOTA:KR": "raise_quota"},
        quota_changes={"KR": change},
        by=desk,
        now=timezone.now(),
    )
    assert quotas(edition)["KR"] == 2
    decision = QuotaDecision.objects.get(places=2)
    assert (decision.decided_on, decision.reason) == (change.decided_on, change.reason)


def test_who_takes_part_already_stays_as_is(edition: Edition, desk: Actor) -> None:
    store(_upload(edition, desk, HANEUL), answers={}, quota_changes={}, by=desk, now=timezone.now())
    again = _upload(edition, desk, HANEUL.replace("국제팀", "다른 팀"), MISORA)
    assert [person.email for person in preview(again).present] == ["haneul@example.kr"]
    assert store(again, answers={}, quota_changes={}, by=desk, now=timezone.now()) == 1
    assert Participation.objects.get(person__email="haneul@example.kr").department == "국제팀"


def test_a_person_of_an_earlier_edition_is_the_same_person(edition: Edition, desk: Actor) -> None:
    known = people.register(
        by=desk, country=factories.create_country("KR"), email="haneul@example.kr", names=(), skills={}
    )
    store(_upload(edition, desk, HANEUL), answers={}, quota_changes={}, by=desk, now=timezone.now())
    assert Participation.objects.get().person == known


def test_somebody_with_an_account_finds_the_own_entry_under_it(edition: Edition, desk: Actor) -> None:
    account = factories.create_account("haneul@example.kr")
    store(_upload(edition, desk, HANEUL), answers={}, quota_changes={}, by=desk, now=timezone.now())
    account.refresh_from_db()
    assert account.person == Participation.objects.get().person


def test_an_upload_waits_for_a_day_at_most(edition: Edition, desk: Actor) -> None:
    old = _upload(edition, desk, HANEUL)
    RosterUpload.objects.filter(pk=old.pk).update(uploaded_at=timezone.now() - timedelta(days=1, hours=1))
    other = factories.actor(edition=edition)
    _upload(edition, other, MISORA)
    assert [each.uploaded_by_id for each in RosterUpload.objects.all()] == [other.account]


def test_a_failure_halfway_leaves_nothing(
    edition: Edition, desk: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = _upload(edition, desk, HANEUL, MISORA)
    original = people.post

    def broken(*args: object, **kwargs: object) -> None:
        original(*args, **kwargs)  # type: ignore[arg-type]
        raise IntegrityError

    monkeypatch.setattr("trilogue.flows.import_roster.post", broken)
    with pytest.raises(IntegrityError):
        store(upload, answers={}, quota_changes={}, by=desk, now=timezone.now())
    assert (Person.objects.count(), Participation.objects.count()) == (0, 0)
    assert RosterUpload.objects.count() == 1


def test_a_faulty_roster_stores_nobody(edition: Edition, desk: Actor) -> None:
    upload = _upload(edition, desk, HANEUL, MISORA.replace("JP,", "XX,"))
    with pytest.raises(planning.RosterFaulty):
        store(upload, answers={}, quota_changes={}, by=ANONYMOUS, now=timezone.now())
    assert not Participation.objects.exists()
