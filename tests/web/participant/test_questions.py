"""Questions to a speaker on the phone: asking, reading them in one's own language, and wanting to know it too."""

import html
import re
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from trilogue.domain.delegations.models import Participation
from trilogue.domain.opinions import actions
from trilogue.domain.opinions.models import Question, QuestionTime, Second
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.audit.models import Access
from trilogue.foundation.text.value import Entry, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def time() -> QuestionTime:
    return factories.create_question_time(factories.create_edition())


def official(time: QuestionTime, country: str = "KR") -> Participation:
    return factories.create_participation(time.edition, country=factories.create_country(country))


def of(one: Participation) -> Client:
    client = Client()
    client.force_login(factories.create_account(person=one.person))
    return client


def at(time: QuestionTime, rest: str = "", language: str = "en") -> str:
    return f"/{language}/me/questions/{time.public_id}/{rest}"


def said(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def test_a_question_is_asked_in_one_s_own_language_and_waits(time: QuestionTime) -> None:
    client = of(official(time))
    answer = client.post(
        at(time, language="ko"), {"text": "예산은 누가 냅니까?", "language": "ko"}, follow=True
    )
    assert "질문을 보냈습니다." in answer.content.decode()
    page = said(client, at(time))
    assert "예산은 누가 냅니까?" in page.partition("My questions")[2]
    assert "waiting for the desk" in page
    assert "You can ask 4 more questions" in page
    assert "예산은" not in said(of(official(time)), at(time))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Write the question."),
        ("あ" * 141, "At most 280 letters fit."),
        ("逆\u202e向", "There are characters in it that nobody can see."),
    ],
)
def test_a_refusal_says_why_and_keeps_what_was_typed(time: QuestionTime, text: str, words: str) -> None:
    page = html.unescape(of(official(time)).post(at(time), {"text": text, "language": "ja"}).content.decode())
    assert words in page
    assert text in page
    assert not Question.objects.exists()


@pytest.mark.parametrize("data", [{}, {"text": "x"}, {"text": "x", "language": "fr"}, {"language": "ko"}])
def test_a_request_that_no_form_made_is_refused_in_words(time: QuestionTime, data: dict[str, str]) -> None:
    answer = of(official(time)).post(at(time), data)
    assert answer.status_code == 200
    assert "needs attention" in answer.content.decode()


def test_paused_it_says_so_and_takes_none(time: QuestionTime) -> None:
    client = of(official(time))
    actions.pause(time, by=ANONYMOUS, open=False)
    assert "No questions are taken at the moment." in said(client, at(time))
    assert "Send the question" not in said(client, at(time))
    answer = client.post(at(time), {"text": "Now?", "language": "en"})
    assert "No questions are taken at the moment." in answer.content.decode()
    assert "Now?" in answer.content.decode()


def test_a_question_is_read_in_one_s_own_language_with_the_original_beside(time: QuestionTime) -> None:
    question = factories.create_question(time, words="What comes next?")
    actions.translate_question(
        question, by=ANONYMOUS, changes={"ko": Entry("다음은 무엇입니까?", State.MACHINE)}
    )
    client = of(official(time))
    korean, japanese = said(client, at(time, language="ko")), said(client, at(time, language="ja"))
    assert "다음은 무엇입니까?" in korean
    assert "기계 번역" in korean
    assert "영어로 작성됨" in korean
    assert '<p class="small" lang="en">What comes next?</p>' in korean
    assert '<span lang="en">What comes next?</span>' in japanese
    assert "다음은" not in japanese


def test_seconding_and_taking_it_back(time: QuestionTime) -> None:
    question, client = factories.create_question(time), of(official(time))
    path = at(time, f"{question.number}/second/")
    page = client.post(path, {"wanted": "yes"}, follow=True).content.decode()
    assert "You would like to know this too" in page
    assert Second.objects.count() == 1
    page = client.post(path, {"wanted": "no"}, follow=True).content.decode()
    assert "I would like to know this too" in page
    assert not Second.objects.exists()


def test_what_cannot_be_seconded_is_said(time: QuestionTime) -> None:
    question, client = factories.create_question(time, state="answered"), of(official(time))
    page = client.post(at(time, f"{question.number}/second/"), follow=True).content.decode()
    assert "This question is not put to the speaker." in page


