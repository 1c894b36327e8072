"""What a desk gets back after the call: several files at once, entered as nominations, read again without harm."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from tests import factories
from trilogue.domain.delegations.actions import keep_uploads, remember_columns
from trilogue.domain.delegations.choices import State
from trilogue.domain.delegations.models import ColumnMapping, Participation, RosterUpload
from trilogue.domain.editions.models import Edition
from trilogue.domain.people.models import Person, SealedDetail
from trilogue.flows.import_roster import preview, store
from trilogue.flows.load_record import load_places
from trilogue.foundation.access import ANONYMOUS, Actor

pytestmark = pytest.mark.django_db
KOREAN = """성명,영문성명,소속,이메일,휴대전화,담당업무
김하늘,KIM Haneul,경주시,haneul@example.kr,010-0000-1234,국제교류과
"""
JAPANESE = """氏名,ふりがな,ローマ字氏名,派遣元,派遣先,職名
髙橋 美空,たかはし みそら,TAKAHASHI Misora,札幌市,경주시,主事
"""
FILES = [("korea.csv", KOREAN.encode("cp949")), ("japan.csv", JAPANESE.encode())]


@pytest.fixture(autouse=True)
def _keys(settings: Any, tmp_path: Path) -> None:
    settings.KEYS = tmp_path / "keys"


@pytest.fixture
def edition() -> Edition:
    countries = {code: factories.create_country(code) for code in ("KR", "JP", "CN")}
    gyeongju, sapporo = factories.text("Gyeongju", ko="경주시"), factories.text("Sapporo", ja="札幌市")
    factories.create_government("KR-47130", country=countries["KR"], name=gyeongju)
    factories.create_government("011002", country=countries["JP"], name=sapporo)
    return factories.create_edition(date="2024-11-14/2024-11-15")


@pytest.fixture
def desk(edition: Edition) -> Actor:
    return factories.actor(edition=edition)


def keep(edition: Edition, desk: Actor, *files: tuple[str, bytes], sender: str = "Gyeongju") -> RosterUpload:
    return keep_uploads(files, by=desk, edition=edition, now=timezone.now(), sender=sender, nominations=True)


def everything(edition: Edition) -> list[Any]:
    found = edition.participations.order_by("person__names__key", "pk")
    return list(found.values_list("state", "person__names__full", "home__code", "priority"))


def test_several_files_become_nominations_and_nobody_a_place(edition: Edition, desk: Actor) -> None:
    upload = keep(edition, desk, *FILES)
    assert store(upload, answers={}, quota_changes={}, by=desk, now=timezone.now()) == 2
    assert {each.state for each in edition.participations.all()} == {State.SUBMITTED}
    assert not RosterUpload.objects.exists()
    assert SealedDetail.objects.get().person.names.filter(full="김하늘").exists()
    sapporo = Participation.objects.get(delegation__country="JP")
    assert (sapporo.nominator, sapporo.person.email) == (sapporo.home, "")
    assert sapporo.person.postings.get().host.code == "KR-47130"


def test_reading_the_same_files_again_changes_nothing(edition: Edition, desk: Actor) -> None:
    store(keep(edition, desk, *FILES), answers={}, quota_changes={}, by=desk, now=timezone.now())
    before, people = everything(edition), Person.objects.count()
    again = keep(edition, desk, *reversed(FILES))
    assert len(preview(again).present) == 2
    assert store(again, answers={}, quota_changes={}, by=desk, now=timezone.now()) == 0
    assert (everything(edition), Person.objects.count()) == (before, people)


def test_what_a_senders_heading_means_is_remembered(edition: Edition, desk: Actor) -> None:
    upload = keep(edition, desk, ("korea.csv", KOREAN.encode("cp949")))
    assert "담당업무" in preview(upload).roster.ignored_columns
    remember_columns(upload, {"담당업무": "department"}, by=desk)
    store(upload, answers={}, quota_changes={}, by=desk, now=timezone.now())
    assert Participation.objects.get().department == "국제교류과"
    later = keep(edition, desk, ("more.csv", KOREAN.encode("cp949")))
    assert preview(later).roster.ignored_columns == ()
    other = keep(edition, desk, ("other.csv", KOREAN.encode("cp949")), sender="Busan")
    assert preview(other).roster.ignored_columns == ("담당업무",)
    assert ColumnMapping.objects.count() == 1


def test_all_rosters_of_a_workshop_are_stored_once_every_question_is_answered(
    shared: Path,
) -> None:
    load_places(by=ANONYMOUS)
    edition = factories.create_edition(date="2024-11-14/2024-11-15")
    desk = factories.actor(edition=edition)
    folder = shared / "data" / "workshop"
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    names = [name for name in expected["files"] if name.endswith(".xlsx") and name != "participants.xlsx"]
    files = [(name, (folder / name).read_bytes()) for name in names]
    upload = keep(edition, desk, *files)
    seen = preview(upload)
    assert not seen.roster.blocking
    answers = {each.key: _answer(each) for each in seen.roster.asked}
    count = store(upload, answers=answers, quota_changes={}, by=desk, now=timezone.now())
    assert count == edition.participations.filter(state=State.SUBMITTED).count()
    assert 80 <= count <= expected["counts"]["unique_people"]["total"]
    again = keep(edition, desk, *reversed(files))
    assert store(again, answers=answers, quota_changes={}, by=desk, now=timezone.now()) == 0


SAMPLES = {
    "email": "someone@example.kr",
    "phone": "010-0000-0000",
    "roman": "KIM Gildong",
    "kana": "やまだ たろう",
    "text": "주무관",
    "date": "2024-04-01",
    "period": "2024-04-01/2025-03-31",
    "level": "2",
    "name": "김길동",
    "name_split": "김 길동",
}


def _answer(question: Any) -> str:
    """The first allowed answer; a value where only a value is allowed."""
    return next(iter(question.answers), "") or SAMPLES[question.accepts]
