"""The letter and the workbook go out; the workbook comes back, is shown, and makes drafts once confirmed."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from tests import factories
from tests.web.nominator.conftest import KIM, Link, Linked
from tests.web.sign_in.test_enumeration import outward
from trilogue.domain.delegations.models import Call, Participation, RosterUpload
from trilogue.domain.editions.models import Edition
from trilogue.domain.places.models import Government
from trilogue.flows.sample import sample_table
from trilogue.foundation.access import limits
from trilogue.foundation.access.limits import Limit
from trilogue.foundation.formats import csv
from trilogue.foundation.formats.table import Table

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(call: Call) -> Call:
    call.contact = "Kim Haneul, workshop@example.org"
    call.save()
    Edition.objects.update(date="2027-05-20/2027-05-21", location=factories.text("Gyeongju"))
    return call


def rows(count: int = 1, **cells: str) -> bytes:
    """The first people of the sample, with other values in the first row."""
    table = sample_table()
    first = dict(zip(table.header, table.rows[0], strict=True)) | cells
    return csv.write(Table(table.name, table.header, [list(first.values()), *table.rows[1:count]]))


def returned(link: Link, data: bytes, name: str = "list.csv") -> str:
    """Upload, and the route of the preview."""
    location = link.sends("return/", file=SimpleUploadedFile(name, data))
    return location.removeprefix(link.path)


@pytest.fixture
def busan() -> Government:
    return factories.create_government(
        "KR-26", country=factories.create_country("KR"), name=factories.text("Busan", ko="부산광역시")
    )


@pytest.mark.parametrize("form", ["docx", "hwpx"])
def test_the_letter_is_addressed_to_the_government(ready: Call, link: Link, form: str) -> None:
    answer = link.client.get(f"{link.path}letter.{form}")
    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert link.token.encode() not in answer.content


def test_a_letter_that_is_not_ready_is_said_so(call: Call, link: Link) -> None:
    link.sends("letter.docx", 405)
    assert link.client.get(f"{link.path}letter.docx").status_code == 302
    assert "not finished the letter" in link.said()
    link.said("letter.exe", 404)


@pytest.mark.parametrize("language", ["en", "ko", "ja", "zh-hans"])
def test_the_workbook_goes_out_and_comes_back(
    ready: Call, link: Link, language: str, tmp_path: Path, busan: Government
) -> None:
    answer = link.client.get(link.path.replace("/en/", f"/{language}/") + "workbook.xlsx")
    assert answer.status_code == 200
    path = tmp_path / "form.xlsx"
    path.write_bytes(answer.content)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    empty = returned(link, answer.content, "form.xlsx")
    assert "Make" not in link.said(empty)
    assert "put right" not in link.said(empty)
    assert sheet.max_column > 10
    assert link.token not in str([[cell.value for cell in row] for row in sheet.iter_rows()])


def test_a_returned_list_makes_drafts_once_confirmed(link: Link, busan: Government, edition: Edition) -> None:
    route = returned(link, rows(1))
    page = link.said(route)
    assert "김직호" in page or "김 직호" in page
    assert not Participation.objects.exists()
    upload = RosterUpload.objects.get()
    assert (upload.government, upload.uploaded_by) == (link.invitation.government, None)
    assert "Gyeongbuk" in upload.sender
    link.sends(route, **answers(page))
    one = Participation.objects.get()
    assert (one.state, one.nominator, one.invitation) == (
        "draft",
        link.invitation.government,
        link.invitation,
    )
    assert {name.script for name in one.person.names.all()} >= {"hangul", "latin", "hanja"}
    assert not RosterUpload.objects.exists()
    again = returned(link, rows(1))
    assert "nominated by you already" in link.said(again)
    link.sends(again, **answers(link.said(again)))
    assert Participation.objects.count() == 1


def answers(page: str) -> dict[str, str]:
    """The first answer of each question of the page."""
    found: dict[str, str] = {}
    for name, value in re.findall(r'name="(answer_\d+)" value="([^"]+)"', page):
        found.setdefault(name, value)
    return found


def test_a_returned_list_tells_nothing_of_people_of_others(
    link: Link, linked: Linked, busan: Government
) -> None:
    table = sample_table()
    email = dict(zip(table.header, table.rows[0], strict=True))["email"]
    other = linked()
    other.sends("add/", **{**KIM, "email": email, "department": "비밀과"})
    known = Participation.objects.get()
    seen = []
    for address in (email, "nobody@example.org"):
        link.client = Client()
        route = returned(link, rows(1, email=address))
        page = link.client.get(link.path + route)
        stored = link.client.post(link.path + route, answers(page.content.decode()))
        made = Participation.objects.latest("pk")
        assert (made.email, made.person == known.person) == (address, False)
        said = [
            re.sub(r"\d+", "0", str(each)) for each in (*outward(page, address), *outward(stored, address))
        ]
        seen.append((said, made.state, made.department))
    assert seen[0] == seen[1]


def test_answers_to_returned_lists_are_counted(
    link: Link, busan: Government, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = limits.NOMINATIONS
    monkeypatch.setattr(limits, "NOMINATIONS", Limit(limit.name, 0, limit.within))
    route = returned(link, rows(1))
    link.sends(route, 429, **answers(link.said(route)))
    assert not Participation.objects.exists()


def test_the_limit_holds_for_the_whole_list(linked: Linked, gyeongbuk: Government, busan: Government) -> None:
    link = linked(gyeongbuk, places=1)
    route = returned(link, rows(3))
    page = link.sends(route, 200, **answers(link.said(route)))
    assert "may nominate 1 at most" in page
    assert not Participation.objects.exists()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7", "a.pdf"),
        (b"PK\x03\x04 broken", "a.xlsx"),
        (b"one,two\r\n1,2\r\n", "<script>.csv"),
        (b"", "empty.csv"),
        (b"\x00" * 100, "zero.csv"),
    ],
)
def test_an_unusable_file_is_answered(link: Link, data: bytes, name: str) -> None:
    answer = link.client.post(f"{link.path}return/", {"file": SimpleUploadedFile(name, data)})
    if answer.status_code == 302:
        page = link.said(answer.headers["Location"].removeprefix(link.path))
        assert "<script>" not in page
        assert "Make" not in page
    else:
        assert answer.status_code == 200
        assert 'href="#id_file"' in answer.content.decode()
    assert not Participation.objects.exists()


def test_a_discarded_file_is_gone(link: Link, busan: Government) -> None:
    route = returned(link, rows(1))
    link.sends(f"{route}discard/")
    assert not RosterUpload.objects.exists()
    link.said(route, 404)


def test_after_the_deadline_nothing_is_made(link: Link, busan: Government) -> None:
    route = returned(link, rows(1))
    Call.objects.update(deadline=timezone.now() - timedelta(hours=1))
    assert "Nominations are closed" in link.sends(route, 200, **answers(link.said(route)))
    assert not Participation.objects.exists()
