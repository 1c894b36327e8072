"""The agenda of the discussion: suggested from the results, put together by the desk, partly for the final vote."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trilogue.domain.editions.models import Edition
from trilogue.domain.opinions import actions
from trilogue.domain.opinions.access import moderates
from trilogue.domain.opinions.actions import Refused
from trilogue.domain.opinions.choices import AgendaReason, Phase, StatementState
from trilogue.domain.opinions.models import AgendaItem, Conversation, Statement
from trilogue.domain.opinions.queries import Result, Results, in_turn, is_revealed, results
from trilogue.domain.tables.queries import plan_of, titles_of
from trilogue.foundation.access import requires
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.opinions import HERE
from trilogue.web.desk.opinions_place import at, load_exchange
from trilogue.web.desk.opinions_statements import LONGEST_FIND, Row, containing, row
from trilogue.web.desk.opinions_words import said

MOST_SUPPORTED, MOST_DIVISIVE, MOST_FOUND = 5, 3, 20
Points = list[tuple[Statement, str, bool]]


@dataclass(frozen=True)
class Point:
    """A measure on the agenda."""

    row: Row
    reason: str
    in_final: bool


@requires(moderates, load_exchange)
@require_http_methods(["GET", "POST"])
def agenda(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    found = results(conversation, language=get_language() or "en")
    if request.method == "POST":
        return _changed(request, conversation, found)
    points = standing(conversation)
    there = {each.statement.pk for each in points}
    offered = [(one, why) for one, why in suggested(found) if one.pk not in there]
    there |= {one.pk for one, _why in offered}
    find = request.GET.get("find", "")[:LONGEST_FIND]
    others = [each for each in in_turn(conversation, StatementState.ACCEPTED) if each.pk not in there]
    context = {
        "exchange": conversation,
        "points": [
            Point(row(each.statement), str(AgendaReason(each.reason).label), each.in_final) for each in points
        ],
        "suggested": [(row(one), str(AgendaReason(why).label)) for one, why in offered],
        "revealed": is_revealed(conversation),
        "has_results": found is not None,
        "find": find,
        "others": [row(each) for each in (containing(others, find) if find else others)[:MOST_FOUND]],
        "more": len(others) > MOST_FOUND and not find,
        "final": conversation.phase == Phase.FINAL,
        "closed": conversation.phase == Phase.CLOSED,
        "back": at("opinion", conversation),
        **_handed_over(conversation),
    }
    return page(request, conversation.place, "desk/opinion_agenda.html", context, here=HERE)


def standing(conversation: Conversation) -> list[AgendaItem]:
    """What is on the agenda and can still be voted on, in its order."""
    items = conversation.agenda.filter(statement__state=StatementState.ACCEPTED)
    return list(items.select_related("statement").order_by("position", "pk"))


def suggested(found: Results | None) -> list[tuple[Statement, str]]:
    """What all delegations support, the surest first, and what divides them most."""
    if found is None:
        return []
    return [
        *_of(found.supported[:MOST_SUPPORTED], AgendaReason.SUPPORTED),
        *_of(found.divides[:MOST_DIVISIVE], AgendaReason.DIVIDES),
    ]


def _of(listed: Sequence[Result], reason: AgendaReason) -> list[tuple[Statement, str]]:
    return [(each.statement, reason.value) for each in listed]


def _handed_over(conversation: Conversation) -> dict[str, Any]:
    """The rounds of the table plan that sheets can be made for."""
    place = conversation.place
    plan = plan_of(place) if isinstance(place, Edition) else None
    if plan is None:
        return {"plan": None, "rounds": []}
    return {"plan": plan, "rounds": list(enumerate(titles_of(plan), start=1))}


def _changed(request: HttpRequest, conversation: Conversation, found: Results | None) -> HttpResponse:
    """Every button keeps the ticks too."""
    do, _colon, number = request.POST.get("do", "").partition(":")
    ticked = set(request.POST.getlist("final"))
    points: Points = [
        (each.statement, each.reason, str(each.statement.number) in ticked) for each in standing(conversation)
    ]
    try:
        made = actions.set_agenda(
            conversation, _moved(conversation, points, do, number, found), by=actor_of(request)
        )
    except Refused as refused:
        messages.error(request, said(refused))
    else:
        messages.success(
            request,
            _("Saved: %(count)s on the agenda, %(final)s of them for the final vote.")
            % {"count": len(made), "final": sum(each.in_final for each in made)},
        )
    return redirect(at("opinion_agenda", conversation))


def _moved(conversation: Conversation, points: Points, do: str, number: str, found: Results | None) -> Points:
    """The points after one command about the measure of that number; an unknown command changes nothing."""
    if do == "suggest":
        there = {each[0].pk for each in points}
        return [*points, *((one, why, True) for one, why in suggested(found) if one.pk not in there)]
    if do == "add":
        return [*points, *_added(conversation, number, found)]
    place = next((i for i, each in enumerate(points) if str(each[0].number) == number), None)
    return points if place is None else _with_moved(points, place, do)


def _with_moved(points: Points, place: int, do: str) -> Points:
    rest = points[:place] + points[place + 1 :]
    if do == "remove":
        return rest
    target = max(place + {"up": -1, "down": 1}.get(do, 0), 0)
    return [*rest[:target], points[place], *rest[target:]]


def _added(conversation: Conversation, number: str, found: Results | None) -> Points:
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return []
    why = {one.number: reason for one, reason in suggested(found)}
    return [
        (each, why.get(each.number, AgendaReason.CHOSEN.value), True)
        for each in conversation.statements.filter(number=int(number))
    ]
