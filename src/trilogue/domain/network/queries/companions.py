"""With whom somebody sits, as the published plans have it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trilogue.domain.delegations.choices import LISTED
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.models import Edition
from trilogue.domain.people.models import Person
from trilogue.domain.people.queries import records_of
from trilogue.domain.tables.models import Round, Seat
from trilogue.foundation.text.value import Text

Place = tuple[int, int, int]
"""Plan, round and table."""


@dataclass(frozen=True)
class OwnTable:
    """A round of one's own. `title` is empty where the round has none."""

    round: int
    table: int
    title: Text
    companions: tuple[Participation, ...]


def own_tables(person: Person) -> dict[Edition, list[OwnTable]]:
    """For each edition taken part in, the latest first, the seats of its published plan, if there is one."""
    entries = Participation.objects.filter(person__in=records_of(person), state__in=LISTED).select_related(
        "edition__series"
    )
    editions = {
        each.edition_id: each.edition for each in entries.order_by("-edition__date", "-edition__number")
    }
    seats = Seat.objects.filter(participation__in=entries, plan__published_at__isnull=False)
    mine = list(seats.select_related("plan").order_by("round"))
    companions = _companions(mine)
    titles = {
        (each.edition_id, each.number): each.title for each in Round.objects.filter(edition__in=editions)
    }
    found: dict[Edition, list[OwnTable]] = {each: [] for each in editions.values()}
    for seat in mine:
        title = titles.get((seat.plan.edition_id, seat.round), Text())
        others = tuple(each for each in companions[_place(seat)] if each.pk != seat.participation_id)
        found[editions[seat.plan.edition_id]].append(OwnTable(seat.round, seat.table, title, others))
    return found


def _companions(mine: Iterable[Seat]) -> Mapping[Place, list[Participation]]:
    """Everybody at these tables who is still expected."""
    wanted = {_place(seat) for seat in mine}
    seats = Seat.objects.filter(
        plan__in={plan for plan, _, _ in wanted},
        participation__state__in=LISTED,
        participation__person__erased_at=None,
    ).select_related("participation__delegation__country", "participation__person")
    found: defaultdict[Place, list[Participation]] = defaultdict(list)
    for seat in seats.prefetch_related("participation__person__names"):
        if _place(seat) in wanted:
            found[_place(seat)].append(seat.participation)
    return found


def _place(seat: Seat) -> Place:
    return seat.plan_id, seat.round, seat.table
