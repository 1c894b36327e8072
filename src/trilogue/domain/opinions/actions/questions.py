"""Questions to a speaker: who asks is in no log, and who seconds is a pseudonym."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Max

from trilogue.domain.editions.models import Edition
from trilogue.domain.opinions.access import participation_in
from trilogue.domain.opinions.actions.refusals import Refused
from trilogue.domain.opinions.actions.wording import hour, own_words, tidy
from trilogue.domain.opinions.choices import QuestionState
from trilogue.domain.opinions.models import Question, QuestionTime, Second
from trilogue.domain.opinions.queries import pseudonyms
from trilogue.domain.people.models import Person
from trilogue.domain.programme.models import Session
from trilogue.foundation import keys
from trilogue.foundation.access import ANONYMOUS, Actor
from trilogue.foundation.audit import log
from trilogue.foundation.keys import KeyRefused
from trilogue.foundation.text.value import LANGUAGES, Entry, Text


@transaction.atomic
def open_question_time(
    edition: Edition, *, by: Actor, title: Text, session: Session | None = None
) -> QuestionTime:
    """Raises Refused: no_topic, not_here (a session of another edition)."""
    log.stand_in_line()
    if not title:
        raise Refused("no_topic")
    if session and session.edition_id != edition.pk:
        raise Refused("not_here")
    last = QuestionTime.objects.filter(edition=edition).aggregate(last=Max("number"))["last"] or 0
    made = QuestionTime.objects.create(
        edition=edition, session=session, number=last + 1, title=title, open=True
    )
    keys.make_fleeting(made.public_id)
    log.write("open_question_time", made, by=by, fields=["title", "open"], edition=edition.pk)
    return made


@transaction.atomic
def pause(question_time: QuestionTime, *, by: Actor, open: bool) -> QuestionTime:  # noqa: A002
    """Take questions, or for the moment none. Raises Refused: closed."""
    found = _held(question_time)
    if found.open != open:
        found.open = open
        found.save(update_fields=["open"])
        log.write("pause_question_time", found, by=by, fields=["open"], edition=found.edition_id)
    return found


@transaction.atomic
def close_question_time(question_time: QuestionTime, *, by: Actor, now: datetime) -> QuestionTime:
    """For good: who asked is forgotten, and nobody can repeat the pseudonyms of those who seconded.

    Raises Refused: closed.
    """
    found = _held(question_time)
    found.open, found.closed_at = False, now
    found.save(update_fields=["open", "closed_at"])
    found.questions.update(author=None)
    transaction.on_commit(partial(keys.destroy, found.public_id))
    log.write("close_question_time", found, by=by, fields=["open", "closed_at"], edition=found.edition_id)
    return found


@transaction.atomic
def ask(question_time: QuestionTime, *, by: Actor, text: str, language: str, now: datetime) -> Question:
    """Raises Refused: not_here, not_open, closed, too_many, empty, long, signs, language."""
    found = _held(question_time)
    author = participation_in(by.person, found.edition)
    if author is None:
        raise Refused("not_here")
    if not found.open:
        raise Refused("not_open")
    words = own_words(text, language)
    if found.questions.filter(author=author).count() >= found.most_questions:
        raise Refused("too_many", found.most_questions)
    last = found.questions.aggregate(last=Max("number"))["last"] or 0
    made = Question.objects.create(
        question_time=found, number=last + 1, text=words, author=author, asked_at=hour(now)
    )
    log.write("ask_question", made, by=ANONYMOUS, fields=["text"], edition=found.edition_id)
    return made


@transaction.atomic
def second(question: Question, *, by: Actor, wanted: bool) -> None:
    """Asked for twice, it counts once; not wanted, it is taken back.

    Raises Refused: not_here, not_open, not_accepted, gone.
    """
    time = question.question_time
    participation = participation_in(by.person, time.edition)
    if participation is None:
        raise Refused("not_here")
    if not time.open:
        raise Refused("not_open")
    if question.state != QuestionState.ACCEPTED:
        raise Refused("not_accepted")
    own = _pseudonyms(time, participation.person)
    mine = question.seconds.filter(key__in=own)
    if not wanted:
        mine.delete()
    elif not mine.exists():
        Second.objects.bulk_create([Second(question=question, key=own[0])], ignore_conflicts=True)


@transaction.atomic
def decide(question: Question, *, by: Actor, state: str) -> Question:
    """Put it to the speaker, do not, or mark it as answered. Raises Refused: closed, not_here."""
    time = _held(question.question_time)
    if state not in QuestionState.values:
        raise Refused("not_here")
    found = log.hold(Question.objects.filter(pk=question.pk)).get()
    found.state = state
    found.save(update_fields=["state"])
    log.write("decide_question", found, by=by, fields=["state"], edition=time.edition_id)
    return found


@transaction.atomic
def translate_question(question: Question, *, by: Actor, changes: dict[str, Entry]) -> Question:
    """Translations in these languages, an empty one none; the author's own words stay as they are.

    Raises Refused: closed, language, long, signs.
    """
    time = _held(question.question_time)
    found = log.hold(Question.objects.filter(pk=question.pk)).get()
    if found.text.source in changes or not set(changes) <= set(LANGUAGES):
        raise Refused("language")
    found.text = found.text.edited(
        {
            language: Entry(tidy(entry.text) if entry.text.strip() else "", entry.state)
            for language, entry in changes.items()
        }
    )
    found.save(update_fields=["text"])
    log.write("write_question", found, by=by, fields=["text"], edition=time.edition_id)
    return found


def _pseudonyms(question_time: QuestionTime, person: Person) -> list[str]:
    try:
        return pseudonyms(question_time, person)
    except KeyRefused as refused:
        raise Refused("gone") from refused


def _held(question_time: QuestionTime) -> QuestionTime:
    found = log.hold(QuestionTime.objects.filter(pk=question_time.pk)).get()
    if found.closed_at:
        raise Refused("closed")
    return found
