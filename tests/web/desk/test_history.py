"""The history of one thing of the record: readable changes, restoring, and bringing back what was removed."""

import re
from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.web.desk.conftest import As
from tests.web.desk.test_record import RECORD, SERIES, four, loaded
from trilogue.domain.editions import actions
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition, Erratum, Figure, Line, Revision, Source
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.audit.models import Entry
from trilogue.foundation.text.value import Entry as Wording
from trilogue.foundation.text.value import State, Text

pytestmark = pytest.mark.django_db
REMOVED = "/en/desk/workshop/9/removed/"


@pytest.fixture
def line(edition: Edition) -> Line:
    line = factories.create_line(edition, number=1)
    actions.change(line, by=ANONYMOUS, text=said("Held in Busan", ja="釜山で開催"))
    actions.change(line, by=ANONYMOUS, text=said("Held in Jeju", ja="済州で開催"))
    return line


def said(en: str, **others: str) -> Text:
    words = {"en": en, **others}
    return Text("en", {language: Wording(text, State.OFFICIAL) for language, text in words.items()})


def history(line: Line) -> str:
    return f"{RECORD}detail/{line.pk}/history/"


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_change_is_told_in_words_newest_first(desk: Client, line: Line) -> None:
    desk.post(
        f"{RECORD}detail/{line.pk}/",
        loaded(desk, f"{RECORD}detail/{line.pk}/") | four("text", "Held in Seoul", state="official"),
    )
    shown = page(desk, history(line))
    assert "Held in <del>Jeju</del><ins>Seoul</ins>" in shown
    assert "Held in <del>Busan</del><ins>Jeju</ins>" in shown
    assert '<span class="words" lang="ja"><del>釜山</del><ins>済州</ins>で開催</span>' in shown
    assert shown.index("<ins>Seoul</ins>") < shown.index("<ins>Jeju</ins>")
    assert "Somebody of desk" in shown
    assert page(desk, f"{RECORD}edition/{line.edition_id}/history/").count("<li") < shown.count("<li")


def test_a_long_history_stands_in_pages_of_the_same_number_of_queries(
    desk: Client, line: Line, django_assert_num_queries: Any
) -> None:
    for number in range(60):
        actions.change(line, by=ANONYMOUS, text=said(f"Wording {number}"))
    queries = 15
    with django_assert_num_queries(queries):
        first = page(desk, history(line))
    with django_assert_num_queries(queries):
        last = page(desk, f"{history(line)}?page=4")
    assert "<ins>59</ins>" in first
    assert "as it stood before the first change" in last
    every = first + "".join(page(desk, f"{history(line)}?page={number}") for number in (2, 3)) + last
    states = [int(each) for each in re.findall(r"State (\d+)", every)]
    assert states == list(range(63, 0, -1))


def test_an_earlier_state_is_restored_after_asking(desk: Client, line: Line) -> None:
    path = f"{history(line)}2/"
    asked = page(desk, path)
    assert "Held in <del>Jeju</del><ins>Busan</ins>" in asked
    entries = Entry.objects.filter(action="change").count()
    answer = desk.post(path, loaded(desk, path), follow=True)
    assert "It stands again as it was." in answer.content.decode()
    line.refresh_from_db()
    assert line.text.shown("ja").text == "釜山で開催"
    assert Revision.objects.filter(object_id=line.pk, object_type="editions.line").count() == 4
    assert Entry.objects.filter(action="change").count() == entries + 1


def test_restoring_what_somebody_changed_meanwhile_asks_again(desk: Client, line: Line) -> None:
    path = f"{history(line)}2/"
    mine = loaded(desk, path)
    actions.change(line, by=ANONYMOUS, text=said("Held in Seoul"))
    answer = desk.post(path, mine).content.decode()
    assert "Somebody changed it meanwhile." in answer
    assert "<del>Seoul</del>" in answer
    line.refresh_from_db()
    assert line.text.shown("en").text == "Held in Seoul"


def test_what_no_longer_fits_is_refused_with_the_reason(desk: Client, edition: Edition) -> None:
    source: Source = factories.create_source(edition.series)
    figure = factories.create_figure(edition, country=factories.create_country("KR"))
    actions.change(figure, by=ANONYMOUS, source=source)
    actions.change(figure, by=ANONYMOUS, source=None)
    source.delete()
    path = f"{RECORD}figure/{figure.pk}/history/2/"
    refused = desk.post(path, loaded(desk, path)).content.decode()
    assert "source: What it refers to has been removed since." in refused


