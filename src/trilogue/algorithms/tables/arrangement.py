"""A seating of one round put right: sizes as asked, fixed seats, groups at one table, leaders one a table."""

from functools import partial

from trilogue.algorithms.tables.ground import Ground, Tables, balanced_sizes
from trilogue.algorithms.tables.leaders import spread_leaders
from trilogue.algorithms.tables.rules import seats_of


def put_right(ground: Ground, number: int, tables: Tables) -> Tables:
    """Where the rules leave no way, they stay broken: the search tries on, and the report names what remains."""
    seated = resized(ground, number, tables)
    seat_fixed(ground, number, seated)
    gather_groups(ground, number, seated)
    spread_leaders(ground, number, seated)
    return seated


def resized(ground: Ground, number: int, tables: Tables) -> Tables:
    """Move people from tables that have too many to those that have too few."""
    sizes = wanted_sizes(ground, number, [len(table) for table in tables])
    while True:
        over = [len(table) - size for table, size in zip(tables, sizes, strict=True)]
        if not any(over):
            return tables
        giving, taking = tables[over.index(max(over))], tables[over.index(min(over))]
        who = min(giving, key=lambda who: _attachment(ground, number, who, giving, taking))
        giving.remove(who)
        taking.append(who)


def wanted_sizes(ground: Ground, number: int, now: list[int]) -> tuple[int, ...]:
    """As given. Spread evenly, the larger sizes go to tables with most fixed seats, then to the fullest."""
    if ground.capacity[number]:
        return ground.capacity[number]
    fixed = list(ground.pinned[number].values())
    tables = range(len(now))
    order = sorted(tables, key=lambda table: (-fixed.count(table) if fixed else 0, -now[table], table))
    places = dict(zip(order, balanced_sizes(sum(now), len(now)), strict=True))
    return tuple(places[table] for table in tables)


def _attachment(
    ground: Ground, number: int, who: int, table: list[int], other: list[int]
) -> tuple[bool, bool, int, int]:
    """Who is least needed at the table goes first: nobody with a duty, then the country that is most in excess."""
    country = ground.country
    bound = ground.leads[who] or len(ground.company[who]) > 1
    here = sum(country[neighbour] == country[who] for neighbour in table)
    there = sum(country[neighbour] == country[who] for neighbour in other)
    return who in ground.pinned[number], bound, there - here, who


def seat_fixed(ground: Ground, number: int, tables: Tables) -> None:
    """Bring everybody with a fixed seat there, in exchange for the person most like them who has none."""
    pinned = ground.pinned[number]
    seat = seats_of(tables) if pinned else {}
    for who, table in sorted(pinned.items()):
        if seat[who] != table:
            there = [one for one in tables[table] if pinned.get(one) != table]
            _exchange(ground, tables, seat, who, there)


def gather_groups(ground: Ground, number: int, tables: Tables) -> None:
    """Bring who must sit together to the table of the first, in exchange for people without duties."""
    pinned = ground.pinned[number]
    for group in ground.groups:
        seat = seats_of(tables)
        seated = [who for who in group if who in seat and who not in pinned]
        for who in seated[1:]:
            if seat[who] != seat[seated[0]]:
                there = tables[seat[seated[0]]]
                free = [one for one in there if len(ground.company[one]) == 1 and one not in pinned]
                _exchange(ground, tables, seat, who, free)


def _exchange(ground: Ground, tables: Tables, seat: dict[int, int], who: int, free: list[int]) -> None:
    if free:
        other = min(free, key=partial(_unlikeness, ground, who))
        here, there = tables[seat[who]], tables[seat[other]]
        here[here.index(who)], there[there.index(other)] = other, who
        seat[who], seat[other] = seat[other], seat[who]


def _unlikeness(ground: Ground, who: int, other: int) -> tuple[bool, bool, bool, int]:
    """The best exchange for a person has the same duty, then the same country, then the lowest number."""
    grouped = len(ground.company[other]) > 1
    return (
        ground.leads[other] != ground.leads[who],
        grouped,
        ground.country[other] != ground.country[who],
        other,
    )
