"""Translations of measures: by whom, in which state, what is missing, and what a program may do."""

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests import factories
from tests.web.desk.conftest import As
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition
from trilogue.domain.opinions.models import Conversation, Statement
from trilogue.foundation.text.value import Entry, State, Text

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db
OPINIONS = "/en/desk/workshop/9/opinions/"
ALL = {
    "ko": Entry("청년 교류", State.HUMAN),
    "ja": Entry("若手交流", State.HUMAN, outdated=True),
    "zh-hans": Entry("青年交流", State.MACHINE),
}


@pytest.fixture
def conversation(edition: Edition) -> Conversation:
    return factories.create_conversation(edition)


@pytest.fixture
def statement(conversation: Conversation) -> Statement:
    made = factories.create_statement(conversation, words="청년 교류", language="ko")
    made.text = Text("ko", ALL)
    made.save()
    return made


@pytest.fixture
def translator(signed_in_as: As) -> Client:
    return signed_in_as(Role.TRANSLATOR)


def home(conversation: Conversation) -> str:
    return f"{OPINIONS}{conversation.number}/"


def said(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def form(client: Client, statement: Statement, **changed: str) -> str:
    """The page opened, these boxes written in, and saved."""
    path = f"{home(statement.conversation)}measures/{statement.number}/translate/"
    loaded = said(client, path).split('name="loaded" value="')[1].split('"')[0]
    boxes = {f"text-{language}": entry.text for language, entry in statement.text.entries.items()}
    states = {f"text-{language}-state": entry.state for language, entry in statement.text.entries.items()}
    data = {
        "loaded": loaded,
        **boxes,
        **states,
        **{name.replace("_", "-"): it for name, it in changed.items()},
    }
    return client.post(path, data, follow=True).content.decode()


def test_what_is_missing_is_counted_by_language(translator: Client, statement: Statement) -> None:
    page = said(translator, f"{home(statement.conversation)}translations/")
    assert "청년 교류" in page
    rows = [row.split("</td>")[:3] for row in page.split('scope="row"')[1:]]
    counted = [[int(cell.rpartition(">")[2]) for cell in row] for row in rows]
    assert counted == [[1, 0, 0], [0, 0, 0], [0, 0, 1], [0, 1, 0]]
    assert "Nothing is missing here." in said(
        translator, f"{home(statement.conversation)}translations/?language=ko"
    )


def test_what_was_not_accepted_needs_no_translation(translator: Client, conversation: Conversation) -> None:
    factories.create_statement(conversation, state="rejected")
    assert "No measure is there yet." in said(translator, f"{home(conversation)}translations/")


def test_a_translation_saved_is_a_person_s_and_no_longer_behind(
    translator: Client, statement: Statement
) -> None:
    assert "Saved." in form(translator, statement, text_en="Youth exchange", text_ja="若手職員の交流")
    statement.refresh_from_db()
    assert statement.text.entries["en"] == Entry("Youth exchange", State.HUMAN)
    assert statement.text.entries["ja"] == Entry("若手職員の交流", State.HUMAN)
    assert statement.text.entries["zh-hans"].state == State.MACHINE


def test_what_is_left_alone_stays_behind_until_somebody_says_it_is_right(
    translator: Client, statement: Statement
) -> None:
    form(translator, statement, text_en="Youth exchange")
    statement.refresh_from_db()
    assert statement.text.entries["ja"].outdated
    form(translator, statement, text_ja_confirmed="on")
    statement.refresh_from_db()
    assert not statement.text.entries["ja"].outdated


def test_a_translator_neither_moderates_nor_calls_anything_official(
    translator: Client, statement: Statement
) -> None:
    conversation = statement.conversation
    for part in ("", "measures/", f"measures/{statement.number}/", "agenda/", "terms/", "measures/log.csv"):
        assert translator.get(home(conversation) + part).status_code == 404
    decide = f"{home(conversation)}measures/{statement.number}/decide/"
    assert translator.post(decide, {"do": "accept", "seen": "accepted"}).status_code == 404
    form(translator, statement, text_en="Youth exchange", text_en_state="official", text_ko="바꾼 원문")
    statement.refresh_from_db()
    assert statement.text.state("en") == State.HUMAN
    assert str(statement.text) == "청년 교류"
    assert home(conversation) + "translations/" in said(translator, OPINIONS)


def test_the_desk_calls_a_translation_official_and_leaves_the_original(
    desk: Client, statement: Statement
) -> None:
    form(desk, statement, text_ja_state="official", text_ko="바꾼 원문")
    statement.refresh_from_db()
    assert statement.text.state("ja") == State.OFFICIAL
    assert str(statement.text) == "청년 교류"


def test_two_who_write_at_once_do_not_overwrite_each_other(translator: Client, statement: Statement) -> None:
    path = f"{home(statement.conversation)}measures/{statement.number}/translate/"
    loaded = said(translator, path).split('name="loaded" value="')[1].split('"')[0]
    form(translator, statement, text_en="Youth exchange")
    late = {"loaded": loaded, "text-ko": "청년 교류", "text-en": "Exchange of the young"}
    page = translator.post(path, late).content.decode()
    assert "Somebody else has changed these words meanwhile" in page
    assert "Exchange of the young" in page
    statement.refresh_from_db()
    assert statement.text.entries["en"].text == "Youth exchange"


def test_translations_go_on_after_the_end(translator: Client, edition: Edition) -> None:
    statement = factories.create_statement(factories.create_conversation(edition, phase="closed"))
    assert "Saved." in form(translator, statement, text_ko="방안")


def test_the_machine_is_offered_where_there_is_one(
    desk: Client, translator: Client, statement: Statement, settings: "Settings"
) -> None:
    page = f"{home(statement.conversation)}translations/"
    assert "by machine</button>" not in said(desk, page)
    assert "No program for translation" in desk.post(f"{page}machine/", follow=True).content.decode()
    settings.TRANSLATOR = "tests.flows.machines.Working"
    assert "by machine</button>" in said(desk, page)
    assert "by machine</button>" not in said(translator, page)
    answer = desk.post(f"{page}machine/", follow=True).content.decode()
    assert "1 measure is being translated by machine." in answer
