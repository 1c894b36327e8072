"""Questions to a speaker: asked in one's own language, seconded under a pseudonym, and nobody's once it is over."""

from unittest.mock import patch

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests import factories
from tests.domain.opinions.exchange import NOW, actor, official
from trilogue.domain.editions.choices import Role
from trilogue.domain.opinions import actions
from trilogue.domain.opinions.access import takes_part
from trilogue.domain.opinions.actions import Refused
from trilogue.domain.opinions.choices import View
from trilogue.domain.opinions.models import Question, QuestionTime, Screen, Second
from trilogue.domain.opinions.queries import (
    own_questions,
    put_to_speaker,
    question_times_of,
    questions_left,
    seconded_by,
)
from trilogue.domain.people.actions.merges import merge
from trilogue.foundation import keys
from trilogue.foundation.access import ANONYMOUS, Actor, Appointed
from trilogue.foundation.audit.models import Access, Entry
from trilogue.foundation.text.value import Entry as Words
from trilogue.foundation.text.value import State, Text

pytestmark = pytest.mark.django_db


@pytest.fixture
def time() -> QuestionTime:
    return factories.create_question_time()


def ask(
    time: QuestionTime, who: Actor, text: str = "다음 단계는 무엇입니까?", language: str = "ko"
) -> Question:
    return actions.ask(time, by=who, text=text, language=language, now=NOW)


def second(question: Question, who: Actor, *, wanted: bool = True) -> None:
    actions.second(Question.objects.get(pk=question.pk), by=who, wanted=wanted)


def test_a_question_waits_for_the_desk_in_its_own_language(time: QuestionTime) -> None:
    who = official(time.edition)
    made = ask(time, actor(who), "  다음   단계는 무엇입니까?\n")
    assert (made.state, made.text.source, str(made.text)) == ("waiting", "ko", "다음 단계는 무엇입니까?")
    assert (made.asked_at.minute, made.asked_at.second, made.asked_at.microsecond) == (0, 0, 0)
    assert put_to_speaker(time) == []
    assert list(own_questions(time, who.person)) == [made]


def test_who_asks_is_in_no_log(time: QuestionTime) -> None:
    who = official(time.edition)
    account = factories.create_account(person=who.person)
    before = Access.objects.count()
    ask(time, Actor(account=account.pk, person=who.person_id))
    entry = Entry.objects.latest("number")
    assert (entry.action, entry.account) == ("ask_question", None)
    assert Access.objects.count() == before


def test_nobody_asks_more_than_is_allowed(time: QuestionTime) -> None:
    who = official(time.edition)
    for number in range(time.most_questions):
        ask(time, actor(who), f"질문 {number}")
    assert questions_left(time, who.person) == 0
    with pytest.raises(Refused, match="too_many"):
        ask(time, actor(who), "하나 더")
    ask(time, actor(official(time.edition)))


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("", "ko", "empty"),
        (" \n\t", "ko", "empty"),
        ("가" * 141, "ko", "long"),
        ("a" * 281, "en", "long"),
        ("왼쪽\u202e오른쪽", "ko", "signs"),
        ("null\x00", "en", "signs"),
        ("Bonjour", "fr", "language"),
    ],
)
def test_what_cannot_be_asked_is_refused_whole(
    time: QuestionTime, text: str, language: str, code: str
) -> None:
    with pytest.raises(Refused, match=code):
        ask(time, actor(official(time.edition)), text, language)
    assert not Question.objects.exists()


def test_only_who_takes_part_asks_and_only_while_it_is_open(time: QuestionTime) -> None:
    with pytest.raises(Refused, match="not_here"):
        ask(time, actor(official(factories.create_edition())))
    who = actor(official(time.edition))
    actions.pause(time, by=ANONYMOUS, open=False)
    with pytest.raises(Refused, match="not_open"):
        ask(time, who)
    actions.close_question_time(time, by=ANONYMOUS, now=NOW)
    for act in (
        lambda: ask(time, who),
        lambda: actions.pause(time, by=ANONYMOUS, open=True),
        lambda: actions.close_question_time(time, by=ANONYMOUS, now=NOW),
    ):
        with pytest.raises(Refused, match="closed"):
            act()


def test_who_works_for_the_edition_does_not_take_part_in_it(time: QuestionTime) -> None:
    who = official(time.edition)
    works = Appointed(role=Role.DESK, series=time.edition.series_id)
    assert takes_part.test(Actor(person=who.person_id), time)
    assert not takes_part.test(Actor(person=who.person_id, appointments=(works,)), time)


def test_seconded_twice_it_counts_once_and_can_be_taken_back(time: QuestionTime) -> None:
    question, who = factories.create_question(time), official(time.edition)
    for _ in range(2):
        second(question, actor(who))
    assert Second.objects.count() == 1
    assert seconded_by(time, who.person) == {question.pk}
    assert str(who.person.public_id) not in str(Second.objects.values().get())
    second(question, actor(who), wanted=False)
    assert not Second.objects.exists()


def test_the_database_refuses_a_second_voice_of_one_person() -> None:
    one = factories.create_second()
    with pytest.raises(IntegrityError), transaction.atomic():
        Second.objects.create(question=one.question, key=one.key)


def test_seconding_leaves_no_trace_of_who(time: QuestionTime) -> None:
    question, who = factories.create_question(time), official(time.edition)
    before = Entry.objects.count(), Access.objects.count()
    second(question, actor(who))
    assert (Entry.objects.count(), Access.objects.count()) == before


