"""The translator's desk: lists, one text side by side, files that come back, review, the glossary."""

import io
import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import factories
from tests.web.desk.conftest import As
from tests.web.desk.test_two_editors import again
from trilogue.documents import translatable
from trilogue.domain.editions import actions
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition, Fact, Term
from trilogue.flows.load_glossary import complete_glossaries, load_glossary
from trilogue.flows.propose_by_machine import propose
from trilogue.foundation.access import Actor
from trilogue.foundation.formats import translation_sheet, xliff
from trilogue.foundation.formats.translation import Translations
from trilogue.foundation.text import machine
from trilogue.foundation.text.value import Entry, State, Text

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db
DESK = "/en/desk/workshop/9/translations/"
SERIES = "/en/desk/workshop/translations/"


@pytest.fixture
def fact(edition: Edition) -> Fact:
    made = factories.create_fact(edition)
    made.text = Text(
        "en",
        {
            "en": Entry("About 80 public officials met.", State.OFFICIAL),
            "ja": Entry("公務員約80名が集まった。", State.HUMAN),
            "zh-hans": Entry("约80名公务员会面。", State.MACHINE),
        },
    )
    made.save()
    return made


@pytest.fixture
def translator(signed_in_as: As) -> Client:
    return signed_in_as(Role.TRANSLATOR)


