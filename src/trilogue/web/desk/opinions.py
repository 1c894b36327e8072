"""Exchanges of opinions at the desk: the list of a place, and how far one of them is."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from trilogue.documents.attendees import order_of
from trilogue.domain.editions.access import translates
from trilogue.domain.opinions.access import moderates
from trilogue.domain.opinions.choices import BALLOTS, Ballot, Phase, StatementState
from trilogue.domain.opinions.models import Conversation
from trilogue.domain.opinions.queries import count_by_state, exchanges_of, is_revealed, sizes, turnout
from trilogue.domain.opinions.queries.conversations import BEGINNINGS, ORDER
from trilogue.domain.places.models import Country
from trilogue.foundation.access import requires
from trilogue.web.desk.frame import page
from trilogue.web.desk.opinions_place import at, load_exchange
from trilogue.web.desk.opinions_words import BEGIN
from trilogue.web.desk.place import Place, address, load

HERE = "opinions"


@dataclass(frozen=True)
class Step:
    """A phase in the life of an exchange: when it begins by itself, if that is set, and the button that leads to it."""

    phase: Phase
    state: str
    begins: Any
    words: Any
    url: str
    is_next: bool


@dataclass(frozen=True)
class Turnout:
    """How many of a delegation have voted at least once."""

    country: Country
    voted: int
    size: int


@requires(translates, load)
@require_GET
def overview(request: HttpRequest, place: Place) -> HttpResponse:
    return page(request, place, "desk/opinions.html", {"exchanges": exchanges_of(place)}, here=HERE)


@requires(moderates, load_exchange)
@require_GET
def exchange(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    shown = {ballot.value: is_revealed(conversation, ballot=ballot) for ballot in Ballot}
    context = {
        "exchange": conversation,
        "steps": steps(conversation),
        "begun": ORDER.index(Phase(conversation.phase)) >= ORDER.index(Phase.VOTE),
        "final_begun": ORDER.index(Phase(conversation.phase)) >= ORDER.index(Phase.FINAL),
        "shown": shown,
        "agenda": conversation.agenda.count(),
        "progress": at("opinion_progress", conversation),
        "join": f"{settings.URL.geturl()}{reverse('opinion_join', args=(conversation.code,))}",
        "screen": address("screen", conversation.place),
        **_progress(conversation),
    }
    return page(request, conversation.place, "desk/opinion.html", context, here=HERE)


@requires(moderates, load_exchange)
@require_GET
def progress(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """The part of the page that changes while people propose and vote; 304 while it does not."""
    found = _progress(conversation)
    counted = [*found["counts"].values(), *(each.voted for each in found["turnout"])]
    sized = [each.size for each in found["turnout"]]
    etag = quote_etag("-".join(map(str, (get_language(), conversation.phase, *counted, "of", *sized))))
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None and unchanged.status_code == 304:
        return unchanged
    answer = render(request, "desk/opinion_progress.html", {"exchange": conversation, **found})
    answer.headers["ETag"] = etag
    answer.headers["X-State"] = conversation.phase
    return answer


def steps(conversation: Conversation) -> list[Step]:
    present = ORDER.index(Phase(conversation.phase))
    begins: dict[Phase, Any] = {phase: getattr(conversation, field) for phase, field in BEGINNINGS}
    over = conversation.phase == Phase.CLOSED
    return [
        Step(
            phase,
            "done" if place < present or over else "now" if place == present else "todo",
            begins.get(phase),
            BEGIN[phase],
            "" if over or place == present else at("opinion_phase", conversation, phase.value),
            place == present + 1,
        )
        for place, phase in enumerate(ORDER)
    ]


def _progress(conversation: Conversation) -> dict[str, Any]:
    counts = count_by_state(conversation)
    ballot = BALLOTS.get(Phase(conversation.phase), Ballot.OPEN)
    turned_out = (
        _turnout(conversation, ballot) if conversation.phase not in (Phase.PREPARE, Phase.COLLECT) else []
    )
    return {
        "counts": counts,
        "waiting": counts[StatementState.WAITING],
        "ballot": ballot,
        "turnout": turned_out,
        "voted": sum(each.voted for each in turned_out),
        "voters": sum(each.size for each in turned_out),
    }


def _turnout(conversation: Conversation, ballot: Ballot) -> list[Turnout]:
    """In the order of countries that the series has for the language of the page."""
    voted, size = turnout(conversation, ballot=ballot), sizes(conversation)
    rank = order_of(conversation.series, get_language() or "en")
    countries = Country.objects.in_bulk({*voted, *size})
    return [
        Turnout(countries[code], voted.get(code, 0), size.get(code, 0))
        for code in sorted(countries, key=rank)
    ]