def test_merged_records_have_one_voice(time: QuestionTime) -> None:
    question, who = factories.create_question(time), official(time.edition)
    second(question, actor(who))
    kept = factories.create_person()
    merge(kept, who.person, by=ANONYMOUS, reasons=[], now=NOW)
    who.refresh_from_db()
    second(question, Actor(person=kept.pk))
    assert Second.objects.count() == 1
    assert seconded_by(time, kept) == {question.pk}


@pytest.mark.parametrize("state", ["waiting", "rejected", "answered"])
def test_only_what_is_put_to_the_speaker_is_seconded(time: QuestionTime, state: str) -> None:
    question = factories.create_question(time, state=state)
    with pytest.raises(Refused, match="not_accepted"):
        second(question, actor(official(time.edition)))


def test_where_the_secret_is_lost_nobody_gets_a_second_voice(time: QuestionTime) -> None:
    question, who = factories.create_question(time), official(time.edition)
    second(question, actor(who))
    keys.destroy(time.public_id)
    with pytest.raises(Refused, match="gone"):
        second(question, actor(who))
    assert seconded_by(time, who.person) == set()


@pytest.mark.django_db(transaction=True)
def test_closed_it_forgets_who_asked_and_destroys_the_secret(time: QuestionTime) -> None:
    made = ask(time, actor(official(time.edition)))
    actions.close_question_time(time, by=ANONYMOUS, now=NOW)
    made.refresh_from_db()
    assert made.author is None
    assert not keys.exists(time.public_id)


@pytest.mark.django_db(transaction=True)
def test_a_secret_left_by_an_interrupted_closing_is_destroyed_later(time: QuestionTime) -> None:
    gone = patch("trilogue.domain.opinions.actions.questions.keys.destroy", side_effect=OSError("gone"))
    with gone, pytest.raises(OSError, match="gone"):
        actions.close_question_time(time, by=ANONYMOUS, now=NOW)
    assert keys.exists(time.public_id)
    assert actions.destroy_left_secrets(by=ANONYMOUS) == 1
    assert not keys.exists(time.public_id)


def test_fewer_than_five_are_no_number_and_in_no_order(time: QuestionTime) -> None:
    first, few, many = (factories.create_question(time) for _ in range(3))
    for question, count in ((few, 4), (many, 5)):
        for _ in range(count):
            factories.create_second(question)
    shown = [(each.question, each.seconds) for each in put_to_speaker(time)]
    assert shown == [(many, 5), (first, 0), (few, 0)]


def test_answered_ones_come_last_and_the_rest_is_not_read_by_all(time: QuestionTime) -> None:
    answered = factories.create_question(time, state="answered")
    for _ in range(6):
        factories.create_second(answered)
    accepted = factories.create_question(time)
    for state in ("waiting", "rejected"):
        factories.create_question(time, state=state)
    assert [each.question for each in put_to_speaker(time)] == [accepted, answered]


def test_a_translation_is_tidied_and_never_changes_the_author_s_words(time: QuestionTime) -> None:
    question = factories.create_question(time, words="What comes next?")
    changed = actions.translate_question(
        question, by=ANONYMOUS, changes={"ko": Words("  다음은\n무엇입니까? ", State.MACHINE)}
    )
    assert changed.text.entries["ko"] == Words("다음은 무엇입니까?", State.MACHINE)
    for changes, code in (
        ({"en": Words("Other words")}, "language"),
        ({"fr": Words("Quoi?")}, "language"),
        ({"ja": Words("あ" * 141)}, "long"),
        ({"ja": Words("\u202e逆")}, "signs"),
    ):
        with pytest.raises(Refused, match=code):
            actions.translate_question(question, by=ANONYMOUS, changes=changes)
    gone = actions.translate_question(question, by=ANONYMOUS, changes={"ko": Words("")})
    assert set(gone.text.entries) == {"en"}


@pytest.mark.parametrize("state", ["waiting", "rejected"])
def test_the_screen_shows_no_question_that_is_not_put_to_the_speaker(time: QuestionTime, state: str) -> None:
    screen = actions.screen_of(time.edition, by=ANONYMOUS)
    question = factories.create_question(time, state=state)
    with pytest.raises(Refused, match="not_accepted"):
        actions.show(
            screen,
            by=ANONYMOUS,
            view=View.QUESTIONS,
            languages=["ko"],
            question_time=time,
            question=question,
        )
    assert Screen.objects.get().view == View.BLANK


def test_one_s_own_question_times_are_those_of_editions_one_takes_part_in(time: QuestionTime) -> None:
    who = official(time.edition)
    later = factories.create_question_time(time.edition, open=False)
    over = factories.create_question_time(time.edition, open=False)
    actions.close_question_time(over, by=ANONYMOUS, now=NOW)
    factories.create_question_time()
    assert list(question_times_of(who.person_id)) == [time, later, over]
    assert not question_times_of(None).exists()


def test_a_question_time_has_a_title_and_a_session_of_its_own_edition() -> None:
    edition, foreign = factories.create_edition(), factories.create_session(factories.create_edition())
    with pytest.raises(Refused, match="no_topic"):
        actions.open_question_time(edition, by=ANONYMOUS, title=Text())
    with pytest.raises(Refused, match="not_here"):
        actions.open_question_time(edition, by=ANONYMOUS, title=factories.text("Title"), session=foreign)
    assert not QuestionTime.objects.exists()


class TestAnyText(TestCase):
    @settings(deadline=None, max_examples=50)
    @given(st.text(max_size=400))
    def test_any_text_is_kept_as_it_reads_or_refused(self, text: str) -> None:
        time = factories.create_question_time()
        who = actor(official(time.edition))
        try:
            kept = str(ask(time, who, text, "ja").text)
        except Refused as refused:
            assert refused.code in {"empty", "long", "signs"}  # noqa: PT017
        else:
            assert kept == " ".join(kept.split())
            assert "\u202e" not in kept
