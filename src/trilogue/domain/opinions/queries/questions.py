"""Questions to a speaker as a room reads them. How many second one is told from a number on that names nobody."""

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from trilogue.domain.delegations.choices import LISTED
from trilogue.domain.delegations.models import Participation
from trilogue.domain.opinions.choices import QuestionState
from trilogue.domain.opinions.models import Question, QuestionTime, Second
from trilogue.domain.opinions.queries.pseudonyms import pseudonyms
from trilogue.domain.people.models import Person
from trilogue.domain.people.queries import records_of
from trilogue.foundation.keys import KeyRefused

FEWEST_SHOWN = 5
"""Fewer people than these are said to be few, to everybody, and are in no order among themselves."""


@dataclass(frozen=True)
class Asked:
    """A question with the number of those who second it; 0 stands for any number below FEWEST_SHOWN."""

    question: Question
    seconds: int


def asked(question_time: QuestionTime) -> list[Asked]:
    """All its questions: first those that most people second, then in the order in which they came."""
    counted = question_time.questions.annotate(seconders=Count("seconds")).order_by("number")
    found = [
        Asked(each, each.seconders if each.seconders >= FEWEST_SHOWN else 0)
        for each in counted.select_related("question_time")
    ]
    return sorted(found, key=lambda each: -each.seconds)


def put_to_speaker(question_time: QuestionTime) -> list[Asked]:
    """What everybody may read: accepted questions, then the answered ones."""
    found = asked(question_time)
    return [
        each
        for state in (QuestionState.ACCEPTED, QuestionState.ANSWERED)
        for each in found
        if each.question.state == state
    ]


def own_questions(question_time: QuestionTime, person: Person) -> QuerySet[Question]:
    """Until the question time is closed; after that nobody knows whose they were."""
    return question_time.questions.filter(author__person__in=records_of(person))


def questions_left(question_time: QuestionTime, person: Person) -> int:
    return max(0, question_time.most_questions - own_questions(question_time, person).count())


def question_times_of(person: int | None) -> QuerySet[QuestionTime]:
    """Of the editions in which the person has a confirmed place: open ones first, closed ones last.

    `put` is how many questions of each are put to the speaker and not answered.
    """
    found = Person.objects.filter(pk=person or 0, erased_at=None).first()
    confirmed = Participation.objects.filter(person__in=records_of(found) if found else [], state__in=LISTED)
    waiting = Count("questions", filter=Q(questions__state=QuestionState.ACCEPTED))
    return (
        QuestionTime.objects.filter(edition__in=confirmed.values("edition"))
        .select_related("edition__series", "session")
        .annotate(put=waiting)
        .order_by("-open", F("closed_at").desc(nulls_first=True), "-edition__number", "-number")
    )


def seconded_by(question_time: QuestionTime, person: Person) -> set[int]:
    """The questions that the person seconded; none once the secret is destroyed."""
    try:
        own = pseudonyms(question_time, person)
    except KeyRefused:
        return set()
    return set(
        Second.objects.filter(question__question_time=question_time, key__in=own).values_list(
            "question", flat=True
        )
    )
