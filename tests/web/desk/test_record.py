"""Editing the record: four languages side by side, nothing overwritten unseen, translators' limits."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.web.desk.conftest import As
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition, Fact, Figure, Line, Photograph, Source
from trilogue.domain.programme.models import Session, Speaker
from trilogue.flows.publish import publish_edition, publish_series
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.audit.models import Entry
from trilogue.foundation.text.value import Entry as Wording
from trilogue.foundation.text.value import State, Text

pytestmark = pytest.mark.django_db
RECORD = "/en/desk/workshop/9/record/"
SERIES = "/en/desk/workshop/record/"


def four(name: str, en: str, *, state: str = "human", **others: str) -> dict[str, str]:
    """What the boxes of one text send."""
    sent = {f"{name}-source": "en", f"{name}-en": en, f"{name}-en-state": state}
    for language in ("ko", "ja", "zh-hans"):
        sent[f"{name}-{language}"] = others.get(language.replace("-", "_"), "")
        sent[f"{name}-{language}-state"] = "human"
    return sent


def loaded(client: Client, path: str) -> dict[str, str]:
    found = re.search(r'name="loaded" value="([^"]+)"', client.get(path).content.decode())
    assert found
    return {"loaded": found[1]}


@pytest.fixture
def line(edition: Edition) -> Line:
    return factories.create_line(edition, number=1)


def edit(line: Line) -> str:
    return f"{RECORD}detail/{line.pk}/"


def test_a_line_is_changed_in_four_languages(desk: Client, line: Line) -> None:
    sent = four("text", "Lectures", ko="강연", ja="講演", zh_hans="讲座")
    assert desk.post(edit(line), loaded(desk, edit(line)) | sent).status_code == 302
    line.refresh_from_db()
    assert [line.text.shown(language).text for language in ("en", "ko", "ja", "zh-hans")] == [
        "Lectures",
        "강연",
        "講演",
        "讲座",
    ]
    assert line.text.state("ko") == State.HUMAN
    assert Entry.objects.get(action="change").fields == ["text"]


@pytest.mark.parametrize("character", ["\x07", "\x1b", "\ufffe"])
def test_a_character_that_no_file_can_hold_is_told_by_name(desk: Client, line: Line, character: str) -> None:
    sent = loaded(desk, edit(line)) | four("text", f"Lec{character}tures")
    page = desk.post(edit(line), sent).content.decode()
    assert f"English: the character U+{ord(character):04X} cannot be stored." in page
    assert "Lec" not in str(Line.objects.get(pk=line.pk).text)


def test_line_ends_are_stored_as_one_character(desk: Client, line: Line) -> None:
    desk.post(edit(line), loaded(desk, edit(line)) | four("text", " one\r\ntwo\rthree\n"))
    assert str(Line.objects.get(pk=line.pk).text) == "one\ntwo\nthree"


def test_a_text_longer_than_a_cell_of_a_workbook_is_refused(desk: Client, line: Line) -> None:
    sent = loaded(desk, edit(line)) | four("text", "가" * 20_001)
    assert (
        "English: the text is longer than 20000 characters." in desk.post(edit(line), sent).content.decode()
    )


def test_a_changed_original_leaves_its_translations_outdated_until_they_are_confirmed(
    desk: Client, line: Line
) -> None:
    words = {"ko": "Words", "ja": "Words", "zh_hans": "Words"}
    desk.post(edit(line), loaded(desk, edit(line)) | four("text", "Other words", **words))
    line.refresh_from_db()
    assert not any(entry.outdated for entry in line.text.entries.values())
    sent = four("text", "Third words", **words)
    desk.post(edit(line), loaded(desk, edit(line)) | sent)
    line.refresh_from_db()
    assert all(line.text.entries[language].outdated for language in ("ko", "ja", "zh-hans"))
    assert "original changed since" in desk.get(edit(line)).content.decode()
    desk.post(edit(line), loaded(desk, edit(line)) | sent | {"text-ko-confirmed": "on"})
    line.refresh_from_db()
    assert not line.text.entries["ko"].outdated
    assert line.text.entries["ja"].outdated


def test_an_emptied_translation_is_missing(desk: Client, line: Line) -> None:
    desk.post(edit(line), loaded(desk, edit(line)) | four("text", "A detail", ko="강연"))
    line.refresh_from_db()
    assert line.text.state("ja") == State.MISSING
    assert "missing" in desk.get(RECORD).content.decode()


def test_without_its_original_a_text_is_refused_and_nothing_typed_is_lost(desk: Client, line: Line) -> None:
    page = desk.post(edit(line), loaded(desk, edit(line)) | four("text", "", ko="강연만")).content.decode()
    assert "One answer needs attention" in page
    assert 'href="#id_text"' in page
    assert "강연만" in page
    line.refresh_from_db()
    assert line.text.shown("en").text == "A detail"


def test_two_who_edit_at_once_do_not_overwrite_each_other(desk: Client, signed_in_as: As, line: Line) -> None:
    mine = loaded(desk, edit(line))
    other = signed_in_as(Role.DESK)
    other.post(edit(line), loaded(other, edit(line)) | four("text", "Theirs"))
    answer = desk.post(edit(line), mine | four("text", "Mine"))
    page = answer.content.decode()
    assert "Somebody changed this while you were writing" in page
    assert "Mine" in page
    assert "Theirs" in page
    line.refresh_from_db()
    assert line.text.shown("en").text == "Theirs"
    again = re.search(r'name="loaded" value="(\w+)"', page)
    assert again
    desk.post(edit(line), {"loaded": again[1]} | four("text", "Mine"))
    line.refresh_from_db()
    assert line.text.shown("en").text == "Mine"


def test_an_unknown_state_is_refused(desk: Client, line: Line) -> None:
    answer = desk.post(edit(line), loaded(desk, edit(line)) | four("text", "Words", state="missing"))
    assert answer.status_code == 200


def test_saving_without_a_change_writes_nothing(desk: Client, line: Line) -> None:
    before = Entry.objects.count()
    words = {"ko": "A detail", "ja": "A detail", "zh_hans": "A detail"}
    sent = four("text", "A detail", state="official", **words)
    sent |= {f"text-{language}-state": "official" for language in ("ko", "ja", "zh-hans")}
    desk.post(edit(line), loaded(desk, edit(line)) | sent)
    assert Entry.objects.count() == before


def added(client: Client, path: str, sent: dict[str, Any]) -> None:
    answer = client.post(path, sent)
    assert answer.status_code == 302, answer.content.decode()


def test_everything_of_an_edition_can_be_added(desk: Client, edition: Edition) -> None:
    source = factories.create_source(edition.series)
    added(desk, f"{RECORD}detail/add/", four("text", "Lectures"))
    added(desk, f"{RECORD}article/add/", four("text", "It began."))
    fact = {"kind": "date", "date": "2027-05-20/2027-05-21", "source": source.pk}
    added(desk, f"{RECORD}fact/add/", fact | four("text", ""))
    added(
        desk, f"{RECORD}figure/add/", {"kind": "announced", "country": "", "count": 90, "approximate": "on"}
    )
    added(desk, f"{RECORD}photograph/add/", four("caption", "All of us") | four("credit", "Ministry"))
    added(
        desk, f"{RECORD}session/add/", {"kind": "lecture", "starts_on": "2027-05-20"} | four("title", "TCS")
    )
    session = Session.objects.get()
    speaker = {"session": session.pk, "native_name": "山本恭司", "native_tag": "ja"}
    added(desk, f"{RECORD}speaker/add/", speaker | four("name", "Yamamoto") | four("title", "DSG"))
    assert [line.key for line in Line.objects.order_by("kind")] == ["E9.A1", "E9.D1"]
    assert Fact.objects.get().date == "2027-05-20/2027-05-21"
    assert Figure.objects.get().approximate
    assert Photograph.objects.get().caption.shown("en").text == "All of us"
    assert Speaker.objects.get().session == session
    page = desk.get(RECORD).content.decode()
    assert page.count("not published yet") >= 7


def test_a_new_text_is_first_written_in_the_language_chosen(desk: Client, edition: Edition) -> None:
    added(desk, f"{RECORD}detail/add/", four("text", "", ko="강연") | {"text-source": "ko"})
    assert Line.objects.get().text.source == "ko"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("soon", "This is no date."),
        ("2027-02-30", "no such day"),
        ("2027-05-21/2027-05-20", "before the first"),
    ],
)
def test_a_wrong_date_is_refused_in_words(desk: Client, edition: Edition, written: str, said: str) -> None:
    path = f"{RECORD}edition/{edition.pk}/"
    sent = {"date": written, "status": "open"} | four("location", "Gyeongju") | four("article_title", "")
    assert said in desk.post(path, loaded(desk, path) | sent).content.decode()
    edition.refresh_from_db()
    assert edition.date == "2027-05-20/2027-05-21"


def test_a_fact_is_superseded_on_a_day(desk: Client, edition: Edition) -> None:
    fact = factories.create_fact(edition)
    path = f"{RECORD}fact/{fact.pk}/"
    sent = {"kind": "note", "date": "", "source": fact.source_id, "superseded_on": "2027-03-01"}
    desk.post(path, loaded(desk, path) | sent | four("text", "A fact"))
    fact.refresh_from_db()
    assert str(fact.superseded_on) == "2027-03-01"
    assert desk.post(f"{path}remove/").status_code == 302
    assert Fact.objects.filter(pk=fact.pk).exists()


def test_a_figure_is_not_entered_twice(desk: Client, edition: Edition) -> None:
    factories.create_figure(edition, country=factories.create_country("KR"), count=38)
    sent = {"kind": "actual", "country": "KR", "count": 40}
    assert "There is one already." in desk.post(f"{RECORD}figure/add/", sent).content.decode()
    assert Figure.objects.get().count == 38


def test_a_line_is_removed_after_asking(desk: Client, line: Line) -> None:
    path = f"{edit(line)}remove/"
    assert "Remove E9.D1?" in desk.get(path).content.decode()
    desk.post(path, loaded(desk, path))
    assert not Line.objects.exists()


def test_the_series_and_its_sources_are_edited(desk: Client, edition: Edition) -> None:
    path = f"{SERIES}series/{edition.series_id}/"
    sent = four("name", "Workshop") | four("tagline", "") | four("host", "MOFA") | four("lead", "Come")
    assert desk.post(path, loaded(desk, path) | sent).status_code == 302
    edition.series.refresh_from_db()
    assert edition.series.host.shown("en").text == "MOFA"
    source = {"key": "letter", "url": "", "published": "2027-01"}
    added(desk, f"{SERIES}source/add/", source | four("title", "Letter") | four("publisher", "MOFA"))
    again = desk.post(f"{SERIES}source/add/", source | four("title", "L") | four("publisher", "M"))
    assert "There is one already." in again.content.decode()
    assert Source.objects.get().published == "2027-01"
    added(
        desk,
        f"{SERIES}objective/add/",
        four("title", "Meet") | four("text", "to meet") | four("introduction", ""),
    )
    assert Line.objects.get().key == "S.O1"


def test_places_are_set_in_order_and_once_each(desk: Client, edition: Edition) -> None:
    one, two = factories.create_government(), factories.create_government()
    path = "/en/desk/workshop/9/places/"
    desk.post(path, loaded(desk, path) | {"place_1": two.code, "place_2": one.code})
    assert [place.government for place in edition.places.all()] == [two, one]
    assert (
        "stands there twice"
        in desk.post(path, loaded(desk, path) | {"place_1": one.code, "place_2": one.code}).content.decode()
    )


def test_an_edition_is_added_as_tentative(desk: Client, edition: Edition) -> None:
    desk.post("/en/desk/workshop/editions/add/", {"number": 10, "date": "2028"})
    assert edition.series.editions.get(number=10).status == "tentative"
    taken = desk.post("/en/desk/workshop/editions/add/", {"number": 10, "date": "2028"})
    assert "already" in taken.content.decode()


def test_a_translator_writes_texts_and_nothing_else(signed_in_as: As, edition: Edition, line: Line) -> None:
    translator = signed_in_as(Role.TRANSLATOR)
    fact = factories.create_fact(edition)
    path = f"{RECORD}fact/{fact.pk}/"
    page = translator.get(path).content.decode()
    assert 'name="text-ja"' in page
    assert 'name="date"' not in page
    sent = four("text", "A fact", ja="事実") | {"date": "2020", "superseded_on": "2027-01-01"}
    assert translator.post(path, loaded(translator, path) | sent).status_code == 302
    fact.refresh_from_db()
    assert fact.text.shown("ja").text == "事実"
    assert (fact.date, fact.superseded_on) == ("", None)
    for refused in ("detail/add/", f"detail/{line.pk}/remove/"):
        assert translator.get(f"{RECORD}{refused}").status_code == 404
    assert "Remove" not in translator.get(RECORD).content.decode()


def test_a_translator_neither_changes_the_original_nor_calls_a_translation_official(
    signed_in_as: As, line: Line
) -> None:
    line.text = Text(
        "en", {"en": Wording("The original", State.OFFICIAL), "ko": Wording("공식", State.OFFICIAL)}
    )
    line.save()
    translator = signed_in_as(Role.TRANSLATOR)
    sent = four("text", "Rewritten", state="official", ko="공식", ja="公式")
    sent |= {"text-ko-state": "official", "text-ja-state": "official"}
    translator.post(edit(line), loaded(translator, edit(line)) | sent)
    line.refresh_from_db()
    assert line.text.entries["en"] == Wording("The original", State.OFFICIAL)
    assert line.text.entries["ko"] == Wording("공식", State.OFFICIAL)
    assert line.text.entries["ja"] == Wording("公式", State.HUMAN)


def test_the_number_of_a_published_line_is_never_given_to_another(desk: Client, line: Line) -> None:
    publish_edition(line.edition or factories.create_edition(), by=ANONYMOUS, now=timezone.now())
    desk.post(f"{edit(line)}remove/", loaded(desk, f"{edit(line)}remove/"))
    desk.post(f"{RECORD}detail/add/", {"text-source": "en"} | four("text", "Another line"))
    assert Line.objects.get().number == line.number + 1


def test_a_row_of_another_edition_does_not_exist_here(desk: Client, edition: Edition) -> None:
    foreign = factories.create_line()
    assert desk.get(edit(foreign)).status_code == 404
    assert desk.get(f"{RECORD}nonsense/1/").status_code == 404
    assert desk.get(f"{RECORD}detail/{10**30}/").status_code == 404


def test_only_what_differs_is_marked_as_not_published(desk: Client, edition: Edition) -> None:
    actor = factories.actor(edition=edition)
    first, second = factories.create_line(edition, number=1), factories.create_line(edition, number=2)
    publish_series(edition.series, by=actor, now=timezone.now())
    publish_edition(edition, by=actor, now=timezone.now())
    assert "not published yet" not in desk.get(RECORD).content.decode()
    desk.post(edit(second), loaded(desk, edit(second)) | four("text", "New"), follow=True)
    page = desk.get(RECORD).content.decode()
    assert page.count("not published yet") == 1
    assert page.index(first.key) < page.index(second.key) < page.index("not published yet")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_number_of_queries_at_any_size(
    desk: Client, edition: Edition, rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        factories.create_line(edition, number=number + 1)
        factories.create_fact(edition)
        factories.create_speaker(factories.create_session(edition))
    with django_assert_num_queries(33):
        desk.get(RECORD)


def test_a_fact_says_something(desk: Client, edition: Edition) -> None:
    source = factories.create_source(edition.series)
    sent = {"kind": "note", "date": "", "source": source.pk} | four("text", "")
    assert "Write a text, or give a date." in desk.post(f"{RECORD}fact/add/", sent).content.decode()
    assert not Fact.objects.exists()
