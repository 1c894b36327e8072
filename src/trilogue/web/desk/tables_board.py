"""The board of a plan: one round as cards, its figures against what no plan can exceed, and the effect of a move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from trilogue.algorithms.tables import Report
from trilogue.domain.delegations.models import Participation
from trilogue.domain.delegations.queries import native_name, strengths
from trilogue.domain.editions.access import runs
from trilogue.domain.editions.models import Edition
from trilogue.domain.people.models import PersonName
from trilogue.domain.tables.models import TablePlan
from trilogue.domain.tables.planning import gather, reckon, roster_changed
from trilogue.domain.tables.queries import interpreters_of, round_titles, seating
from trilogue.foundation.access import requires
from trilogue.web.desk.frame import page
from trilogue.web.desk.overview import in_order
from trilogue.web.desk.place import Spot, there
from trilogue.web.desk.tables_cards import Look, cards
from trilogue.web.desk.tables_place import load_plan, names_of, note_seen, whole
from trilogue.web.desk.tables_words import BINDING, Finding, Named, broken, contradiction


@dataclass(frozen=True)
class Score:
    """`share` is what part of the bound was reached, in whole per cent, rounded down."""

    value: int
    bound: int
    binding: Any

    @property
    def share(self) -> int:
        return 100 * self.value // self.bound if self.bound else 100


@dataclass(frozen=True)
class Expected:
    """How many of other countries somebody meets for the first time, of at most how many."""

    participation: Participation
    name: PersonName
    meets: int
    at_most: int


@dataclass(frozen=True)
class Effect:
    """A figure before and after a move."""

    key: str
    before: int
    after: int


@dataclass(frozen=True)
class Move:
    """What is about to happen: `swap` changes seats with the person, `table` is where the person will sit."""

    who: Participation
    name: PersonName
    came_from: int
    table: int
    swap: Participation | None
    swap_name: PersonName | None
    effects: tuple[Effect, ...]
    worse: tuple[Finding, ...]


@requires(there(runs), load_plan)
@require_GET
def board(request: HttpRequest, spot: Spot) -> HttpResponse:
    edition, plan = spot.place, spot.row
    assert isinstance(edition, Edition)  # noqa: S101  the loader's promise
    look = look_at(plan)
    number = min(max(whole(request.GET.get("round")), 1), plan.rounds)
    order = in_order(edition, strengths(edition))
    codes = [each.delegation.country_id for each in order]
    named = names_of(look.material.people)
    shown = cards(look, number, codes, named)
    note_seen(request, edition, (seat.participation for card in shown for seat in card.seats))
    seats = look.table_of(number)
    context = {
        "plan": plan,
        "chosen": number,
        "rounds": rounds(edition, plan),
        "board": shown,
        "delegations": [each.delegation for each in order],
        "seen": " ".join(f"{who}:{table}" for who, table in seats.items()),
        "interpreters": interpreters_of(edition),
        "roster_changed": roster_changed(plan),
        "is_played": number <= plan.played,
        "locks": sum(where == number for where, _who in look.locked),
        "unseated": _unseated(look, number),
        **figures_context(look, named),
        **_choice(request, look, number, named),
    }
    return page(request, edition, "desk/tables_board.html", context, here="tables")


def look_at(plan: TablePlan) -> Look:
    material, seats = gather(plan.edition), seating(plan)
    locked = frozenset(plan.seats.filter(locked=True).values_list("round", "participation"))
    return Look(plan, material, seats, reckon(plan, seats, material), locked)


def rounds(edition: Edition, plan: TablePlan) -> list[tuple[int, Any, bool]]:
    """Number, title and whether it was played."""
    titles = round_titles(edition)
    return [(each, titles.get(each), each <= plan.played) for each in range(1, plan.rounds + 1)]


def figures_context(look: Look, named: Named) -> dict[str, Any]:
    report, fault = look.figures.report, look.figures.fault
    said = contradiction(fault.code, fault.people, fault.rules, fault.who, named) if fault else None
    if report is None:
        return {"fault": said}
    return {
        "fault": said,
        "cross": score(report, "cross"),
        "new": score(report, "new"),
        "violations": [broken(each, named) for each in report.violations],
        "report": report,
        "interpreter_tables": sum(report.interpreter_tables),
        "expected": expected(report, look.material.people),
    }


def score(report: Report, aim: str) -> Score:
    found = getattr(report, aim)
    return Score(found.value, found.bound, BINDING.get(found.binding, found.binding))


def expected(report: Report, people: Mapping[int, Participation]) -> list[Expected]:
    """Who is served worst, first."""
    found = [(people[int(each.person)], each) for each in report.prospects]
    listed = [
        Expected(one, native_name(one), each.meets, each.at_most)
        for one, each in found
        if one.person.erased_at is None
    ]
    return sorted(listed, key=lambda each: (each.meets - each.at_most, each.participation.reference))


def _unseated(look: Look, number: int) -> list[tuple[Participation, PersonName]]:
    seats = look.table_of(number)
    waiting = [
        look.material.people[who]
        for who in sorted(look.material.coming)
        if who not in seats and look.material.is_there(who, number)
    ]
    return [(each, native_name(each)) for each in waiting if number > look.plan.played]


def _choice(request: HttpRequest, look: Look, number: int, named: Named) -> dict[str, Any]:
    """Who was chosen to move, and with a place also what that would do; or the move just made, to undo it."""
    asked = request.GET
    if undo := _undo(asked.get("moved", ""), look, number):
        return {"undo": undo}
    who = look.material.people.get(whole(asked.get("who")))
    if who is None or number <= look.plan.played or who.person.erased_at:
        return {}
    report = look.figures.report
    serves = (
        [each for each in expected(report, look.material.people) if each.participation == who]
        if report
        else []
    )
    chosen = {
        "who": who,
        "who_name": native_name(who),
        "who_locked": (number, who.pk) in look.locked,
        "who_table": look.table_of(number).get(who.pk, 0),
        "who_expects": serves[0] if serves else None,
    }
    return {**chosen, "move": _move(look, number, who, asked, named)}


def _move(look: Look, number: int, who: Participation, asked: Mapping[str, Any], named: Named) -> Move | None:
    seats = look.table_of(number)
    swap = look.material.people.get(whole(asked.get("with")))
    table = seats.get(swap.pk, 0) if swap else whole(asked.get("table"))
    if not 1 <= table <= look.plan.tables or table == seats.get(who.pk):
        return None
    after = moved(look.seats, number, who.pk, table, swap.pk if swap else None)
    report = reckon(look.plan, after, look.material).report
    known = set(look.figures.report.violations) if look.figures.report else set()
    return Move(
        who,
        native_name(who),
        seats.get(who.pk, 0),
        table,
        swap,
        native_name(swap) if swap else None,
        effects(look.figures.report, report),
        tuple(broken(each, named) for each in report.violations if each not in known) if report else (),
    )


def moved(
    seats: Sequence[Sequence[Sequence[int]]], number: int, who: int, table: int, swap: int | None
) -> list[list[list[int]]]:
    """The seats after a move; who gives way sits where the other came from, or nowhere."""
    after = [[list(people) for people in tables] for tables in seats]
    before = next((people for people in after[number - 1] if who in people), None)
    there = after[number - 1][table - 1]
    if before is not None:
        before.remove(who)
    if swap is not None:
        there.remove(swap)
        if before is not None:
            before.append(swap)
    there.append(who)
    return after


def effects(before: Report | None, after: Report | None) -> tuple[Effect, ...]:
    if before is None or after is None:
        return ()
    return (
        Effect("cross", before.cross.value, after.cross.value),
        Effect("new", before.new.value, after.new.value),
        Effect("violations", len(before.violations), len(after.violations)),
        Effect("interpreters", sum(before.interpreter_tables), sum(after.interpreter_tables)),
    )


def _undo(typed: str, look: Look, number: int) -> dict[str, int] | None:
    """The way back of a move that is still as it was made: who, from where, to where, in exchange for whom."""
    parts = [whole(each) for each in typed.split("-")]
    if len(parts) != 4:
        return None
    who, came_from, table, swap = parts
    seats = look.table_of(number)
    holds = seats.get(who) == table and (not swap or seats.get(swap) == came_from)
    return {"who": who, "table": came_from, "swap": swap} if came_from and holds else None
