from collections.abc import Mapping

from django.db import transaction

from trilogue.domain.delegations.choices import LISTED
from trilogue.domain.delegations.models import Participation
from trilogue.domain.tables.actions.refusals import Refused
from trilogue.domain.tables.models import Seat, TablePlan
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log


@transaction.atomic
def move_seat(
    plan: TablePlan,
    *,
    by: Actor,
    round: int,  # noqa: A002
    who: int,
    table: int,
    swap: int | None = None,
    seen: Mapping[int, int],
    published_too: bool = False,
) -> int:
    """Seat a participation at a table of the round, in exchange for `swap` where one is named.

    `seen` is each person's table as it was shown; a board that changed since is not touched. Returns the table the
    person came from, 0 for one who had none. Raises Refused: changed, played, published, locked, not_here, no_table,
    same_table.
    """
    held = _held(plan, round, published_too=published_too)
    seats = {seat.participation_id: seat for seat in plan.seats.filter(round=round)}
    now = {each: seat.table for each, seat in seats.items()}
    if changed := tuple(each for each in {**now, **seen} if now.get(each) != seen.get(each)):
        raise Refused("changed", changed)
    before = now.get(who, 0)
    if not 1 <= table <= held.tables or (swap is not None and now.get(swap) != table):
        raise Refused("no_table")
    if before == table:
        raise Refused("same_table")
    moving = (who,) if swap is None else (who, swap)
    if locked := tuple(each for each in moving if each in seats and seats[each].locked):
        raise Refused("locked", locked)
    _seat(held, round, who, table)
    if swap is not None:
        _seat(held, round, swap, before)
    log.write(
        "move_published_seat" if held.published_at else "move_seat",
        plan,
        by=by,
        fields=["seats"],
        edition=plan.edition_id,
    )
    return before


def _held(plan: TablePlan, round: int, *, published_too: bool) -> TablePlan:  # noqa: A002
    held = log.hold(TablePlan.objects.filter(pk=plan.pk)).get()
    if not 1 <= round <= held.rounds:
        raise Refused("no_table")
    if round <= held.played:
        raise Refused("played")
    if held.published_at and not published_too:
        raise Refused("published")
    return held


def _seat(plan: TablePlan, round: int, who: int, table: int) -> None:  # noqa: A002
    """At the table, or nowhere for table 0."""
    if not table:
        Seat.objects.filter(plan=plan, round=round, participation=who).delete()
        return
    if not Participation.objects.filter(pk=who, edition=plan.edition_id, state__in=LISTED).exists():
        raise Refused("not_here", (who,))
    Seat.objects.update_or_create(plan=plan, round=round, participation_id=who, defaults={"table": table})


@transaction.atomic
def lock_seats(
    plan: TablePlan,
    *,
    by: Actor,
    round: int,  # noqa: A002
    table: int | None = None,
    who: int | None = None,
    locked: bool = True,
) -> int:
    """One seat, a whole table, or the whole round; returns how many seats changed. Locks hold in later plans."""
    log.hold(TablePlan.objects.filter(pk=plan.pk)).get()
    chosen = plan.seats.filter(round=round).exclude(locked=locked)
    if table is not None:
        chosen = chosen.filter(table=table)
    if who is not None:
        chosen = chosen.filter(participation=who)
    changed = chosen.update(locked=locked)
    if changed:
        deed = "lock_seats" if locked else "unlock_seats"
        log.write(deed, plan, by=by, fields=["locked"], edition=plan.edition_id)
    return changed


@transaction.atomic
def hand_over_seats(leaving: Participation, coming: Participation, *, by: Actor) -> int:
    """Who comes sits where the other sat, in every round; returns how many rounds that are."""
    seats = Seat.objects.filter(participation=leaving)
    plans = set(seats.values_list("plan", flat=True))
    Seat.objects.filter(participation=coming, plan__in=plans).delete()
    moved = seats.update(participation=coming)
    log.write("hand_over_seats", coming, by=by, fields=["seats"], edition=coming.edition_id)
    return moved
