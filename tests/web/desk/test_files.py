"""Documents at the desk and who fetches them: everybody once published, participants, or the desk."""

import os
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.utils import timezone

from tests import factories
from tests.foundation.files import samples
from tests.web.desk.conftest import As
from tests.web.desk.test_photographs import publish
from tests.web.desk.test_record import four, loaded
from tests.web.desk.test_two_editors import WARNED, again
from trilogue.domain.editions.choices import FileAudience, Role
from trilogue.domain.editions.models import Edition, EditionFile
from trilogue.flows.publish import publish_edition, withdraw_edition
from trilogue.flows.sweep_files import sweep_files
from trilogue.foundation.access import ANONYMOUS
from trilogue.web.public.pages import STORE

pytestmark = pytest.mark.django_db
FILES = "/en/desk/workshop/9/files/"
SAID = four("title", "Programme", ko="일정표") | four("credit", "Host city") | {"language": "ko"}


def sent(data: bytes = b"", name: str = "일정표 1.docx") -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, data or samples.office("docx"))}


def added(desk: Client, edition: Edition, audience: str) -> EditionFile:
    answer = desk.post(f"{FILES}add/", SAID | sent() | {"audience": audience})
    assert answer.status_code == 302
    return edition.files.get()


def address(file: EditionFile) -> str:
    return f"/files/documents/{file.digest}/{file.name}"


def participant(edition: Edition, state: str = "confirmed") -> Client:
    entry = factories.create_participation(edition, state=state)
    client = Client()
    client.force_login(factories.create_account(person=entry.person))
    return client


def test_a_file_for_everybody_is_fetched_once_published_and_gone_once_withdrawn(
    desk: Client, edition: Edition
) -> None:
    file = added(desk, edition, FileAudience.EVERYBODY)
    assert (file.name, file.kind) == ("일정표-1.docx", "docx")
    reader = Client()
    assert reader.get(address(file)).status_code == 404
    assert "일정표" in desk.get(FILES.replace("/en/", "/ko/")).content.decode()
    publish(edition)
    page = reader.get("/ko/workshop/editions/9/").content.decode()
    for words in ("일정표", "DOCX", "한국어", file.digest):
        assert words in page
    answer = reader.get(address(file))
    assert answer.content == samples.office("docx")
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''%EC%9D%BC")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert reader.get(address(file).replace("-1", "-2")).status_code == 404
    withdraw_edition(edition, by=ANONYMOUS, now=timezone.now())
    assert reader.get(address(file)).status_code == 404
    assert desk.get(address(file))["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("audience", "fetch"),
    [
        (FileAudience.DESK, {"desk", "translator"}),
        (FileAudience.PARTICIPANTS, {"desk", "translator", "confirmed"}),
        (FileAudience.EVERYBODY, {"desk", "translator"}),
    ],
)
def test_a_file_that_is_not_published_needs_a_role_where_it_belongs(
    desk: Client, signed_in_as: As, edition: Edition, audience: str, fetch: set[str]
) -> None:
    file = added(desk, edition, audience)
    clients = {
        "nobody": Client(),
        "desk": desk,
        "translator": signed_in_as(Role.TRANSLATOR),
        "reader": signed_in_as(Role.READER),
        "confirmed": participant(edition),
        "submitted": participant(edition, "submitted"),
        "elsewhere": participant(factories.create_edition(number=3)),
    }
    assert {who for who, client in clients.items() if client.get(address(file)).status_code == 200} == fetch
    shown = address(file).split("/")[3]
    assert (shown in clients["confirmed"].get("/en/me/").content.decode()) == ("confirmed" in fetch)
    assert shown not in clients["submitted"].get("/en/me/").content.decode()
    publish(edition)
    page = Client().get("/en/workshop/editions/9/").content.decode()
    assert (shown in page) == (audience == FileAudience.EVERYBODY)


def test_a_file_is_changed_and_removed(desk: Client, edition: Edition) -> None:
    file = added(desk, edition, FileAudience.DESK)
    path = f"{FILES}{file.pk}/"
    before = loaded(desk, path)
    assert desk.post(path, before | SAID | {"audience": "everybody", "language": "ja"}).status_code == 302
    file.refresh_from_db()
    assert (file.audience, file.language) == ("everybody", "ja")
    assert "Somebody changed this" in desk.post(path, before | SAID | {"audience": "desk"}).content.decode()
    assert "Remove this file?" in desk.get(f"{path}remove/").content.decode()
    seen = loaded(desk, f"{path}remove/")
    desk.post(path, loaded(desk, path) | SAID | {"audience": "desk"})
    assert WARNED in desk.post(f"{path}remove/", seen).content.decode()
    desk.post(f"{path}remove/", loaded(desk, f"{path}remove/"))
    assert not edition.files.exists()


