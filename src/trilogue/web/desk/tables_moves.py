"""Deeds on the board, one POST each: moving people, locking seats, sending interpreters."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from trilogue.domain.editions.access import runs
from trilogue.domain.tables.actions import (
    Refused,
    call_interpreter_back,
    lock_seats,
    send_interpreter,
)
from trilogue.domain.tables.planning import reckon
from trilogue.domain.tables.queries import interpreters_of, seating
from trilogue.flows import seat
from trilogue.foundation.access import requires
from trilogue.web.desk.frame import actor_of
from trilogue.web.desk.place import Spot, address, there
from trilogue.web.desk.tables_board import look_at
from trilogue.web.desk.tables_cards import Look
from trilogue.web.desk.tables_place import load_interpreter_seat, load_plan, names_of, whole
from trilogue.web.desk.tables_words import refused


@requires(there(runs), load_plan)
@require_POST
def move(request: HttpRequest, spot: Spot) -> HttpResponse:
    """Somebody to a table, or in exchange for somebody there. Says what it did to the figures."""
    plan, asked = spot.row, request.POST
    number, who, table = (whole(asked.get(name), most=2**31) for name in ("round", "who", "table"))
    swap = whole(asked.get("with")) or None
    look = look_at(plan)
    if swap and not table:
        table = look.table_of(number).get(swap, 0) if 1 <= number <= plan.rounds else 0
    try:
        before = seat.move(
            plan,
            by=actor_of(request),
            round=number,
            who=who,
            table=table,
            swap=swap,
            seen=_seen(asked.get("seen", "")),
            published_too=asked.get("published") == "yes",
        )
    except Refused as refusal:
        messages.error(request, refused(refusal, names_of(look.material.people)))
        return back(spot, number)
    _say_moved(request, look, who, table)
    return back(spot, number, f"&moved={who}-{before}-{table}-{swap or 0}")


def _seen(typed: str) -> dict[int, int]:
    pairs = (each.partition(":") for each in typed.split())
    return {whole(who): whole(table) for who, _colon, table in pairs}


def _say_moved(request: HttpRequest, look: Look, who: int, table: int) -> None:
    named = names_of(look.material.people)
    said = format_html(_("{name} sits at table {table} now."), name=named(who), table=table)
    before, after = look.figures.report, reckon(look.plan, seating(look.plan), look.material).report
    if before and after:
        words = _(
            "New acquaintances between countries: %(cross_before)s → %(cross)s; all: %(new_before)s → %(new)s."
        )
        said = format_html(
            "{} {}",
            said,
            words
            % {
                "cross_before": before.cross.value,
                "cross": after.cross.value,
                "new_before": before.new.value,
                "new": after.new.value,
            },
        )
    messages.success(request, said)


@requires(there(runs), load_plan)
@require_POST
def lock(request: HttpRequest, spot: Spot) -> HttpResponse:
    """A seat, a table, or the whole round."""
    asked = request.POST
    number = whole(asked.get("round"), most=2**15)
    chosen: dict[str, Any] = {
        name: whole(asked[name], most=2**31) for name in ("table", "who") if asked.get(name)
    }
    locks = asked.get("locked") != "no"
    changed = lock_seats(spot.row, by=actor_of(request), round=number, locked=locks, **chosen)
    words = (
        ngettext("%(count)s seat is locked.", "%(count)s seats are locked.", changed)
        if locks
        else ngettext("%(count)s seat is unlocked.", "%(count)s seats are unlocked.", changed)
    )
    messages.success(request, words % {"count": changed})
    return back(spot, number)


@requires(there(runs), load_plan)
@require_POST
def send(request: HttpRequest, spot: Spot) -> HttpResponse:
    """An interpreter to a table of the round."""
    plan = spot.row
    number, table = (whole(request.POST.get(name), most=2**15) for name in ("round", "table"))
    chosen = interpreters_of(plan.edition).filter(pk=whole(request.POST.get("interpreter"))).first()
    if chosen is None:
        messages.error(request, _("Choose an interpreter of this edition."))
        return back(spot, number)
    try:
        send_interpreter(plan, by=actor_of(request), round=number, table=table, interpreter=chosen)
    except Refused as refusal:
        messages.error(request, refused(refusal, names_of({})))
    else:
        messages.success(request, _("The interpreter is sent to table %(table)s.") % {"table": table})
    return back(spot, number)


@requires(there(runs), load_interpreter_seat)
@require_POST
def call_back(request: HttpRequest, spot: Spot) -> HttpResponse:
    seat = spot.row
    plan = seat.plan
    call_interpreter_back(seat, by=actor_of(request))
    messages.success(request, _("The interpreter is free in this round."))
    return back(Spot(spot.place, row=plan), seat.round)


def back(spot: Spot, number: int, more: str = "") -> HttpResponse:
    return redirect(f"{address('table_plan', spot.place, spot.row.number)}?round={number}{more}")
