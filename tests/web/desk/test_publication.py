"""Preview, what publishing will change, publishing, withdrawing, and the history."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.web.desk.conftest import As
from trilogue.domain.editions import actions
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition, Publication, ScheduledPublication
from trilogue.flows.publish import publish_due
from trilogue.foundation.access import ANONYMOUS

pytestmark = pytest.mark.django_db
PAGE = "/en/desk/workshop/9/publication/"
PUBLIC = "/en/workshop/editions/9/"


@pytest.fixture
def public(desk: Client, edition: Edition) -> Client:
    """The desk of a series that readers see."""
    desk.post("/en/desk/workshop/publication/publish/")
    desk.post(f"{PAGE}publish/", follow=True)
    return desk


def test_readers_see_what_was_published_and_nothing_newer(public: Client, edition: Edition) -> None:
    line = factories.create_line(edition)
    line.text = factories.text("A lecture on bridges")
    line.save()
    assert "A lecture on bridges" not in public.get(PUBLIC).content.decode()
    changes = public.get(PAGE).content.decode()
    assert "<ins>A lecture on bridges</ins>" in changes
    assert line.key in changes
    public.post(f"{PAGE}publish/", follow=True)
    assert "A lecture on bridges" in public.get(PUBLIC).content.decode()
    assert "Nothing: readers see what stands here." in public.get(PAGE).content.decode()


def test_a_changed_status_and_a_removed_figure_are_told(desk: Client, edition: Edition) -> None:
    figure = factories.create_figure(edition, country=factories.create_country("KR"), count=38)
    desk.post("/en/desk/workshop/publication/publish/")
    desk.post(f"{PAGE}publish/")
    figure.delete()
    Edition.objects.update(status="running")
    page = desk.get(PAGE).content.decode()
    assert "<del>open</del><ins>running</ins>" in page
    assert "actual:KR" in page


def test_the_preview_is_the_public_page_marked_as_one(public: Client, edition: Edition) -> None:
    factories.create_line(edition)
    page = public.get("/en/desk/workshop/9/preview/").content.decode()
    assert "Preview: not published" in page
    assert "A detail" in page
    assert "Preview: not published" in public.get("/en/desk/workshop/preview/").content.decode()


def test_a_withdrawn_edition_is_gone_for_readers(public: Client, edition: Edition) -> None:
    assert public.get(PUBLIC).status_code == 200
    assert "disappear for readers" in public.get(f"{PAGE}withdraw/").content.decode()
    public.post(f"{PAGE}withdraw/", follow=True)
    assert public.get(PUBLIC).status_code == 404
    assert "Readers do not see this yet." in public.get(PAGE).content.decode()


def test_a_translator_previews_and_does_not_publish(
    public: Client, signed_in_as: As, edition: Edition
) -> None:
    factories.create_line(edition)
    translator = signed_in_as(Role.TRANSLATOR)
    assert translator.get("/en/desk/workshop/9/preview/").status_code == 200
    assert "Publish</button>" not in translator.get(PAGE).content.decode()
    before = Publication.objects.count()
    assert translator.post(f"{PAGE}publish/").status_code == 404
    assert Publication.objects.count() == before


def test_the_history_tells_who_published(public: Client, edition: Edition) -> None:
    page = public.get("/en/desk/workshop/9/history/").content.decode()
    assert "Somebody of desk" in page
    assert "edition: published" in page
    assert "series: published" in public.get("/en/desk/workshop/history/").content.decode()


def test_a_publication_needs_a_post(desk: Client) -> None:
    assert desk.get(f"{PAGE}publish/").status_code == 405


def test_a_publication_is_scheduled_seen_waiting_and_called_off(public: Client, edition: Edition) -> None:
    factories.create_line(edition)
    tomorrow = timezone.localtime() + timedelta(days=1)
    public.post(f"{PAGE}schedule/", {"due_at": tomorrow.strftime("%Y-%m-%dT%H:%M")})
    page = public.get(PAGE).content.decode()
    assert f"{tomorrow:%Y-%m-%d %H:%M}" in page
    assert "(Asia/Seoul)" in page
    waiting = ScheduledPublication.objects.get()
    assert abs(waiting.due_at - tomorrow) < timedelta(minutes=1)
    again = public.post(f"{PAGE}schedule/", {"due_at": tomorrow.strftime("%Y-%m-%dT%H:%M")}, follow=True)
    assert "A publication waits already." in again.content.decode()
    public.post(f"{PAGE}schedule/cancel/")
    assert publish_due(now=tomorrow + timedelta(hours=1)) == 0
    assert "Nothing waits any more" in public.post(f"{PAGE}schedule/cancel/", follow=True).content.decode()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2020-01-01T10:00", "This time is over."),
        ("0001-01-01T00:00", "This time is over."),
        ("9999-12-31T23:59", "within a year"),
        ("soon", "Enter a valid date/time."),
        ("", "required"),
    ],
)
def test_a_time_that_cannot_be_is_refused_in_words(public: Client, written: str, said: str) -> None:
    assert said in public.post(f"{PAGE}schedule/", {"due_at": written}).content.decode()
    assert not ScheduledPublication.objects.exists()


def test_a_scheduled_publication_that_failed_is_shown_until_one_is_made(
    public: Client, edition: Edition
) -> None:
    factories.create_scheduled_publication(edition, due_at=timezone.now())
    assert publish_due(now=timezone.now()) == 0
    assert "may no longer publish here" in public.get(PAGE).content.decode()
    factories.create_line(edition)
    public.post(f"{PAGE}publish/")
    assert "may no longer publish here" not in public.get(PAGE).content.decode()


def test_words_that_change_are_marked(public: Client, edition: Edition) -> None:
    line = factories.create_line(edition)
    public.post(f"{PAGE}publish/")
    actions.change(line, by=ANONYMOUS, text=factories.text("A longer detail"))
    assert "A <ins>longer </ins>detail" in public.get(PAGE).content.decode()
