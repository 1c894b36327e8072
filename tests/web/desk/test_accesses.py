"""The monthly review, requests for erasure, the register of processing, and new versions of consent texts."""

import io
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories
from tests.web.desk.conftest import As
from tests.web.desk.test_record import loaded
from tests.web.desk.test_two_editors import WARNED, again, boxes
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import AccessReview, Edition
from trilogue.domain.people.choices import Purpose
from trilogue.domain.people.models import Account, Person
from trilogue.domain.people.queries import current_texts
from trilogue.flows.ask_erasure import ask_erasure
from trilogue.flows.load_consents import load_consents
from trilogue.foundation.access import ANONYMOUS, Actor
from trilogue.foundation.audit.access import seen
from trilogue.foundation.audit.models import Access, Entry
from trilogue.foundation.text.value import LANGUAGES

pytestmark = pytest.mark.django_db
ACCESS = "/en/desk/workshop/access/"
NOW = timezone.now()


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "KEYS", tmp_path / "keys")


@pytest.fixture
def host(signed_in_as: As) -> Client:
    return signed_in_as(Role.HOST_ADMIN)


def said(client: Client, path: str = ACCESS) -> str:
    answered = client.get(path)
    assert answered.status_code == 200
    return answered.content.decode()


def look(edition: Edition, *, reason: str, person: Person | None = None, email: str = "") -> Access:
    account = factories.create_account(email)
    person = person or factories.create_person()
    made = seen(
        by=Actor(account.pk),
        what="name_list.xlsx",
        people=[person.pk],
        edition=edition.pk,
        reason=reason,
        origin="192.0.2.7",
    )
    assert made
    return made


def test_the_review_shows_this_month_of_this_series(host: Client, edition: Edition) -> None:
    look(edition, reason="to the printer")
    older = look(edition, reason="long ago")
    Access.objects.filter(pk=older.pk).update(at=NOW - timedelta(days=70))
    look(factories.create_edition(), reason="of another series")
    page = said(host)
    assert "to the printer" in page
    assert "192.0.2.7" in page
    assert "long ago" not in page
    assert "of another series" not in page
    assert "long ago" in said(host, f"{ACCESS}?month={NOW - timedelta(days=70):%Y-%m}")
    assert "long ago" in said(host, f"{ACCESS}?month=")


def test_the_review_is_narrowed_to_an_account_and_to_a_person(host: Client, edition: Edition) -> None:
    person = factories.create_person(email="seen@example.org")
    look(edition, reason="first", person=person, email="one@example.org")
    look(edition, reason="second", email="two@example.org")
    by_account = said(host, f"{ACCESS}?account=TWO@example.org")
    assert "second" in by_account
    assert "first" not in by_account
    for said_of in ("seen@example.org", str(person.public_id)):
        page = said(host, f"{ACCESS}?person={said_of}")
        assert "first" in page
        assert "second" not in page
    assert "Nobody in this time." in said(host, f"{ACCESS}?person=stranger@example.org")


@pytest.mark.parametrize("month", ["2027-13", "2027", "x", "0000-01", "9999-12", "²⁰²⁷-05"])
def test_a_month_that_is_none_is_answered(host: Client, month: str) -> None:
    assert host.get(ACCESS, {"month": month}).status_code == 200


def test_a_page_of_no_edition_is_reviewed_where_who_looked_works(host: Client, edition: Edition) -> None:
    there = factories.create_edition()
    for name, places in (("Here", [edition]), ("There", [there]), ("Both", [edition, there]), ("Gone", [])):
        account = factories.create_account(name=f"{name} Looks")
        for each in places:
            factories.create_appointment(account, role=Role.DESK, edition=each)
        seen(by=Actor(account.pk), what="directory", people=[1], edition=None, origin="192.0.2.7")
    page = said(host)
    found = {name for name in ("Here", "There", "Both", "Gone") if f"{name} Looks" in page}
    assert found == {"Here", "Both", "Gone"}


def month_before(count: int = 1) -> datetime:
    """Noon, in the middle of a month that is over."""
    day = timezone.localtime().replace(day=15, hour=12, minute=0)
    for _ in range(count):
        day = (day.replace(day=1) - timedelta(days=1)).replace(day=15)
    return day


def put(
    edition: Edition, at: datetime, *, role: str = "", people: int = 1, reason: str = "", name: str = ""
) -> Access:
    account = factories.create_account(name=name or "Somebody")
    if role:
        factories.create_appointment(account, role=role, series=edition.series)
    whose = [factories.create_person().pk for _ in range(people)]
    made = seen(by=Actor(account.pk), what="people", people=whose, edition=edition.pk, reason=reason)
    assert made
    Access.objects.filter(pk=made.pk).update(at=at)
    return made


def test_a_month_that_is_over_waits_until_it_is_reviewed(host: Client, edition: Edition) -> None:
    before, long_before = month_before(), month_before(2)
    put(edition, before, role=Role.DESK)
    put(edition, long_before, role=Role.DESK)
    put(edition, NOW, role=Role.DESK)
    put(factories.create_edition(), month_before(3), role=Role.DESK)
    page = said(host)
    assert page.count("not reviewed yet") == 2
    path = f"{ACCESS}review/{long_before:%Y-%m}/"
    assert path in page
    assert host.post(path, {"note": "모두 확인함"}).status_code == 302
    assert Entry.objects.latest("number").action == "review_accesses"
    page = said(host)
    assert page.count("not reviewed yet") == 1
    assert "모두 확인함" in page
    host.post(path, {"note": "again"})
    assert AccessReview.objects.count() == 2
    assert "모두 확인함" in said(host, path)


