"""Question times at the desk: opened, led from the stage on a phone, translated, closed. No page says who asks."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trilogue.documents.question_words import WRITTEN, refusal
from trilogue.domain.editions.access import runs, translates
from trilogue.domain.editions.models import Edition
from trilogue.domain.opinions import actions
from trilogue.domain.opinions.actions import Refused
from trilogue.domain.opinions.choices import QuestionState, View
from trilogue.domain.opinions.models import Question, QuestionTime, Screen
from trilogue.domain.opinions.queries import FEWEST_SHOWN, Asked, asked
from trilogue.foundation.access import requires
from trilogue.foundation.text.forms import FourLanguagesField, FourLanguagesWidget
from trilogue.foundation.text.value import LANGUAGES, Entry, State, Text
from trilogue.web.desk.fields import ShownChoiceField
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.place import LARGEST, Spot, address, load_edition, there

form_methods = require_http_methods(["GET", "POST"])


class TimeForm(forms.Form):
    title = FourLanguagesField(label=gettext_lazy("Title"), required=True, widget=FourLanguagesWidget(rows=1))

    def __init__(self, edition: Edition, data: Any = None) -> None:
        super().__init__(data)
        shown = self.fields["title"]
        if isinstance(shown, FourLanguagesField):
            shown.set_original(Text(), source=get_language())
        self.fields["session"] = ShownChoiceField(
            edition.sessions.all(),
            said=lambda session: session.title,
            label=_("Session"),
            required=False,
            empty_label=_("none"),
        )


class TranslationForm(forms.Form):
    text = FourLanguagesField(label=gettext_lazy("Question"), required=True)

    def __init__(self, text: Text, data: Any = None) -> None:
        super().__init__(data, initial={"text": text})
        shown = self.fields["text"]
        if isinstance(shown, FourLanguagesField):
            shown.set_original(text)
            shown.translate_only()

    def changes(self, before: Text) -> dict[str, Entry]:
        """What was typed or confirmed in other languages than the question's own."""
        after: Text = self.cleaned_data["text"]
        others = [each for each in LANGUAGES if each != before.source]
        return {
            each: after.entries.get(each, Entry(""))
            for each in others
            if after.entries.get(each) != before.entries.get(each)
        }


@dataclass(frozen=True)
class Line:
    """`missing` are the languages in which it cannot be read yet."""

    question: Question
    seconds: int
    written: Any
    is_translation: bool
    missing: tuple[str, ...]
    on_screen: bool


def load_time(slug: str, number: int, time: int) -> Spot:
    edition = load_edition(slug, number)
    if time > LARGEST:
        raise Http404
    found = QuestionTime.objects.filter(edition=edition).select_related("session", "edition__series")
    return Spot(edition, row=get_object_or_404(found, number=time))


def load_question(slug: str, number: int, time: int, question: int) -> Spot:
    spot = load_time(slug, number, time)
    found = Question.objects.filter(question_time=spot.row).select_related("question_time__edition__series")
    return Spot(spot.place, row=get_object_or_404(found, number=min(question, 2**31 - 1)))


@requires(translates, load_edition)
@require_GET
def overview(request: HttpRequest, edition: Edition) -> HttpResponse:
    waiting = Count("questions", filter=Q(questions__state=QuestionState.WAITING))
    times = edition.question_times.select_related("session").annotate(
        waiting=waiting, count=Count("questions")
    )
    context = {"times": times.order_by("-open", "-number")}
    return page(request, edition, "desk/questions.html", context, here="questions")


@requires(runs, load_edition)
@form_methods
def begin(request: HttpRequest, edition: Edition) -> HttpResponse:
    form = TimeForm(edition, request.POST if request.method == "POST" else None)
    if form.is_valid():
        opened = actions.open_question_time(edition, by=actor_of(request), **form.cleaned_data)
        messages.success(request, _("Open. Questions can be asked from now on."))
        return redirect(address("question_time", edition, opened.number))
    title, back = _("Open a question time"), address("questions", edition)
    context = {"form": form, "title": title, "save": _("Open it now"), "back": back}
    return page(request, edition, "desk/form.html", context, here="questions")


@requires(there(translates), load_time)
@require_GET
def question_time(request: HttpRequest, spot: Spot) -> HttpResponse:
    code = reverse("question_join", args=(spot.row.code,))
    context = {**_context(request, spot), "join": f"{settings.URL.scheme}://{settings.URL.netloc}{code}"}
    return page(request, spot.place, "desk/question_time.html", context, here="questions")


@requires(there(translates), load_time)
@require_GET
def now(request: HttpRequest, spot: Spot) -> HttpResponse:
    """The part of the page that changes; 304 while it does not."""
    context = _context(request, spot)
    etag = quote_etag(_digest(spot.row, context))
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None and unchanged.status_code == 304:
        return unchanged
    edition: Any = spot.place
    answer = render(
        request,
        "desk/question_queue.html",
        {**context, "edition": edition, "series": edition.series, "may_run": context["runs"]},
    )
    answer.headers["ETag"] = etag
    return answer


