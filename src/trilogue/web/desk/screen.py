"""The remote control of the screen in the room: large buttons for a phone, no script needed."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from trilogue.domain.editions.access import runs
from trilogue.domain.opinions import actions
from trilogue.domain.opinions.actions import Refused
from trilogue.domain.opinions.choices import Phase, QuestionState, View
from trilogue.domain.opinions.models import Conversation, Question, QuestionTime, Screen
from trilogue.foundation.access import requires
from trilogue.foundation.formats import qr
from trilogue.foundation.text.value import ENDONYMS, LANGUAGES, TAGS
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.place import Place, address, edition_of, load, series_of

PUT = (QuestionState.ACCEPTED, QuestionState.ANSWERED)
REFUSALS: dict[str, Promise] = {
    "not_here": gettext_lazy("Choose what this view shows: an exchange of opinions, or a question time."),
    "language": gettext_lazy("Choose at least one language, and each only once."),
    "phase": gettext_lazy("This is not revealed yet. Reveal the results first, on the page of the exchange."),
    "not_accepted": gettext_lazy("This question is not put to the speaker."),
}
NEEDS: dict[str, Promise] = {
    View.COMMON: pgettext_lazy("screen", "once the results are revealed"),
    View.DIVIDES: pgettext_lazy("screen", "once the results are revealed"),
    View.MAP: pgettext_lazy("screen", "once the results are revealed"),
    View.FINAL: pgettext_lazy("screen", "once the final vote is revealed"),
}


@dataclass(frozen=True)
class Button:
    """`needs` says what must come first, where it has not come for the exchange on the screen."""

    view: str
    words: Any
    pressed: bool
    needs: Any


@dataclass(frozen=True)
class Option:
    value: str
    text: Any
    chosen: bool


@dataclass(frozen=True)
class TimeOptions:
    """A question time, with its questions that are put to the speaker."""

    time: QuestionTime
    whole: Option
    questions: list[Option]


@requires(runs, load)
@require_http_methods(["GET", "POST"])
def screen(request: HttpRequest, place: Place) -> HttpResponse:
    if request.method == "POST":
        return _command(request, place)
    found = _screen_of(place)
    shown = found.conversation if found else None
    conversation = shown or _conversations(place).exclude(phase=Phase.CLOSED).last()
    languages = found.languages if found else list(LANGUAGES)
    context = {
        "screen": found,
        "link": _link(found, languages[0]) if found else "",
        "picture": mark_safe(qr.svg(_link(found, languages[0]))) if found else "",  # noqa: S308  our own drawing
        "buttons": [_button(view, found, conversation) for view in View],
        "exchanges": [
            Option(str(each.number), each.topic, each == conversation) for each in _conversations(place)
        ],
        "times": _options(place, found),
        "positions": [
            (position, languages[position] if position < len(languages) else "")
            for position in range(len(LANGUAGES))
        ],
        "endonyms": [(code, ENDONYMS[code], TAGS[code]) for code in LANGUAGES],
    }
    return page(request, place, "desk/screen.html", context, here="screen")


@requires(runs, load)
@require_POST
def renew(request: HttpRequest, place: Place) -> HttpResponse:
    actions.renew_code(actions.screen_of(place, by=actor_of(request)), by=actor_of(request))
    messages.success(request, _("The screen has a new address. Open it in the room again."))
    return redirect(address("screen", place))


def _command(request: HttpRequest, place: Place) -> HttpResponse:
    by = actor_of(request)
    found = actions.screen_of(place, by=by)
    time, question = _asked(place, request.POST.get("asked", ""))
    view = request.POST.get("view", "")
    try:
        actions.show(
            found,
            by=by,
            view=view,
            languages=_languages(request.POST) or found.languages,
            conversation=_numbered(place, request.POST.get("exchange", "")),
            question_time=time,
            question=question if view == View.QUESTIONS else None,
        )
    except Refused as refused:
        messages.error(request, str(REFUSALS[refused.code]))
    else:
        messages.success(request, _("On the screen: %(view)s") % {"view": View(view).label})
    return redirect(address("screen", place))


def _screen_of(place: Place) -> Screen | None:
    related = ("conversation", "question_time", "question")
    return (
        Screen.objects.filter(series=series_of(place), edition=edition_of(place))
        .select_related(*related)
        .first()
    )


def _conversations(place: Place) -> Any:
    return Conversation.objects.filter(series=series_of(place), edition=edition_of(place)).order_by("number")


def _times(place: Place) -> Any:
    return QuestionTime.objects.filter(edition=edition_of(place), closed_at=None).order_by("number")


def _button(view: View, found: Screen | None, conversation: Conversation | None) -> Button:
    return Button(
        view,
        view.label,
        found is not None and found.view == view,
        NEEDS.get(view, "") if not _is_ready(view, conversation) else "",
    )


def _is_ready(view: View, conversation: Conversation | None) -> bool:
    if view not in NEEDS or conversation is None:
        return True
    return bool(conversation.final_revealed_at if view == View.FINAL else conversation.revealed_at)


def _options(place: Place, found: Screen | None) -> list[TimeOptions]:
    questions = defaultdict(list)
    shown_time, shown = (found.question_time_id, found.question_id) if found else (None, None)
    for each in Question.objects.filter(question_time__in=_times(place), state__in=PUT).order_by("number"):
        questions[each.question_time_id].append(each)
    return [
        TimeOptions(
            time,
            Option(str(time.number), time.title, time.pk == shown_time and shown is None),
            [
                Option(f"{time.number}.{each.number}", each.text, each.pk == shown)
                for each in questions[time.pk]
            ],
        )
        for time in _times(place)
    ]


def _numbered(place: Place, number: str) -> Conversation | None:
    found = _conversations(place).filter(number=number) if _is_number(number) else None
    return found.first() if found is not None else None


def _asked(place: Place, chosen: str) -> tuple[QuestionTime | None, Question | None]:
    time, _dot, question = chosen.partition(".")
    found = _times(place).filter(number=time).first() if _is_number(time) else None
    if found is None or not _is_number(question):
        return found, None
    return found, found.questions.filter(number=question, state__in=PUT).first()


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 6


def _languages(posted: Mapping[str, str]) -> list[str]:
    """In their order, gaps left out; what is chosen twice stays so, and is refused."""
    return [posted[name] for name in (f"language{n}" for n in range(len(LANGUAGES))) if posted.get(name)]


def _link(found: Screen, language: str) -> str:
    with override(language):
        path = reverse("screen", args=(found.code,))
    return f"{settings.URL.scheme}://{settings.URL.netloc}{path}"