def test_who_opened_a_file_to_everybody_and_who_renamed_it_both_keep_it(
    desk: Client, edition: Edition
) -> None:
    file = added(desk, edition, FileAudience.DESK)
    path = f"{FILES}{file.pk}/"
    before = loaded(desk, path) | SAID | {"audience": "desk"}
    assert desk.post(path, before | {"audience": "everybody", "language": "ja"}).status_code == 302
    page = desk.post(path, before | four("title", "Agenda", ko="일정표")).content.decode()
    assert "<ins>日本語</ins>" in page
    assert re.search(r'value="everybody"[^>]* checked', page)
    assert desk.post(path, again(page) | {"audience": "everybody"}).status_code == 302
    file.refresh_from_db()
    assert (str(file.title), file.audience, file.language) == ("Agenda", "everybody", "ja")


def test_a_document_that_acts_is_refused_with_the_reason(desk: Client, edition: Edition) -> None:
    macro = samples.office("docx", {"word/vbaProject.bin": b"x"})
    answer = desk.post(f"{FILES}add/", SAID | sent(macro) | {"audience": "desk"})
    assert "The document holds macros or commands." in answer.content.decode()
    assert "Choose a file." in desk.post(f"{FILES}add/", SAID | {"audience": "desk"}).content.decode()
    assert not edition.files.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_lists_take_the_same_number_of_queries_at_any_size(
    desk: Client, edition: Edition, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        factories.create_edition_file(edition)
        factories.supplied_photograph(edition)
    desk.get(FILES)
    with django_assert_num_queries(11):
        desk.get(FILES)
    with django_assert_num_queries(11):
        desk.get(FILES.replace("files", "photographs"))


def test_more_may_be_sent_where_files_go_and_too_much_is_refused_with_the_reason(desk: Client) -> None:
    with override_settings(REQUEST_MAX_BYTES=1000, UPLOAD_MAX_BYTES=50_000):
        assert desk.post(f"{FILES}add/", SAID | sent(b"x" * 20_000)).status_code == 200
        answer = desk.post(f"{FILES.replace('/en/', '/ko/')}add/", SAID | sent(b"x" * 60_000))
        assert answer.status_code == 413
        assert "최대 30MB" in answer.content.decode()
        assert desk.post("/en/desk/workshop/9/roster/", sent(b"x" * 20_000)).status_code == 413
    assert settings.UPLOAD_MAX_BYTES > 30 * 1024 * 1024


def test_a_file_withdrawn_elsewhere_is_gone_with_the_next_request(
    desk: Client, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While this process has not looked at the version yet, as between two looks of its watch."""
    file = added(desk, edition, FileAudience.EVERYBODY)
    publish(edition)
    assert Client().get(address(file)).status_code == 200
    monkeypatch.setattr(STORE, "watched", True)
    withdraw_edition(edition, by=ANONYMOUS, now=timezone.now())
    assert Client().get(address(file)).status_code == 404


def test_a_removed_file_comes_back_until_it_is_deleted_a_day_after_the_publication(
    desk: Client, edition: Edition, settings: Any
) -> None:
    file = added(desk, edition, FileAudience.EVERYBODY)
    publish(edition)
    desk.post(f"{FILES}{file.pk}/remove/", loaded(desk, f"{FILES}{file.pk}/remove/"))
    for each in Path(settings.MEDIA_ROOT).glob("documents/*/*"):
        os.utime(each, (0, 0))
    published = timezone.now()
    publish_edition(edition, by=ANONYMOUS, now=published)
    sweep_files(now=published + timedelta(hours=23))
    path = f"/en/desk/workshop/9/record/file/{file.pk}/history/2/"
    assert path in desk.get("/en/desk/workshop/9/removed/").content.decode()
    assert desk.post(path).status_code == 302
    assert EditionFile.objects.get() == file
    assert desk.get(address(file)).status_code == 200
    desk.post(f"{FILES}{file.pk}/remove/", loaded(desk, f"{FILES}{file.pk}/remove/"))
    sweep_files(now=timezone.now() + timedelta(hours=25))
    assert "Nothing here yet." in desk.get("/en/desk/workshop/9/removed/").content.decode()
    desk.post(f"{FILES}add/", SAID | sent() | {"audience": "desk"})
    assert edition.files.get().number == file.number + 1


def test_published_files_survive_the_sweep(desk: Client, edition: Edition) -> None:
    file = added(desk, edition, FileAudience.EVERYBODY)
    later = timezone.now() + timedelta(days=2)
    publish(edition)
    file.delete()
    sweep_files(now=later)
    assert Client().get(address(file)).status_code == 200
    publish_edition(edition, by=ANONYMOUS, now=timezone.now())
    assert sweep_files(now=later) >= 1
    assert desk.get(address(file)).status_code == 404