def test_what_was_removed_is_listed_and_brought_back(desk: Client, line: Line) -> None:
    path = f"{RECORD}detail/{line.pk}/remove/"
    desk.post(path, loaded(desk, path))
    assert "1 thing that was removed" in page(desk, RECORD)
    listed = page(desk, REMOVED)
    assert "Held in Jeju" in listed
    link = re.search(r'href="([^"]+/history/\d+/)"', listed)
    assert link
    assert "It was removed." in page(desk, history(line))
    assert "Held in Jeju" in page(desk, link[1])
    desk.post(link[1])
    back = Line.objects.get()
    assert (back.pk, back.key, back.text.shown("en").text) == (line.pk, "E9.D1", "Held in Jeju")
    shown = page(desk, history(line))
    assert "brought back" in shown
    assert "Nothing here yet." in page(desk, REMOVED)


def test_a_place_that_is_taken_is_told(desk: Client, edition: Edition) -> None:
    country = factories.create_country("KR")
    figure = factories.create_figure(edition, country=country, count=38)
    path = f"{RECORD}figure/{figure.pk}/"
    desk.post(f"{path}remove/", loaded(desk, f"{path}remove/"))
    factories.create_figure(edition, country=country, count=40)
    answer = desk.post(f"{path}history/2/").content.decode()
    assert "Something else stands in its place now." in answer
    assert Figure.objects.get().count == 40


def test_removing_what_somebody_changed_meanwhile_shows_the_change(desk: Client, line: Line) -> None:
    path = f"{RECORD}detail/{line.pk}/remove/"
    mine = loaded(desk, path)
    actions.change(line, by=ANONYMOUS, text=said("Held in Seoul"))
    answer = desk.post(path, mine).content.decode()
    assert "<del>Jeju</del><ins>Seoul</ins>" in answer
    assert Line.objects.exists()


def test_of_another_place_nothing_is_shown(desk: Client, line: Line) -> None:
    foreign = factories.create_line()
    actions.change(foreign, by=ANONYMOUS, text=said("Elsewhere"))
    assert desk.get(history(foreign)).status_code == 404
    assert desk.get(f"{RECORD}article/{line.pk}/history/").status_code == 404
    for number in ("9", str(10**30)):
        assert desk.get(f"{history(line)}{number}/").status_code == 404
    assert desk.get(f"{RECORD}detail/{10**30}/history/").status_code == 404


def test_a_translator_reads_the_history_and_restores_nothing(signed_in_as: As, line: Line) -> None:
    translator = signed_in_as(Role.TRANSLATOR)
    assert "Restore this state" not in page(translator, history(line))
    assert translator.post(f"{history(line)}2/").status_code == 404


def test_an_erratum_is_written_issued_and_stays(desk: Client, edition: Edition) -> None:
    line = factories.create_line(edition, number=1)
    add = f"{RECORD}erratum/add/"
    assert f'value="{line.key}"' in page(desk, add)
    sent = {"mark": line.key} | four("text", "Jeju, not Busan.", zh_hans="应为济州。")
    assert desk.post(add, sent).status_code == 302
    erratum = Erratum.objects.get()
    assert "Remove E9.R1" in page(desk, RECORD)
    desk.post("/en/desk/workshop/publication/publish/")
    desk.post("/en/desk/workshop/9/publication/publish/")
    assert "Remove E9.R1" not in page(desk, RECORD)
    assert desk.post(f"{RECORD}erratum/{erratum.pk}/remove/").status_code == 302
    assert Erratum.objects.exists()
    public = page(desk, "/zh-hans/workshop/editions/9/")
    assert '<span data-fact="E9.R1">应为济州。</span>' in public
    feed = page(desk, "/en/workshop/feed.atom")
    assert "Erratum 1" in feed
    assert "editions/9/#E9.R1" in feed


def test_an_erratum_about_a_line_that_is_not_there_is_refused(desk: Client, edition: Edition) -> None:
    sent = {"mark": "E9.D77"} | four("text", "Wrong.")
    assert desk.post(f"{RECORD}erratum/add/", sent).status_code == 200
    assert desk.post(f"{SERIES}erratum/add/", {"mark": "S.N"} | four("text", "Wrong.")).status_code == 302
    assert Erratum.objects.get().edition is None
