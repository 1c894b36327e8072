"""Question times at the desk: opening, the queue, the screen, translations, closing; and never who asks."""

import html
import re

import pytest
from django.test import Client

from tests import factories
from tests.web.desk.conftest import As
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition
from trilogue.domain.opinions.models import Question, QuestionTime, Screen
from trilogue.foundation.audit.models import Entry
from trilogue.foundation.text.value import LANGUAGES, State

pytestmark = pytest.mark.django_db
QUESTIONS = "/en/desk/workshop/9/questions/"


@pytest.fixture
def author(edition: Edition) -> Participation:
    return factories.create_participation(edition, country=factories.create_country("JP"))


@pytest.fixture
def question(edition: Edition, author: Participation) -> Question:
    time = factories.create_question_time(edition)
    return factories.create_question(time, state="waiting", author=author)


def at(question: Question, rest: str = "") -> str:
    return f"{QUESTIONS}{question.question_time.number}/{question.number}/{rest}"


def of_time(question: Question, rest: str = "") -> str:
    return f"{QUESTIONS}{question.question_time.number}/{rest}"


def said(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def after(client: Client, path: str, **data: str) -> str:
    return html.unescape(client.post(path, data, follow=True).content.decode())


def state(question: Question) -> str:
    question.refresh_from_db()
    return question.state


def test_a_question_time_is_opened_with_a_title_in_four_languages(desk: Client, edition: Edition) -> None:
    session = factories.create_session(edition)
    title = {f"title-{language}": f"Lecture {language}" for language in LANGUAGES}
    page = after(desk, f"{QUESTIONS}open/", **title, **{"title-source": "en", "session": str(session.pk)})
    time = QuestionTime.objects.get()
    assert "Open. Questions can be asked from now on." in page
    assert f"/q/{time.code}/" in page
    assert (time.open, time.session) == (True, session)
    assert "Lecture ja" in said(desk, "/ja/desk/workshop/9/questions/")
    assert "needs attention" in after(desk, f"{QUESTIONS}open/", **{"title-source": "en"})
    foreign = factories.create_session(factories.create_edition())
    assert "needs attention" in after(desk, f"{QUESTIONS}open/", **title, session=str(foreign.pk))
    assert QuestionTime.objects.count() == 1


def test_the_queue_is_decided_and_each_decision_logged(desk: Client, question: Question) -> None:
    for wanted in ("accepted", "answered", "accepted", "rejected", "accepted"):
        after(desk, at(question, "decide/"), state=wanted)
        assert state(question) == wanted
    assert Entry.objects.filter(action="decide_question").exclude(account=None).count() == 5
    assert "Choose one of the offered values." in after(desk, at(question, "decide/"), state="burnt")
    assert state(question) == "accepted"


def test_no_page_of_the_desk_says_who_asks(desk: Client, question: Question, author: Participation) -> None:
    for path in (QUESTIONS, of_time(question), of_time(question, "now/"), at(question)):
        page = said(desk, path)
        for name in author.person.names.all():
            assert name.full not in page
        for trace in (
            str(author.person.public_id),
            author.reference,
            author.person.email,
            author.home_written,
        ):
            assert trace not in page


def test_pausing_and_taking_questions_again(desk: Client, question: Question) -> None:
    assert "Take questions again" in after(desk, of_time(question, "pause/"), open="no")
    assert not QuestionTime.objects.get().open
    after(desk, of_time(question, "pause/"), open="yes")
    assert QuestionTime.objects.get().open


def test_closing_says_what_it_means_and_is_for_good(desk: Client, question: Question) -> None:
    assert "cannot be opened again" in said(desk, of_time(question, "close/"))
    assert QuestionTime.objects.get().open
    assert "Nobody can tell any more who asked." in after(desk, of_time(question, "close/"))
    assert Question.objects.get().author is None
    for rest, data in (("close/", {}), ("pause/", {"open": "yes"})):
        assert "The question time is closed." in after(desk, of_time(question, rest), **data)
    assert "The question time is closed." in after(desk, at(question, "decide/"), state="accepted")
    assert "Close for good" not in said(desk, of_time(question))


def test_a_question_is_put_on_the_screen_and_the_list_in_its_place(desk: Client, question: Question) -> None:
    assert "This question is not put to the speaker." in after(desk, at(question, "show/"))
    after(desk, at(question, "decide/"), state="accepted")
    page = after(desk, at(question, "show/"))
    screen = Screen.objects.get()
    assert (screen.view, screen.question_time, screen.question) == (
        "questions",
        question.question_time,
        question,
    )
    assert "on the screen" in page
    assert "The list is on the screen" in after(desk, of_time(question, "show/"))
    screen.refresh_from_db()
    assert (screen.question, screen.number) == (None, 2)


def test_a_translation_is_written_beside_the_original(signed_in_as: As, question: Question) -> None:
    translator = signed_in_as(Role.TRANSLATOR)
    page = said(translator, at(question))
    assert re.search(r"<textarea[^>]*lang=\"en\"[^>]*readonly", page)
    written = {"text-en": "Changed", "text-ko": "다음은?", "text-ko-state": "human", "text-ja": ""}
    assert "Saved." in after(translator, at(question), **written)
    question.refresh_from_db()
    assert question.text.entries["en"].text == "What comes next?"
    assert (question.text.entries["ko"].text, question.text.state("ko")) == ("다음은?", State.HUMAN)
    assert question.text.state("ja") == State.MISSING
    assert "At most 280 letters fit." in after(translator, at(question), **{"text-ko": "가" * 141})
    assert "Saved." in after(translator, at(question), **{"text-ko": "", "text-en": "What comes next?"})
    question.refresh_from_db()
    assert set(question.text.entries) == {"en"}


def test_a_translator_reads_and_translates_and_decides_nothing(signed_in_as: As, question: Question) -> None:
    translator = signed_in_as(Role.TRANSLATOR)
    page = said(translator, of_time(question))
    assert "Put to the speaker" in page
    assert "decide/" not in page
    assert "Close for good" not in page
    for path in (at(question, "decide/"), at(question, "show/"), of_time(question, "pause/")):
        assert translator.post(path, {"state": "accepted"}).status_code == 404
    assert state(question) == "waiting"


def test_the_queue_is_not_sent_again_while_nothing_happens(desk: Client, question: Question) -> None:
    first = desk.get(of_time(question, "now/"))
    tag = first.headers["ETag"]
    again = desk.get(of_time(question, "now/"), headers={"If-None-Match": tag})
    assert again.status_code == 304
    after(desk, at(question, "decide/"), state="accepted")
    assert desk.get(of_time(question, "now/"), headers={"If-None-Match": tag}).status_code == 200


def test_the_fragment_is_the_part_of_the_page(desk: Client, question: Question) -> None:
    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    page, part = (token.sub("", said(desk, of_time(question, rest))) for rest in ("", "now/"))
    assert part.strip() in page


@pytest.mark.parametrize("rest", ["99999/", "99999999999999999999/", "1/99999999999999999999/"])
def test_what_is_not_there_is_not_found(desk: Client, question: Question, rest: str) -> None:
    assert desk.get(QUESTIONS + rest).status_code == 404
