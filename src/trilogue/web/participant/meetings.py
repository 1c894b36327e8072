"""Meetings of two on the telephone: choosing whom to meet, asking, answering, and the calendar of what is agreed."""

from collections.abc import Callable, Collection, Iterable
from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trilogue.documents.meeting_words import REFUSALS, day, hours
from trilogue.domain.delegations.choices import LISTED
from trilogue.domain.delegations.models import Participation
from trilogue.domain.network.actions import MeetingRefused, mark_held
from trilogue.domain.network.actions.meetings import LONGEST_TOPIC
from trilogue.domain.network.models import Meeting, MeetingSlot
from trilogue.domain.network.queries import colleagues_of, free_slots, is_open, meetings_of
from trilogue.domain.people.queries import records_of
from trilogue.flows import meet
from trilogue.foundation.access import origin_of, requires, signed_in
from trilogue.foundation.audit.access import seen
from trilogue.web.participant.meeting_lines import Wanted, choices, lines
from trilogue.web.participant.own import actor_of, own_account

Act = Callable[..., Any]
ANSWERS: dict[str, tuple[Act, Any]] = {
    "agree": (meet.agree, gettext_lazy("Agreed. Place and time stand here.")),
    "decline": (meet.decline, gettext_lazy("Declined. The other is told.")),
    "call-off": (meet.call_off, gettext_lazy("Called off. The other is told.")),
}


class AskForm(forms.Form):
    slot = forms.ChoiceField(
        label=gettext_lazy("When"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a time.")},
    )
    topic = forms.CharField(
        label=gettext_lazy("What you would like to talk about"),
        max_length=LONGEST_TOPIC,
        required=False,
        help_text=gettext_lazy("If you like. Only the two of you and the host can read it."),
    )

    def __init__(self, slots: Iterable[MeetingSlot], data: Any = None) -> None:
        super().__init__(data)
        language = get_language() or "en"
        self.fields["slot"].choices = [  # type: ignore[attr-defined]
            (str(each.pk), f"{day(each, language)} {hours(each)}") for each in slots
        ]


@requires(signed_in)
@require_GET
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """What is not one's own leads back, as if it did not exist."""
    own = own_entry(request, pk)
    if own is None:
        return redirect("me")
    wanted, now = Wanted.of(request), timezone.now()
    others = colleagues_of(own)
    found = [each for each in others if wanted.has(each)]
    mine = lines(own, now)
    _seen(request, own, [*found, *(each.other for each in mine)])
    context = {
        "own": own,
        "open": is_open(own.edition),
        "agreed": [each for each in mine if each.is_agreed],
        "to_answer": [each for each in mine if each.waits and not each.asked_by_me],
        "waiting": [each for each in mine if each.waits and each.asked_by_me],
        "earlier": [each for each in mine if not each.is_agreed and not each.waits],
        "choices": choices(own, others, wanted),
        "wanted": wanted,
        "found": found,
        "asked": bool(wanted.countries or wanted.governments),
    }
    return render(request, "participant/meetings.html", context)


@requires(signed_in)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    own = own_entry(request, pk)
    colleague = next((each for each in colleagues_of(own) if each.pk == other), None) if own else None
    if own is None or colleague is None:
        return redirect("me_meetings", pk) if own else redirect("me")
    slots = free_slots([own, colleague], edition=own.edition, now=timezone.now())
    form = AskForm(slots, request.POST if request.method == "POST" else None)
    if form.is_valid() and _asked(request, form, own, colleague, slots):
        return redirect("me_meetings", own.pk)
    _seen(request, own, [colleague])
    context = {"own": own, "one": colleague, "form": form, "slots": slots, "open": is_open(own.edition)}
    return render(request, "participant/ask.html", context)


def _asked(
    request: HttpRequest,
    form: AskForm,
    own: Participation,
    colleague: Participation,
    slots: Iterable[MeetingSlot],
) -> bool:
    slot = next(each for each in slots if str(each.pk) == form.cleaned_data["slot"])
    topic = form.cleaned_data["topic"]
    try:
        meet.ask(own, colleague, slot=slot, topic=topic, by=actor_of(request), now=timezone.now())
    except MeetingRefused as refusal:
        form.add_error(None, REFUSALS[refusal.code])
        return False
    messages.success(request, _("Asked. You are told by mail when there is an answer."))
    return True


@requires(signed_in)
@require_POST
def answer(request: HttpRequest, pk: int, meeting: int, move: str) -> HttpResponse:
    own = own_entry(request, pk)
    if own is None:
        return redirect("me")
    found = next((each for each in meetings_of(own) if each.pk == meeting), None)
    if found is None or (move not in ANSWERS and move != "held"):
        raise Http404
    try:
        messages.success(request, _moved(request, found, own, move))
    except MeetingRefused as refusal:
        messages.error(request, str(REFUSALS[refusal.code]))
    return redirect("me_meetings", own.pk)


def _moved(request: HttpRequest, meeting: Meeting, own: Participation, move: str) -> str:
    actor, now = actor_of(request), timezone.now()
    if move == "held":
        mark_held(meeting, by=actor, now=now)
        return _("Kept: you have met.")
    act, words = ANSWERS[move]
    act(meeting, own, by=actor, now=now)
    return str(words)


@requires(signed_in)
@require_GET
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    own = own_entry(request, pk)
    if own is None:
        return redirect("me")
    language = get_language() or "en"
    document = meet.export_calendar(
        own, language, by=actor_of(request), now=timezone.now(), origin=origin_of(request)
    )
    disposition = f"attachment; filename*=UTF-8''{quote(document.name)}"
    return HttpResponse(
        document.data, content_type=document.media_type, headers={"Content-Disposition": disposition}
    )


def own_entry(request: HttpRequest, pk: int) -> Participation | None:
    """One's own part in an edition, of which one takes part."""
    person = own_account(request).person
    records = [each.pk for each in records_of(person)] if person else []
    found = Participation.objects.filter(person__in=records, pk=pk, state__in=LISTED)
    return found.select_related("delegation", "edition__series", "person", "home").first()


def _seen(request: HttpRequest, own: Participation, people: Collection[Participation]) -> None:
    seen(
        by=actor_of(request),
        what="colleagues",
        people=[each.person_id for each in people],
        edition=own.edition_id,
        origin=origin_of(request),
    )