def test_the_review_puts_the_unusual_first_and_says_why(host: Client, edition: Edition) -> None:
    at = month_before()
    put(edition, at, role=Role.DESK, name="Usual")
    put(edition, at.replace(hour=23), role=Role.DESK, name="Owl")
    put(edition, at.replace(hour=5), role=Role.DESK, name="Lark")
    put(edition, at, role=Role.DESK, people=50, name="Taker", reason="to the printer")
    put(edition, at, name="Gone")
    page = said(host, f"{ACCESS}review/{at:%Y-%m}/")
    unusual, _, rest = page.partition("<h2>By whom</h2>")
    shown = [name for name in ("Usual", "Owl", "Lark", "Taker", "Gone") if name in unusual]
    assert shown == ["Owl", "Lark", "Taker", "Gone"]
    assert unusual.index("Taker") < unusual.index("Owl")
    for why, count in (("at night<", 2), ("many people at once<", 1), ("without an appointment now<", 1)):
        assert unusual.count(why) == count
    assert "to the printer" in rest
    assert "5 looks" in page
    assert "54 people seen" in page


def test_a_review_takes_as_many_queries_for_many_looks(host: Client, edition: Edition) -> None:
    at = month_before()
    counts = []
    for _ in range(2):
        put(edition, at, role=Role.DESK, reason="x")
        put(edition, at)
        with CaptureQueriesContext(connection) as queries:
            said(host, f"{ACCESS}review/{at:%Y-%m}/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("month", ["2027-13", "2027", "x", "0000-01", "9999-12", "²⁰²⁷-05", f"{NOW:%Y-%m}"])
def test_only_a_month_that_is_over_is_reviewed(host: Client, month: str) -> None:
    assert host.get(f"{ACCESS}review/{month}/").status_code == 404
    assert host.post(f"{ACCESS}review/{month}/", {"note": ""}).status_code == 404
    assert not AccessReview.objects.exists()


def test_the_desk_without_host_administration_does_not_review(desk: Client) -> None:
    assert desk.get(ACCESS).status_code == 404


def test_a_request_for_erasure_is_carried_out_after_a_confirmation(host: Client, edition: Edition) -> None:
    person = factories.create_person(native="이다온")
    entry = factories.create_participation(edition, person=person)
    account = factories.create_account(person=person)
    ask_erasure(account, by=Actor(account.pk), now=NOW, language="en")
    assert "1 request for erasure" in said(host)
    page = said(host, f"{ACCESS}erasures/")
    assert "이다온" in page
    assert "Erase for good" not in page
    sent = {"person": str(person.public_id)}
    assert "Erase for good" in host.post(f"{ACCESS}erasures/", sent).content.decode()
    assert Person.objects.get(pk=person.pk).erased_at is None
    host.post(f"{ACCESS}erasures/", sent | {"sure": "yes"})
    assert Person.objects.get(pk=person.pk).erased_at
    entry.refresh_from_db()
    assert entry.state == "withdrawn"
    assert "Nobody has asked." in said(host, f"{ACCESS}erasures/")


def test_who_did_not_ask_here_cannot_be_erased_here(host: Client, edition: Edition) -> None:
    person = factories.create_participation(edition).person
    host.post(f"{ACCESS}erasures/", {"person": str(person.public_id), "sure": "yes"})
    assert Person.objects.get(pk=person.pk).erased_at is None
    assert Account.objects.count() == 1


def test_the_register_lists_every_personal_kind(host: Client) -> None:
    load_consents(by=ANONYMOUS, now=NOW)
    answered = host.get(f"{ACCESS}register.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answered.content))
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert {"sealed", "contact", "14", "people.SealedDetail"} <= cells
    assert len(book.worksheets[-1]["A"]) == 1 + len(Purpose)


def test_a_consent_text_gets_a_new_version_in_every_language(host: Client) -> None:
    load_consents(by=ANONYMOUS, now=NOW)
    assert "version" in said(host, f"{ACCESS}consents/").casefold()
    sent = {f"text-{language}": f"Ours in {language}" for language in LANGUAGES}
    sent |= {f"text-{language}-state": "human" for language in LANGUAGES} | {"text-source": "en"}
    path = f"{ACCESS}consents/directory/"
    host.post(path, loaded(host, path) | sent | {"text-ja": ""})
    assert current_texts()[Purpose.DIRECTORY].version == 1
    answered = host.post(path, loaded(host, path) | sent)
    assert answered.status_code == 302, answered.content.decode()
    assert current_texts()[Purpose.DIRECTORY].version == 2
    host.post(path, loaded(host, path) | sent)
    assert current_texts()[Purpose.DIRECTORY].version == 2
    assert host.get(f"{ACCESS}consents/spying/").status_code == 404


def test_two_who_mend_a_consent_text_in_two_languages_both_keep_it(host: Client) -> None:
    load_consents(by=ANONYMOUS, now=NOW)
    path = f"{ACCESS}consents/directory/"
    mine = boxes(said(host, path))
    assert host.post(path, mine | {"text-ja": "名簿"}).status_code == 302
    page = host.post(path, mine | {"text-ko": "명부"}).content.decode()
    assert WARNED in page
    assert current_texts()[Purpose.DIRECTORY].version == 2
    assert host.post(path, again(page)).status_code == 302
    newest = current_texts()[Purpose.DIRECTORY]
    assert newest.version == 3
    assert [newest.text.shown(each).text for each in ("ja", "ko")] == ["名簿", "명부"]
