"""What the screen in the room shows, as the desk's phone commands it."""

from collections.abc import Sequence

from django.db import transaction

from trilogue.domain.editions.models import Edition, Series
from trilogue.domain.opinions.actions.refusals import Refused
from trilogue.domain.opinions.choices import QuestionState, View
from trilogue.domain.opinions.models import Conversation, Question, QuestionTime, Screen, screen_code
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log
from trilogue.foundation.text.value import LANGUAGES

WITHOUT_CONVERSATION = frozenset({View.BLANK, View.QUESTIONS})


@transaction.atomic
def screen_of(place: Series | Edition, *, by: Actor) -> Screen:
    """The place's screen, made when it is first asked for."""
    log.stand_in_line()
    edition = place if isinstance(place, Edition) else None
    series = place.series if isinstance(place, Edition) else place
    found = Screen.objects.filter(series=series, edition=edition).first()
    if found:
        return found
    made = Screen.objects.create(series=series, edition=edition, languages=["ko", "ja", "zh-hans", "en"])
    log.write("open_screen", made, by=by, edition=made.edition_id)
    return made


@transaction.atomic
def show(
    screen: Screen,
    *,
    by: Actor,
    view: str,
    languages: Sequence[str],
    conversation: Conversation | None = None,
    question_time: QuestionTime | None = None,
    question: Question | None = None,
) -> Screen:
    """Raises Refused: not_here (of another place, or missing for the view), language, phase (not revealed yet),
    not_accepted (a question that is not put to the speaker).
    """
    found = log.hold(Screen.objects.filter(pk=screen.pk)).get()
    if view not in View.values:
        raise Refused("not_here")
    if not languages or not set(languages) <= set(LANGUAGES) or len(set(languages)) < len(languages):
        raise Refused("language")
    _check(found, View(view), conversation, question_time, question)
    found.view, found.languages = view, list(languages)
    found.conversation, found.question_time, found.question = conversation, question_time, question
    found.number += 1
    found.save()
    log.write("command_screen", found, by=by, fields=["view", "languages"], edition=found.edition_id)
    return found


@transaction.atomic
def renew_code(screen: Screen, *, by: Actor) -> Screen:
    """Whoever had the old address has nothing any more."""
    found = log.hold(Screen.objects.filter(pk=screen.pk)).get()
    found.code = screen_code()
    found.save(update_fields=["code"])
    log.write("renew_screen_code", found, by=by, fields=["code"], edition=found.edition_id)
    return found


def _check(
    screen: Screen,
    view: View,
    conversation: Conversation | None,
    question_time: QuestionTime | None,
    question: Question | None,
) -> None:
    if view not in WITHOUT_CONVERSATION and conversation is None:
        raise Refused("not_here")
    if view == View.QUESTIONS and question_time is None:
        raise Refused("not_here")
    if conversation and conversation.place != screen.place:
        raise Refused("not_here")
    if question_time and question_time.edition_id != screen.edition_id:
        raise Refused("not_here")
    if question and (question_time is None or question.question_time_id != question_time.pk):
        raise Refused("not_here")
    if question and question.state not in (QuestionState.ACCEPTED, QuestionState.ANSWERED):
        raise Refused("not_accepted")
    if conversation and view in (View.COMMON, View.DIVIDES, View.MAP) and not conversation.revealed_at:
        raise Refused("phase")
    if conversation and view == View.FINAL and not conversation.final_revealed_at:
        raise Refused("phase")
