"""The screen in the room: opened by its address alone, it shows what the desk commands and nothing before its time."""

import html
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.domain.opinions.electorate import go, put
from tests.domain.opinions.stories import discussed, exchange
from trilogue.domain.opinions import actions
from trilogue.domain.opinions.choices import Phase, View
from trilogue.domain.opinions.models import Conversation, QuestionTime, Screen
from trilogue.domain.opinions.planning import refresh
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.text.value import LANGUAGES, Entry, State, Text

pytestmark = pytest.mark.django_db
LONG = ("ko", "ja", "zh-hans", "en")


def screen_of(conversation: Conversation) -> Screen:
    assert conversation.edition
    return factories.create_screen(conversation.edition)


def show(screen: Screen, view: str, conversation: Conversation | None = None, **more: Any) -> None:
    languages = more.pop("languages", LONG)
    actions.show(screen, by=ANONYMOUS, view=view, languages=languages, conversation=conversation, **more)


def now(screen: Screen, **headers: str) -> Any:
    return Client().get(f"/ko/screen/{screen.code}/now/", headers=headers)


def said(screen: Screen) -> str:
    answer = now(screen)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def test_another_address_shows_nothing() -> None:
    assert Client().get("/ko/screen/nobody-knows-this-one/").status_code == 404
    assert Client().get("/ko/screen/nobody-knows-this-one/now/").status_code == 404


def test_a_new_address_closes_the_old_one() -> None:
    screen = screen_of(factories.create_conversation())
    old = screen.code
    actions.renew_code(screen, by=ANONYMOUS)
    assert Client().get(f"/ko/screen/{old}/").status_code == 404


def test_the_page_needs_no_script_and_keeps_out_of_caches_and_search_engines() -> None:
    screen = screen_of(factories.create_conversation())
    answer = Client().get(f"/ko/screen/{screen.code}/")
    page = answer.content.decode()
    assert '<noscript><meta http-equiv="refresh"' in page
    assert "noindex" in page
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.cookies == {}


def test_join_and_turnout_follow_the_votes() -> None:
    conversation = factories.create_conversation()
    factories.create_statement(conversation)
    for _ in range(3):
        factories.create_participation(conversation.edition, country=factories.create_country("KR"))
    screen = screen_of(conversation)
    for view in (View.JOIN, View.TURNOUT):
        show(screen, view, conversation)
        assert f"/o/{conversation.code}" in said(screen)
        assert "0 / 3" in said(screen)
    tag = now(screen).headers["ETag"]
    put(conversation, [("KR1", 0, 1)])
    assert now(screen).headers["ETag"] != tag
    assert "1 / 3" in said(screen)


def test_unchanged_is_304() -> None:
    conversation = factories.create_conversation()
    screen = screen_of(conversation)
    show(screen, View.JOIN, conversation)
    tag = now(screen).headers["ETag"]
    answer = now(screen, **{"If-None-Match": tag})
    assert (answer.status_code, answer.content) == (304, b"")
    show(screen, View.BLANK)
    assert now(screen, **{"If-None-Match": tag}).status_code == 200


def test_languages_stand_in_the_order_of_the_room() -> None:
    conversation = discussed(measures=2)
    statement = conversation.statements.earliest("number")
    statement.text = Text(
        "ja",
        {"ja": Entry("また会おう"), "ko": Entry("다시 만나자", State.MACHINE), "zh-hans": Entry("再次相聚")},
    )
    statement.save()
    screen = screen_of(conversation)
    show(screen, View.COMMON, conversation, languages=("zh-hans", "ko", "en"))
    page = said(screen)
    assert page.index("再次相聚") < page.index("다시 만나자")
    assert "また会おう" not in page
    assert "기계 번역" in page
    assert "各代表团共同支持的举措" in page.partition("</h1>")[0]


def test_a_language_that_is_missing_is_said_once() -> None:
    conversation = discussed(measures=2)
    statement = conversation.statements.earliest("number")
    statement.text = Text("ja", {"ja": Entry("また会おう")})
    statement.save()
    screen = screen_of(conversation)
    show(screen, View.COMMON, conversation, languages=LONG)
    assert said(screen).count("また会おう") == 1
    assert '<p class="st" lang="ja">また会おう' in said(screen)