def test_a_number_is_said_from_five_on(time: QuestionTime) -> None:
    question, client = factories.create_question(time), of(official(time))
    for count in range(7):
        page = said(client, at(time))
        if count < 5:
            assert "Fewer than 5 others" in page
            assert not re.search(r"\d people would like", page)
        else:
            assert f"{count} people would like to know this" in page
        factories.create_second(question)


def test_one_s_own_is_marked_and_has_no_button(time: QuestionTime) -> None:
    one = official(time)
    question = factories.create_question(time, author=one)
    page = said(of(one), at(time))
    assert "your question" in page
    assert f"/{question.number}/second/" not in page
    assert "your question" not in said(of(official(time)), at(time))


def test_nobody_is_named_on_a_page_or_in_the_list_of_looks(time: QuestionTime) -> None:
    author = official(time)
    factories.create_question(time, author=author)
    page = said(of(official(time)), at(time))
    assert str(author.person.public_id) not in page
    assert author.reference not in page
    assert not Access.objects.exists()


def test_closed_nobody_knows_whose_it_was(time: QuestionTime) -> None:
    one = official(time)
    factories.create_question(time, author=one)
    actions.close_question_time(time, by=ANONYMOUS, now=timezone.now())
    page = said(of(one), at(time))
    assert "Who asked is forgotten." in page
    assert "your question" not in page
    assert "Send the question" not in page


def test_the_part_that_changes_is_not_sent_again_while_it_does_not(time: QuestionTime) -> None:
    client, question = of(official(time)), factories.create_question(time)

    def look(tag: str = "") -> tuple[int, str]:
        answer = client.get(at(time, "now/"), headers={"If-None-Match": tag} if tag else {})
        assert "<html" not in answer.content.decode()
        return answer.status_code, answer.headers.get("ETag", "")

    _, tag = look()
    assert look(tag)[0] == 304
    factories.create_second(question)
    assert look(tag)[0] == 304, "one voice among fewer than five is seen by nobody"
    for change in (
        lambda: [factories.create_second(question) for _ in range(4)],
        lambda: client.post(at(time, f"{question.number}/second/")),
        lambda: factories.create_question(time),
        lambda: actions.decide(question, by=ANONYMOUS, state="answered"),
        lambda: actions.pause(time, by=ANONYMOUS, open=False),
    ):
        change()
        status, changed = look(tag)
        assert status == 200
        assert changed != tag
        tag = changed


def test_the_fragment_is_the_part_of_the_page(time: QuestionTime) -> None:
    client = of(official(time))
    factories.create_question(time)
    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    page, part = (token.sub("", said(client, at(time, rest))) for rest in ("", "now/"))
    assert part.strip() in page


def test_who_takes_no_part_finds_nothing(time: QuestionTime) -> None:
    question = factories.create_question(time)
    stranger = of(official(factories.create_question_time(factories.create_edition())))
    for path in (at(time), at(time, "now/")):
        assert stranger.get(path).status_code == 404
    assert stranger.post(at(time, f"{question.number}/second/")).status_code == 404
    assert of(official(time)).post(at(time, "99999999999999999999/second/")).status_code == 404
    assert of(official(time)).get(f"/en/me/questions/{uuid4()}/").status_code == 404


def test_the_code_of_the_screen_leads_to_the_page_in_the_phone_s_language(time: QuestionTime) -> None:
    answer = Client().get(f"/q/{time.code.lower()}/", headers={"Accept-Language": "ja"})
    assert (answer.status_code, answer.headers["Location"]) == (302, at(time, language="ja"))
    assert Client().get("/q/222222/").status_code == 404


def test_the_list_has_the_open_ones_first(time: QuestionTime) -> None:
    one = official(time)
    over = factories.create_question_time(time.edition)
    actions.close_question_time(over, by=ANONYMOUS, now=timezone.now())
    factories.create_question(time)
    page = said(of(one), "/en/me/questions/")
    assert page.index(str(time.public_id)) < page.index(str(over.public_id))
    assert "1 question<" in page
    assert "No question time has been opened yet." in said(
        of(factories.create_participation(factories.create_edition())), "/en/me/questions/"
    )