@requires(there(runs), load_time)
@require_POST
def pause(request: HttpRequest, spot: Spot) -> HttpResponse:
    """`open=no` takes no questions for the moment, anything else takes them again."""
    takes = request.POST.get("open") != "no"
    _done(request, lambda: actions.pause(spot.row, by=actor_of(request), open=takes))
    return redirect(_address(spot.row))


@requires(there(runs), load_time)
@form_methods
def close(request: HttpRequest, spot: Spot) -> HttpResponse:
    if request.method == "GET":
        context = {"time": spot.row, "back": _address(spot.row)}
        return page(request, spot.place, "desk/question_close.html", context, here="questions")
    if _done(
        request,
        lambda: actions.close_question_time(spot.row, by=actor_of(request), now=timezone.now()),
    ):
        messages.success(request, _("Closed. Nobody can tell any more who asked."))
    return redirect(_address(spot.row))


@requires(there(runs), load_question)
@require_POST
def decide(request: HttpRequest, spot: Spot) -> HttpResponse:
    state = request.POST.get("state", "")
    if state not in QuestionState.values:
        messages.error(request, _("Choose one of the offered values."))
    else:
        _done(request, lambda: actions.decide(spot.row, by=actor_of(request), state=state))
    return redirect(_address(spot.row.question_time))


@requires(there(runs), load_question)
@require_POST
def show(request: HttpRequest, spot: Spot) -> HttpResponse:
    """The question alone, large, on the room's screen."""
    return _shown(request, spot.row.question_time, spot.row)


@requires(there(runs), load_time)
@require_POST
def show_all(request: HttpRequest, spot: Spot) -> HttpResponse:
    """All questions that are put to the speaker, on the room's screen."""
    return _shown(request, spot.row, None)


@requires(there(translates), load_question)
@form_methods
def translate(request: HttpRequest, spot: Spot) -> HttpResponse:
    question: Question = spot.row
    form = TranslationForm(question.text, request.POST if request.method == "POST" else None)
    if form.is_valid() and _translated(request, form, question):
        messages.success(request, _("Saved."))
        return redirect(_address(question.question_time))
    context = {"form": form, "title": _("Translate a question"), "back": _address(question.question_time)}
    return page(request, spot.place, "desk/form.html", context, here="questions")


def _translated(request: HttpRequest, form: TranslationForm, question: Question) -> bool:
    changes = form.changes(question.text)
    if not changes:
        return True
    try:
        actions.translate_question(question, by=actor_of(request), changes=changes)
    except Refused as refused:
        form.add_error("text", refusal(refused))
        return False
    return True


def _shown(request: HttpRequest, time: QuestionTime, question: Question | None) -> HttpResponse:
    by = actor_of(request)

    def act() -> None:
        screen = actions.screen_of(time.edition, by=by)
        actions.show(
            screen,
            by=by,
            view=View.QUESTIONS,
            languages=screen.languages,
            conversation=screen.conversation,
            question_time=time,
            question=question,
        )

    if _done(request, act):
        messages.success(request, _("On the screen of the room."))
    return redirect(_address(time))


def _done(request: HttpRequest, act: Callable[[], object]) -> bool:
    try:
        act()
    except Refused as refused:
        messages.error(request, refusal(refused))
        return False
    return True


def _address(time: QuestionTime) -> str:
    return address("question_time", time.edition, time.number)


def _context(request: HttpRequest, spot: Spot) -> dict[str, Any]:
    time: QuestionTime = spot.row
    screen = Screen.objects.filter(edition=time.edition_id, view=View.QUESTIONS, question_time=time).first()
    lines = [_line(each, screen) for each in asked(time)]
    return {
        "time": time,
        "groups": {
            state.value: [each for each in lines if each.question.state == state] for state in QuestionState
        },
        "fewest": FEWEST_SHOWN,
        "list_on_screen": screen is not None and screen.question_id is None,
        "runs": runs.test(actor_of(request), spot.place),
    }


def _line(found: Asked, screen: Screen | None) -> Line:
    text = found.question.text
    return Line(
        found.question,
        found.seconds,
        WRITTEN[text.source],
        text.shown(get_language() or "en").language != text.source,
        tuple(each for each in LANGUAGES if text.state(each) == State.MISSING),
        screen is not None and screen.question_id == found.question.pk,
    )


def _digest(time: QuestionTime, context: dict[str, Any]) -> str:
    lines = [
        (each.question.pk, each.question.state, each.question.text.to_json(), each.seconds, each.on_screen)
        for group in context["groups"].values()
        for each in group
    ]
    said = (get_language(), time.open, time.closed_at, context["list_on_screen"], context["runs"], lines)
    return sha256(repr(said).encode()).hexdigest()[:32]
