"""Importing participants: errors block, questions are asked, all are stored or none."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import factories
from tests.web.desk.conftest import As
from trilogue.domain.delegations.models import Participation, QuotaDecision, RosterUpload
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition, Series
from trilogue.flows.sample import sample_table
from trilogue.foundation.formats import csv
from trilogue.foundation.formats.table import Table

pytestmark = pytest.mark.django_db
ROSTER = "/en/desk/workshop/9/roster/"
RAISED = {"answer_0": "raise_quota", "day_0": "2027-02-01", "reason_0": "Letter of the ministry"}


def send(client: Client, data: bytes, name: str = "list.csv") -> str:
    """Upload and return the address of the preview."""
    answer = client.post(ROSTER, {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def said(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def altered(**cells: str) -> bytes:
    """The sample with other values in its first row."""
    table = sample_table()
    first = dict(zip(table.header, table.rows[0], strict=True)) | cells
    return csv.write(Table(table.name, table.header, [list(first.values()), *table.rows[1:]]))


@pytest.fixture(params=["xlsx", "csv"])
def sample(request: pytest.FixtureRequest, desk: Client) -> bytes:
    """As the demonstration offers it."""
    answer = desk.get(f"{ROSTER}sample.{request.param}")
    assert answer.status_code == 200
    return answer.content


def test_the_sample_asks_one_question_and_is_stored(desk: Client, sample: bytes, edition: Edition) -> None:
    preview = send(desk, sample)
    page = said(desk, preview)
    assert "One question to answer" in page
    assert "CN has 34 places and the list has 35 people" in page
    answer = desk.post(preview, RAISED)
    assert answer.headers["Location"] == "/en/desk/workshop/9/people/"
    assert Participation.objects.count() == 88
    decision = QuotaDecision.objects.filter(delegation__country="CN").first()
    assert decision
    assert (decision.places, str(decision.decided_on), decision.reason) == (
        35,
        "2027-02-01",
        RAISED["reason_0"],
    )
    assert not RosterUpload.objects.exists()


def test_nothing_is_stored_before_the_answer(desk: Client, edition: Edition) -> None:
    preview = send(desk, csv.write(sample_table()))
    for unanswered in ({}, {"answer_0": "nonsense"}):
        page = desk.post(preview, unanswered).content.decode()
        assert "One answer needs attention" in page
    assert not Participation.objects.exists()


def test_raising_a_quota_needs_a_day_and_a_reason(desk: Client, edition: Edition) -> None:
    preview = send(desk, csv.write(sample_table()))
    page = desk.post(preview, {"answer_0": "raise_quota", "day_0": "2027-02-01"}).content.decode()
    assert 'href="#id_reason_0"' in page
    assert 'value="2027-02-01"' in page
    assert not Participation.objects.exists()


def test_the_last_on_the_list_can_be_left_out_instead(desk: Client, edition: Edition) -> None:
    desk.post(send(desk, csv.write(sample_table())), {"answer_0": "leave_out_last"})
    assert Participation.objects.count() == 87


def test_an_error_blocks_the_whole_file(desk: Client, edition: Edition) -> None:
    preview = send(desk, altered(country="XX", email="nobody"))
    page = said(desk, preview)
    assert "2 errors to mend in the file" in page
    assert "list.csv, cell B2" in page
    assert "Store everybody" not in page
    desk.post(preview, RAISED)
    assert not Participation.objects.exists()


def test_what_the_file_does_not_tell_is_typed(desk: Client, edition: Edition) -> None:
    preview = send(desk, altered(email="nobody"))
    page = said(desk, preview)
    assert "“nobody” is no usable e-mail address" in page
    assert "Store everybody" in page
    others = {"answer_1": "leave_out_last"}
    for unanswered in ({}, {"typed_0": "still nobody"}, {"answer_0": "nonsense"}):
        assert "needs attention" in desk.post(preview, {**others, **unanswered}).content.decode()
    assert not Participation.objects.exists()
    desk.post(preview, {**others, "typed_0": "Somebody@example.kr"})
    assert Participation.objects.filter(person__email="somebody@example.kr").count() == 1
    assert Participation.objects.count() == 87


def test_who_has_no_address_can_be_left_out(desk: Client, edition: Edition) -> None:
    preview = send(desk, altered(email=""))
    desk.post(preview, {"answer_0": "leave_out", "answer_1": "leave_out_last"})
    assert Participation.objects.count() == 86


def test_people_of_hidden_rows_and_other_delegations_are_shown_apart(
    desk: Client, edition: Edition, shared: Path
) -> None:
    name = "2024_워크숍_참가자명단_시도취합.xlsx"
    page = said(desk, send(desk, (shared / "data" / "workshop" / name).read_bytes(), name))
    apart = page[
        page.index("In hidden rows, or of another delegation") : page.index("People as they were read")
    ]
    for person in ("곽시우", "쑨치항", "하라구치 치나츠"):
        assert person in apart
    assert "the row of 곽시우 is hidden. Has the person withdrawn?" in page


def test_a_warning_is_shown_with_its_cure(desk: Client, edition: Edition) -> None:
    page = said(desk, send(desk, altered(position="  주사 ")))
    assert "needless spaces" in page
    assert "One thing was put right" in page
    assert "Store everybody" in page


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7", "neither an .xlsx workbook nor a table"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "locked with a password",
        ),
        (b"PK\x03\x04 broken", "damaged"),
        (b"one,two\r\n1,2\r\n", "no column holds"),
        (b"a,b\r\n" + b"1,2\r\n" * 100_000, "more than 20000 rows"),
    ],
    ids=["wrong type", "locked", "damaged", "missing columns", "too many rows"],
)
def test_an_unusable_file_is_answered_with_its_cure(
    desk: Client, edition: Edition, data: bytes, reason: str
) -> None:
    page = said(desk, send(desk, data))
    assert reason in page
    assert "Store everybody" not in page


def test_too_large_a_file_is_not_kept(desk: Client, edition: Edition) -> None:
    file = SimpleUploadedFile("large.csv", b"x" * (10 * 1024 * 1024 + 1))
    page = desk.post(ROSTER, {"file": file}).content.decode()
    assert "larger than 10 MB" in page
    assert not RosterUpload.objects.exists()


def test_no_file_is_asked_for_again(desk: Client, edition: Edition) -> None:
    page = desk.post(ROSTER, {}).content.decode()
    assert 'href="#id_file"' in page


def test_a_name_of_markup_stays_text(desk: Client, edition: Edition) -> None:
    page = said(desk, send(desk, altered(native_name="<b>김</b>"), "<i>.csv"))
    assert "<b>김</b>" not in page
    assert "<i>.csv" not in page


def test_a_discarded_file_is_gone(desk: Client, edition: Edition) -> None:
    preview = send(desk, csv.write(sample_table()))
    assert "Go on with it" in said(desk, ROSTER)
    desk.post(f"{preview}discard/")
    assert not RosterUpload.objects.exists()
    assert desk.get(preview).status_code == 404


def test_the_same_list_again_stores_nobody_twice(desk: Client, edition: Edition) -> None:
    data = csv.write(sample_table())
    desk.post(send(desk, data), RAISED)
    preview = send(desk, data)
    page = said(desk, preview)
    assert "There is nothing to ask." in page
    assert "takes part already" in page
    desk.post(preview)
    assert Participation.objects.count() == 88


def test_a_change_meanwhile_asks_anew(desk: Client, signed_in_as: As, edition: Edition) -> None:
    preview = send(desk, csv.write(sample_table()))
    delegation = edition.delegations.get(country="CN")
    factories.create_quota_decision(delegation, places=35)
    desk.post(preview)
    assert Participation.objects.count() == 88


def test_the_sample_is_offered_in_a_demonstration_only(desk: Client, edition: Edition) -> None:
    assert "Sample (XLSX)" in said(desk, ROSTER)
    Series.objects.update(demonstration=False)
    assert "Sample" not in said(desk, ROSTER)
    assert desk.get(f"{ROSTER}sample.csv").status_code == 404


def test_the_upload_of_another_edition_does_not_exist_here(desk: Client, edition: Edition) -> None:
    foreign = factories.create_roster_upload()
    assert desk.get(f"{ROSTER}{foreign.pk}/").status_code == 404


@pytest.mark.parametrize("role", [Role.TRANSLATOR, Role.READER, Role.PARTICIPANT])
def test_who_does_not_run_the_edition_imports_nothing(signed_in_as: As, edition: Edition, role: str) -> None:
    client = signed_in_as(role)
    answer = client.post(ROSTER, {"file": SimpleUploadedFile("list.csv", csv.write(sample_table()))})
    assert answer.status_code == 404
    assert not RosterUpload.objects.exists()


@pytest.mark.parametrize("name", ["participants.csv", "participants.xlsx"])
def test_the_workshops_own_list_works_as_well(
    desk: Client, edition: Edition, shared: Path, name: str
) -> None:
    Edition.objects.update(date="2024-10-24/2024-10-25")
    preview = send(desk, (shared / "data" / "workshop" / name).read_bytes(), name)
    page = said(desk, preview)
    assert "errors to mend" not in page
    assert "CN has 34 places and the list has 35 people" in page