def said(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def page_of(fact: Fact, language: str) -> str:
    return f"{DESK}editions.fact.{fact.pk}.text/?language={language}"


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found
    return unescape(found[1])


def save(client: Client, fact: Fact, language: str, words: str, seen: str = "", **more: str) -> str:
    path = page_of(fact, language)
    data = {"words": words, "state": "human", "seen": seen or hidden(said(client, path), "seen"), **more}
    return client.post(path, data, follow=True).content.decode()


def entries(fact: Fact) -> Any:
    return Fact.objects.get(pk=fact.pk).text.entries


def rewrite(fact: Fact) -> None:
    row = Fact.objects.get(pk=fact.pk)
    text = row.text.edited({"en": Entry("About 90 public officials met.", State.OFFICIAL)})
    actions.change(row, by=Actor(None), text=text)


def test_each_language_is_counted_and_the_list_goes_by_state(translator: Client, fact: Fact) -> None:
    page = said(translator, f"{DESK}?language=ko&state=missing")
    rows = page.split('scope="row"')[1:5]
    counts = [[int(each) for each in re.findall(r">(\d+)<", row.partition("</tr>")[0])] for row in rows]
    assert counts == [[0] * 5, [1, 0, 0, 0, 0], [0, 0, 0, 1, 0], [0, 0, 1, 0, 0]]
    assert "About 80 public officials met." in page
    assert "No text stands so in this language." in said(translator, f"{DESK}?language=ja")
    assert "公務員約80名が集まった。" in said(translator, f"{DESK}?language=ja&state=human")


def test_the_series_lists_its_editions_too_when_asked(translator: Client, fact: Fact) -> None:
    assert "About 80" not in said(translator, f"{SERIES}?language=ko&state=all")
    page = said(translator, f"{SERIES}?language=ko&state=all&scope=editions")
    assert f"{DESK}editions.fact.{fact.pk}.text/" in page


def test_whoever_translates_one_edition_sees_no_other(signed_in_as: As, edition: Edition, fact: Fact) -> None:
    other = factories.create_edition(edition.series, number=8)
    client = signed_in_as(Role.TRANSLATOR, only=other)
    assert client.get(page_of(fact, "ko")).status_code == 404
    page = said(client, "/en/desk/workshop/8/translations/?language=ko&state=all&scope=editions")
    assert "About 80" not in page
    foreign = f"/en/desk/workshop/8/translations/editions.fact.{fact.pk}.text/"
    assert client.get(foreign).status_code == 404


def test_an_outdated_translation_shows_what_became_of_the_original(translator: Client, fact: Fact) -> None:
    rewrite(fact)
    for path in (f"{DESK}?language=ja", page_of(fact, "ja")):
        assert "About <del>80</del><ins>90</ins> public officials met." in said(translator, path)
    row = Fact.objects.get(pk=fact.pk)
    actions.change(
        row,
        by=Actor(None),
        text=row.text.edited({"en": Entry("Some 90 public officials met.", State.OFFICIAL)}),
    )
    assert "<del>About 80</del><ins>Some 90</ins> public" in said(translator, page_of(fact, "ja"))


def test_a_translation_is_saved_and_the_next_text_opened(
    translator: Client, edition: Edition, fact: Fact
) -> None:
    after = factories.create_fact(edition)
    after.text = Text("en", {"en": Entry("The next one.")})
    after.save()
    page = save(translator, fact, "ko", "공무원 약 80명이 모였다.", next="1")
    assert entries(fact)["ko"] == Entry("공무원 약 80명이 모였다.", State.HUMAN)
    assert "Saved. It is not published yet." in page
    assert "The next one." in page


def test_a_translator_is_offered_nothing_official_and_gets_none(translator: Client, fact: Fact) -> None:
    assert 'value="official"' not in said(translator, page_of(fact, "ja"))
    assert "Select a valid choice" in save(translator, fact, "ja", "訳", state="official")
    assert entries(fact)["ja"].state == State.HUMAN


def test_still_right_is_ticked_and_the_translation_stands(translator: Client, fact: Fact) -> None:
    rewrite(fact)
    save(translator, fact, "ja", "公務員約80名が集まった。")
    assert entries(fact)["ja"].outdated
    save(translator, fact, "ja", "公務員約80名が集まった。", confirmed="on")
    assert entries(fact)["ja"] == Entry("公務員約80名が集まった。", State.HUMAN)


def test_the_second_of_two_sees_the_first_ones_words_and_keeps_the_own(
    translator: Client, fact: Fact
) -> None:
    seen = hidden(said(translator, page_of(fact, "ko")), "seen")
    save(translator, fact, "ko", "먼저 저장된 번역")
    page = save(translator, fact, "ko", "나중에 쓴 번역", seen)
    assert "Somebody changed this while you were writing" in page
    assert "먼저 저장된 번역" in page
    assert "나중에 쓴 번역" in page
    assert entries(fact)["ko"].text == "먼저 저장된 번역"
    save(translator, fact, "ko", "나중에 쓴 번역", hidden(page, "seen"))
    assert entries(fact)["ko"].text == "나중에 쓴 번역"


@pytest.mark.parametrize(
    ("words", "told"),
    [("a\x07", "The character U+0007 cannot be stored"), ("가" * 20_001, "longer than 20000")],
)
def test_what_cannot_be_stored_is_told_at_the_box(
    translator: Client, fact: Fact, words: str, told: str
) -> None:
    assert told in save(translator, fact, "ko", words)
    assert "ko" not in entries(fact)


def test_the_language_of_the_original_leads_to_another(translator: Client, fact: Fact) -> None:
    answer = translator.get(page_of(fact, "en"))
    assert answer.status_code == 302
    assert "language=ko" in answer.headers["Location"]


def test_words_of_the_glossary_are_shown_with_those_that_the_translation_lacks(
    translator: Client, fact: Fact, edition: Edition
) -> None:
    words = factories.text("public official", ko="공무원", ja="公務員", zh_hans="公务员")
    factories.create_term(edition.series, words=words)
    page = said(translator, page_of(fact, "ja"))
    assert "public officials" in page
    assert "used</span>" in page
    save(translator, fact, "ja", "役人が集まった。")
    assert "not in the translation" in said(translator, page_of(fact, "ja"))


def test_an_earlier_translation_of_the_same_sentence_is_taken_over_by_a_button(
    translator: Client, fact: Fact, edition: Edition
) -> None:
    other, alike = factories.create_fact(edition), factories.create_fact(edition)
    other.text = Text(
        "en", {"en": fact.text.entries["en"], "ko": Entry("공무원 약 80명이 모였다.", State.OFFICIAL)}
    )
    other.save()
    alike.text = Text(
        "en", {"en": Entry("About 70 public officials met."), "ko": Entry("공무원 약 70명이 모였다.")}
    )
    alike.save()
    page = said(translator, page_of(fact, "ko"))
    assert page.index("공무원 약 80명이 모였다.") < page.index("공무원 약 70명이 모였다.")
    assert "96 %" in page
    taken = hidden(page, "take_whole")
    filled = translator.post(
        page_of(fact, "ko"), {"take": taken, "take_whole": taken, "words": "x", "seen": hidden(page, "seen")}
    )
    assert ">\n공무원 약 80명이 모였다.</textarea>" in filled.content.decode()
    assert "ko" not in entries(fact)


def test_texts_of_a_series_that_is_not_ones_own_are_no_earlier_translations(
    translator: Client, fact: Fact
) -> None:
    secret = factories.create_fact()
    secret.text = Text("en", {"en": fact.text.entries["en"], "ko": Entry("비공개 초안")})
    secret.save()
    assert "비공개 초안" not in said(translator, page_of(fact, "ko"))


def exported(client: Client, form: str = "xliff", language: str = "ko") -> bytes:
    answer = client.get(f"{DESK}export.{form}?source=en&language={language}&state=all")
    assert answer.status_code == 200
    return bytes(answer.content)


def upload(client: Client, data: bytes, name: str = "filled.xlf", where: str = DESK) -> str:
    answer = client.post(f"{where}import/", {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 200
    return answer.content.decode()


def confirm(client: Client, page: str, *take: str, where: str = DESK) -> str:
    data = {"carried": hidden(page, "carried"), "shown": hidden(page, "shown"), "take": list(take)}
    return client.post(f"{where}import/", data, follow=True).content.decode()


def filled(data: bytes, words: str, form: str = "xliff") -> bytes:
    read = xliff.read(data) if form == "xliff" else translation_sheet.read("a.xlsx", data)
    units = tuple(type(each)(**{**vars(each), "target": words}) for each in read.units)
    file = Translations(read.source, read.target, read.place, units)
    return xliff.write(file) if form == "xliff" else translation_sheet.write(file, {})


@pytest.mark.parametrize(("form", "name"), [("xliff", "filled.xlf"), ("xlsx", "filled.xlsx")])
def test_a_file_is_shown_first_and_stored_when_confirmed(
    translator: Client, fact: Fact, form: str, name: str
) -> None:
    page = upload(translator, filled(exported(translator, form), "공무원 약 80명이 모였다.", form), name)
    assert "New translations" in page
    assert "공무원 약 80명이 모였다." in page
    assert "ko" not in entries(fact)
    assert "1 entry has new translations." in confirm(translator, page)
    assert entries(fact)["ko"] == Entry("공무원 약 80명이 모였다.", State.HUMAN)


def test_a_file_that_says_nothing_new_offers_nothing_to_store(translator: Client, fact: Fact) -> None:
    page = upload(translator, exported(translator, language="ja"))
    assert "1 text brings nothing new." in page
    assert 'class="btn" type="submit">Store' not in page


def test_a_conflict_shows_both_and_stays_unless_it_is_ticked(translator: Client, fact: Fact) -> None:
    file = filled(exported(translator, language="ja"), "ファイルの訳")
    save(translator, fact, "ja", "机上の訳")
    page = upload(translator, file)
    assert "Somebody else translated this since the file was made" in page
    assert page.index("机上の訳") < page.index("ファイルの訳")
    confirm(translator, page)
    assert entries(fact)["ja"].text == "机上の訳"
    confirm(translator, page, hidden(page, "take") if 'name="take" value' in page else "")
    assert entries(fact)["ja"].text == "ファイルの訳"


def test_what_changed_after_the_preview_is_shown_again_and_nothing_stored(
    translator: Client, fact: Fact
) -> None:
    page = upload(translator, filled(exported(translator), "파일의 번역"))
    save(translator, fact, "ko", "먼저 저장된 번역")
    again = confirm(translator, page)
    assert "Something changed since this was shown." in again
    assert entries(fact)["ko"].text == "먼저 저장된 번역"
    confirm(translator, again, hidden(again, "take"))
    assert entries(fact)["ko"].text == "파일의 번역"


def test_what_the_form_carries_cannot_be_altered(translator: Client, fact: Fact) -> None:
    page = upload(translator, filled(exported(translator), "파일의 번역"))
    altered = page.replace('name="carried" value="', 'name="carried" value="x')
    assert "The file has to be chosen once more." in confirm(translator, altered)
    assert "ko" not in entries(fact)


def test_a_file_of_another_edition_is_left_out_there_and_taken_at_the_series(
    translator: Client, fact: Fact, edition: Edition
) -> None:
    factories.create_edition(edition.series, number=8)
    file, there = filled(exported(translator), "파일의 번역"), "/en/desk/workshop/8/translations/"
    page = upload(translator, file, where=there)
    assert "The text belongs to another edition or series." in page
    confirm(translator, page, where=there)
    assert "ko" not in entries(fact)
    confirm(translator, upload(translator, file, where=SERIES), where=SERIES)
    assert entries(fact)["ko"].text == "파일의 번역"


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        (
            "a.xlf",
            b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><xliff/>",
            "Line 1: the file declares",
        ),
        ("a.xlf", b"words", "not well-formed XML"),
        ("a.xlf", b"<html/>", "This is not an XLIFF file."),
        ("a.xlsx", b"PKnonsense", "damaged"),
        ("a.xlsx", b"", "empty"),
    ],
)
def test_a_file_that_cannot_be_taken_is_told_with_the_cure(
    translator: Client, edition: Edition, name: str, data: bytes, told: str
) -> None:
    assert told in upload(translator, data, name)


def test_a_workbook_of_other_making_is_told(translator: Client, edition: Edition) -> None:
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    book.add_worksheet().write_string(0, 0, "words")
    book.close()
    assert "This workbook was not exported here." in upload(translator, target.getvalue(), "a.xlsx")


def test_review_shows_what_was_official_and_makes_one_or_many_official(
    desk: Client, translator: Client, fact: Fact
) -> None:
    save(desk, fact, "ja", "公務員約80名が集まった。", state="official")
    save(translator, fact, "ja", "公務員約80名が会した。")
    page = said(desk, f"{DESK}review/?language=ja")
    assert "<del>集まっ</del>" in page
    assert "<ins>会し</ins>" in page
    answer = desk.post(f"{DESK}review/?language=ja", {"one": hidden(page, "one")}, follow=True)
    assert "1 translation is official. Readers see it after publishing." in answer.content.decode()
    assert entries(fact)["ja"].state == State.OFFICIAL
    page = said(desk, f"{DESK}review/?language=zh-hans")
    desk.post(f"{DESK}review/?language=zh-hans", {"chosen": [hidden(page, "chosen")]})
    assert entries(fact)["zh-hans"].state == State.OFFICIAL


def test_what_changed_after_the_review_page_was_opened_does_not_become_official(
    desk: Client, translator: Client, fact: Fact
) -> None:
    page = said(desk, f"{DESK}review/?language=ja")
    save(translator, fact, "ja", "別の訳")
    answer = desk.post(f"{DESK}review/?language=ja", {"one": hidden(page, "one")}, follow=True)
    assert "What somebody changed meanwhile was left as it is." in answer.content.decode()
    assert entries(fact)["ja"] == Entry("別の訳", State.HUMAN)


def test_the_glossary_is_searched_added_to_changed_and_only_the_desk_removes(
    desk: Client, translator: Client, edition: Edition
) -> None:
    home = "/en/desk/workshop/glossary/"
    words = {
        "text-source": "en",
        "text-en": "sister city",
        "text-ko": "자매도시",
        "text-ja": "",
        "text-zh-hans": "",
    }
    added = translator.post(f"{home}add/", {"key": "sister", **words}, follow=True).content.decode()
    assert "Added." in added
    assert (
        "There is one already." in translator.post(f"{home}add/", {"key": "sister", **words}).content.decode()
    )
    term = Term.objects.get(key="sister")
    assert "sister city" in said(translator, f"{home}?q=자매")
    assert "No term has this word." in said(translator, f"{home}?q=nothing")
    loaded = hidden(said(translator, f"{home}{term.pk}/"), "loaded")
    data = {"loaded": loaded, **words, "text-ja": "姉妹都市", "note": "formal"}
    assert "Saved." in translator.post(f"{home}{term.pk}/", data, follow=True).content.decode()
    late = translator.post(f"{home}{term.pk}/", {**data, "text-ja": "友好都市"}).content.decode()
    assert "Somebody changed this while you were writing" in late
    term.refresh_from_db()
    assert (term.text.entries["ja"].text, term.note) == ("姉妹都市", "formal")
    assert translator.post(f"{home}{term.pk}/remove/").status_code == 404
    seen = hidden(said(desk, home), "loaded")
    translator.post(f"{home}{term.pk}/", data | {"loaded": seen, "note": "of cities"})
    late = desk.post(f"{home}{term.pk}/remove/", {"loaded": seen}).content.decode()
    assert "<ins>of cities</ins>" in late
    assert Term.objects.filter(key="sister").exists()
    loaded = hidden(late, "loaded")
    assert (
        "Removed." in desk.post(f"{home}{term.pk}/remove/", {"loaded": loaded}, follow=True).content.decode()
    )
    assert not Term.objects.filter(key="sister").exists()


def test_a_removed_word_of_the_glossary_is_listed_and_brought_back(desk: Client, edition: Edition) -> None:
    term = factories.create_term(edition.series)
    home = "/en/desk/workshop/glossary/"
    desk.post(f"{home}{term.pk}/remove/", {"loaded": hidden(said(desk, home), "loaded")})
    assert "1 thing that was removed" in said(desk, "/en/desk/workshop/record/")
    path = f"/en/desk/workshop/record/term/{term.pk}/history/2/"
    listed = said(desk, "/en/desk/workshop/removed/")
    assert path in listed
    assert term.key in listed
    assert "sister city" in said(desk, path)
    assert desk.get(f"/en/desk/workshop/record/term/{term.pk}/").status_code == 404
    assert term.key in desk.post(path, follow=True).content.decode()
    assert (Term.objects.get(), Term.objects.get().key) == (term, term.key)
    assert "Nothing here yet." in said(desk, "/en/desk/workshop/removed/")


def test_who_wrote_a_word_and_who_wrote_a_note_at_once_both_keep_it(
    translator: Client, edition: Edition
) -> None:
    term = factories.create_term(edition.series)
    path = f"/en/desk/workshop/glossary/{term.pk}/"
    loaded = hidden(said(translator, path), "loaded")
    before = {"loaded": loaded, "text-source": "en", "note": term.note} | {
        f"text-{language}": term.text.entries[language].text if language in term.text.entries else ""
        for language in ("en", "ko", "ja", "zh-hans")
    }
    assert translator.post(path, before | {"note": "Only of cities"}).status_code == 302
    page = translator.post(path, before | {"text-ja": "姉妹都市"}).content.decode()
    assert "<ins>Only of cities</ins>" in page
    assert translator.post(path, again(page)).status_code == 302
    term.refresh_from_db()
    assert (term.text.entries["ja"].text, term.note) == ("姉妹都市", "Only of cities")


def test_the_shipped_glossary_comes_once_and_what_was_removed_stays_away(edition: Edition) -> None:
    load_glossary(edition.series, by=Actor(None))
    assert edition.series.terms.count() == 107
    assert edition.series.terms.get(key="interpreter").text.entries["zh-hans"].text == "口译员 / 翻译"
    edition.series.terms.all().delete()
    complete_glossaries(by=Actor(None))
    assert not edition.series.terms.exists()
    other = factories.create_series()
    complete_glossaries(by=Actor(None))
    assert other.terms.count() == 107


@pytest.fixture
def plugged(settings: "Settings") -> Iterator[None]:
    machine._made.cache_clear()
    settings.TRANSLATOR = "tests.flows.machines.Working"
    yield
    machine._made.cache_clear()


def test_without_a_program_no_machine_is_offered_or_asked(translator: Client, fact: Fact) -> None:
    assert "Propose by machine" not in said(translator, page_of(fact, "ko"))
    answer = translator.post(f"{DESK}machine/", {"language": "ko"}, follow=True)
    assert "No program for translation is plugged in here." in answer.content.decode()


def test_a_machine_is_asked_in_a_job_and_its_words_are_labelled(
    translator: Client, fact: Fact, plugged: None, django_capture_on_commit_callbacks: Any
) -> None:
    assert "Propose by machine" in said(translator, page_of(fact, "ko"))
    key = f"editions.fact.{fact.pk}.text"
    with django_capture_on_commit_callbacks() as waiting:
        answer = translator.post(f"{DESK}machine/", {"language": "ko", "unit": key}, follow=True)
    assert "1 text is being translated by machine." in answer.content.decode()
    assert len(waiting) == 1
    propose(key, "ko", attempt=1)
    assert entries(fact)["ko"] == Entry("ko: About 80 public officials met.", State.MACHINE)
    propose(key, "ja", attempt=1)
    assert entries(fact)["ja"].state == State.HUMAN


def test_the_texts_page_leads_to_nothing_of_a_removed_text(translator: Client, edition: Edition) -> None:
    line = factories.create_line(edition)
    key = f"editions.line.{line.pk}.text"
    assert translatable.by_key(key)
    line.delete()
    assert translator.get(f"{DESK}{key}/").status_code == 404
