"""Leaders one a table: a first seating is put right, and tables are numbered so that leaders stay at theirs."""

from trilogue.algorithms.tables.ground import Ground, Tables
from trilogue.algorithms.tables.rules import seats_of


def spread_leaders(ground: Ground, number: int, tables: Tables) -> None:
    """Swap surplus leaders with others at tables that have none, within their country where that can be."""
    leads, pinned = ground.leads, ground.pinned[number]
    without = [table for table in tables if table and not any(leads[who] for who in table)]
    for table in tables:
        for who in sorted((who for who in table if leads[who]), key=lambda who: (who not in pinned, who))[1:]:
            if not without:
                return
            found = ((there, one) for there in without for one in _stand_ins(ground, number, who, there))
            elsewhere = ((there, one) for there in without for one in sorted(there) if one not in pinned)
            place, other = next(found, next(elsewhere, (table, who)))
            if who in pinned or other == who:
                continue
            without.remove(place)
            table[table.index(who)], place[place.index(other)] = other, who


def _stand_ins(ground: Ground, number: int, who: int, table: list[int]) -> list[int]:
    """People of the same country who are bound to nobody."""
    country, company, pinned = ground.country, ground.company, ground.pinned[number]
    single = (one for one in table if len(company[one]) == 1 and one not in pinned)
    return sorted(one for one in single if country[one] == country[who])


def settle_leaders(ground: Ground, rounds: list[Tables]) -> None:
    """Number the tables of each open round so that leaders stay at theirs: nobody's company changes.

    A round with fixed seats or given sizes keeps its numbers.
    """
    homes: dict[int, int] = {}
    for number, tables in enumerate(rounds):
        if number in ground.open_rounds and not ground.pinned[number] and not ground.capacity[number]:
            rounds[number] = _at_home(tables, homes)
        for who, place in seats_of(rounds[number]).items():
            if ground.leads[who]:
                homes.setdefault(who, place)


def _at_home(tables: Tables, homes: dict[int, int]) -> Tables:
    settled: dict[int, list[int]] = {}
    rest: Tables = []
    for table in tables:
        wishes = [homes[who] for who in table if who in homes]
        if wishes and wishes[0] < len(tables) and wishes[0] not in settled:
            settled[wishes[0]] = table
        else:
            rest.append(table)
    others = iter(rest)
    return [settled[place] if place in settled else next(others) for place in range(len(tables))]