def test_results_after_the_reveal() -> None:
    conversation = discussed()
    screen = screen_of(conversation)
    for view, words in (
        (View.COMMON, "모든 대표단이 지지한 방안"),
        (View.DIVIDES, "의견이 갈린 방안"),
        (View.MAP, "의견 지도"),
    ):
        show(screen, view, conversation)
        assert words in said(screen)
    show(screen, View.MAP, conversation)
    picture = said(screen).partition('class="opinion-map"')[2].partition("</svg>")[0]
    assert "그룹 가" in picture
    assert not {"KR", "JP", "CN"} & set(picture.replace('"', " ").split())


def test_concealed_again_the_screen_shows_nothing_of_it() -> None:
    conversation = discussed()
    screen = screen_of(conversation)
    show(screen, View.COMMON, conversation)
    assert "%" in said(screen)
    actions.conceal(conversation, by=ANONYMOUS)
    page = said(screen)
    assert "%" not in page
    assert "아직 결과를 공개하지 않았습니다" in page


def test_the_final_vote_has_a_reveal_of_its_own() -> None:
    conversation = discussed(measures=3)
    first = conversation.statements.earliest("number")
    factories.create_agenda_item(conversation, statement=first)
    go(conversation, Phase.FINAL)
    put(conversation, [(f"KR{who}", 0, 1) for who in range(9)], ballot="final")
    screen = screen_of(conversation)
    with pytest.raises(actions.Refused):
        show(screen, View.FINAL, conversation)
    actions.reveal(conversation, by=ANONYMOUS, now=timezone.now(), final=True)
    refresh(conversation, "final")
    conversation.refresh_from_db()
    show(screen, View.FINAL, conversation)
    assert str(first.text) in said(screen)
    show(screen, View.AGENDA, conversation)
    assert "함께 토론할 안건" in said(screen)


@pytest.fixture
def asked() -> QuestionTime:
    time = factories.create_question_time(factories.create_edition())
    for seconds, words in ((7, "Who pays?"), (0, "Who came?"), (9, "What next?")):
        question = factories.create_question(time, words=words)
        for _ in range(seconds):
            factories.create_second(question)
    factories.create_question(time, words="Not yet", state="waiting")
    return time


def test_questions_by_how_many_want_to_know(asked: QuestionTime) -> None:
    screen = factories.create_screen(asked.edition)
    show(screen, View.QUESTIONS, question_time=asked)
    page = said(screen)
    assert page.index("What next?") < page.index("Who pays?") < page.index("Who came?")
    assert "Not yet" not in page
    assert f"/q/{asked.code}" in page


def test_one_question_stands_alone(asked: QuestionTime) -> None:
    screen = factories.create_screen(asked.edition)
    show(screen, View.QUESTIONS, question_time=asked, question=asked.questions.earliest("number"))
    page = said(screen)
    assert "Who pays?" in page
    assert "What next?" not in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", View.values)
def test_every_view_speaks_every_language(view: str, language: str) -> None:
    conversation = factories.create_conversation()
    time = factories.create_question_time(conversation.edition)
    Conversation.objects.filter(pk=conversation.pk).update(
        revealed_at=timezone.now(), final_revealed_at=timezone.now()
    )
    conversation.refresh_from_db()
    screen = screen_of(conversation)
    show(screen, view, conversation, question_time=time, languages=[language])
    assert Client().get(f"/{language}/screen/{screen.code}/").status_code == 200


def test_no_author_and_no_voter_is_on_the_screen() -> None:
    conversation = exchange(measures=2)
    author = factories.create_participation(conversation.edition)
    conversation.statements.update(author=author)
    go(conversation, Phase.DISCUSS)
    refresh(conversation)
    screen = screen_of(conversation)
    names = [each.full for each in author.person.names.all()]
    for view in (View.JOIN, View.TURNOUT, View.COMMON, View.DIVIDES, View.MAP, View.AGENDA):
        show(screen, view, conversation)
        assert not any(name in said(screen) for name in names)
