"""Questions to a speaker, from the phones in the room. No page says who asks or who would like to know it too."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language, get_language_from_request, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trilogue.documents.question_words import CHIPS, WRITTEN, refusal
from trilogue.domain.network.access import takes_part_somewhere
from trilogue.domain.opinions.access import takes_part
from trilogue.domain.opinions.actions import Refused
from trilogue.domain.opinions.actions import ask as ask_question
from trilogue.domain.opinions.actions import second as second_question
from trilogue.domain.opinions.choices import QuestionState
from trilogue.domain.opinions.models import Question, QuestionTime
from trilogue.domain.opinions.queries import (
    FEWEST_SHOWN,
    Asked,
    own_questions,
    put_to_speaker,
    question_times_of,
    questions_left,
    seconded_by,
)
from trilogue.foundation.access import Actor, anyone, predicate, requires
from trilogue.foundation.text.value import ENDONYMS
from trilogue.web.participant import phone
from trilogue.web.participant.own import actor_of, own_person


class AskForm(forms.Form):
    """Whether a text can be asked, the action says."""

    text = forms.CharField(
        label=gettext_lazy("Your question"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=gettext_lazy(
            "In your own language: up to 140 Chinese characters, kana or Korean syllables, or 280 Latin letters."
        ),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language you write in"), choices=list(ENDONYMS.items()))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"language": get_language()})


@dataclass(frozen=True)
class Line:
    """A question as its reader finds it; `written` is said, and the original offered, where it is a translation."""

    question: Question
    seconds: int
    written: Any
    is_translation: bool
    mine: bool
    seconded: bool


@predicate
def takes_part_in_its_time(actor: Actor, question: Question) -> bool:
    return bool(takes_part.test(actor, question.question_time))


def load_time(public_id: uuid.UUID) -> QuestionTime:
    found = QuestionTime.objects.select_related("edition__series", "session")
    return get_object_or_404(found, public_id=public_id)


def load_question(public_id: uuid.UUID, question: int) -> Question:
    found = Question.objects.select_related("question_time__edition__series")
    return get_object_or_404(found, question_time__public_id=public_id, number=min(question, 2**31 - 1))


@requires(takes_part_somewhere)
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    times = list(question_times_of(actor_of(request).person))
    return phone.page(request, "participant/questions.html", {"times": times}, here="questions")


@requires(anyone)
@require_GET
def join(request: HttpRequest, code: str) -> HttpResponse:
    """What the code on the room's screen opens, in the language of whoever scanned it."""
    found = get_object_or_404(QuestionTime, code=code.upper()[:20])
    with override(get_language_from_request(request)):
        target = reverse("me_question_time", args=(found.public_id,))
    return HttpResponseRedirect(target, headers={"Cache-Control": "no-store"})


@requires(takes_part, load_time)
@require_http_methods(["GET", "POST"])
def question_time(request: HttpRequest, time: QuestionTime) -> HttpResponse:
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _asked(request, form, time):
        return redirect("me_question_time", time.public_id)
    context = {**_context(request, time), "form": form}
    return phone.page(request, "participant/question_time.html", context, here="questions")


@requires(takes_part, load_time)
@require_GET
def now(request: HttpRequest, time: QuestionTime) -> HttpResponse:
    """The part of the page that changes; 304 while it does not."""
    context = _context(request, time)
    etag = quote_etag(_digest(context))
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None and unchanged.status_code == 304:
        return unchanged
    answer = render(request, "participant/questions_asked.html", context)
    answer.headers["ETag"] = etag
    return answer


@requires(takes_part_in_its_time, load_question)
@require_POST
def second(request: HttpRequest, question: Question) -> HttpResponse:
    """`wanted=no` takes it back."""
    try:
        second_question(question, by=actor_of(request), wanted=request.POST.get("wanted") != "no")
    except Refused as refused:
        messages.error(request, refusal(refused))
    return redirect("me_question_time", question.question_time.public_id)


def _asked(request: HttpRequest, form: AskForm, time: QuestionTime) -> bool:
    said = form.cleaned_data
    try:
        ask_question(
            time, by=actor_of(request), text=said["text"], language=said["language"], now=timezone.now()
        )
    except Refused as refused:
        form.add_error("text", refusal(refused))
        return False
    messages.success(request, _("Asked. The desk reads it before it is put to the speaker."))
    return True


def _context(request: HttpRequest, time: QuestionTime) -> dict[str, Any]:
    person = own_person(request)
    put, own = put_to_speaker(time), list(own_questions(time, person))
    mine, wanted = {each.pk for each in own}, seconded_by(time, person)
    lines = [_line(each, mine, wanted) for each in put]
    return {
        "time": time,
        "put": _in_state(lines, QuestionState.ACCEPTED),
        "answered": _in_state(lines, QuestionState.ANSWERED),
        "own": [(each, CHIPS.get(QuestionState(each.state), "")) for each in own],
        "left": questions_left(time, person),
        "fewest": FEWEST_SHOWN,
    }


def _line(asked: Asked, mine: set[int], wanted: set[int]) -> Line:
    text, pk = asked.question.text, asked.question.pk
    shown = text.shown(get_language() or "en")
    return Line(
        asked.question,
        asked.seconds,
        WRITTEN[text.source],
        shown.language != text.source,
        pk in mine,
        pk in wanted,
    )


def _in_state(lines: Iterable[Line], state: QuestionState) -> list[Line]:
    return [each for each in lines if each.question.state == state]


def _digest(context: dict[str, Any]) -> str:
    time: QuestionTime = context["time"]
    shown = [
        (each.question.pk, each.question.text.to_json(), each.seconds, each.mine, each.seconded)
        for name in ("put", "answered")
        for each in context[name]
    ]
    own = [(each.pk, each.state) for each, _chip in context["own"]]
    said = (get_language(), time.open, time.closed_at, context["left"], shown, own)
    return sha256(repr(said).encode()).hexdigest()[:32]
