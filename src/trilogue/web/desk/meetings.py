"""Meetings of two at the desk: who meets whom, where and when, what is free, and the list of it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trilogue.documents.meeting_words import REFUSALS, day, hours
from trilogue.domain.editions.access import runs
from trilogue.domain.editions.models import Edition
from trilogue.domain.network.actions import MeetingRefused, mark_held
from trilogue.domain.network.models import Meeting
from trilogue.domain.network.queries import Slot, agreed_in, held_meetings, slots_of, terms_of
from trilogue.foundation.access import origin_of, requires
from trilogue.foundation.audit.access import seen
from trilogue.web.desk.downloads import ask_and_hand_out
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.place import Spot, address, load_edition, there

DOCUMENTS = {"csv": gettext_lazy("Agreed meetings (CSV)"), "pdf": gettext_lazy("Agreed meetings (PDF)")}


@dataclass(frozen=True)
class Row:
    """A slot with what is agreed in it, each meeting with whether it is marked as held."""

    slot: Slot
    day: str
    hours: str
    meetings: tuple[tuple[Meeting, bool], ...]
    free: int
    is_over: bool


@requires(runs, load_edition)
@require_GET
def overview(request: HttpRequest, edition: Edition) -> HttpResponse:
    meetings = agreed_in(edition)
    seen(
        by=actor_of(request),
        what="meetings",
        people=[each.person_id for one in meetings for each in (one.asking, one.asked)],
        edition=edition.pk,
        origin=origin_of(request),
    )
    places = list(edition.meeting_places.all())
    context = {
        "terms": terms_of(edition),
        "places": places,
        "rows": _rows(edition, meetings, len(places)),
        "count": len(meetings),
        "documents": DOCUMENTS.items() if meetings else (),
    }
    return page(request, edition, "desk/meetings.html", context, here="meetings")


def _rows(edition: Edition, meetings: list[Meeting], places: int) -> list[Row]:
    held, now, language = held_meetings(edition), timezone.now(), get_language() or "en"
    by_slot: dict[int, list[Meeting]] = {}
    for each in meetings:
        by_slot.setdefault(each.slot_id, []).append(each)
    return [
        Row(
            each,
            day(each.slot, language),
            hours(each.slot),
            tuple((one, one.pk in held) for one in by_slot.get(each.slot.pk, ())),
            max(0, places - each.agreed),
            each.slot.ends_at <= now,
        )
        for each in slots_of(edition)
    ]


def load_meeting(slug: str, number: int, pk: int) -> Spot:
    edition = load_edition(slug, number)
    return Spot(edition, row=get_object_or_404(Meeting, edition=edition, pk=pk))


@requires(there(runs), load_meeting)
@require_POST
def held(request: HttpRequest, spot: Spot) -> HttpResponse:
    try:
        mark_held(spot.row, by=actor_of(request), now=timezone.now())
    except MeetingRefused as refusal:
        messages.error(request, str(REFUSALS[refusal.code]))
    else:
        messages.success(request, _("Marked as held."))
    return redirect(address("meetings", spot.place))


def load_list(slug: str, number: int, form: str) -> Spot:
    if form not in DOCUMENTS:
        raise Http404
    return Spot(load_edition(slug, number), form)


@requires(there(runs), load_list)
@require_http_methods(["GET", "POST"])
def download(request: HttpRequest, spot: Spot) -> HttpResponse:
    edition: Any = spot.place
    return ask_and_hand_out(
        request,
        edition,
        "meetings",
        spot.kind,
        words=DOCUMENTS[spot.kind],
        back=address("meetings", edition),
        here="meetings",
    )
