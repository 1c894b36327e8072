"""The hard rules of a seating. The solver stops by them, the recount reports by them. Codes:

unseated, seated_twice, absent_seated, sizes (not as given, or differing by more than one), frozen_changed, fixed,
apart, together, leaders (two at one table), without_country, no_common_language and interpreters (more tables without
a common language than interpreters; where these are hard).
Played rounds are not asked about sizes and absences nobody had announced: what happened, happened.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from trilogue.algorithms.tables.ground import Ground, Tables, balanced_sizes
from trilogue.algorithms.tables.model import Violation

Finding = tuple[str, tuple[int, ...]]
Rule = Callable[[Ground, int, Tables], Iterator[Finding]]


def violations(ground: Ground, rounds: list[Tables]) -> Iterator[Violation]:
    """Every broken rule, round by round."""
    for number, tables in enumerate(rounds):
        for rule in RULES:
            for code, who in rule(ground, number, tables):
                yield Violation(code, number + 1, tuple(ground.ids[one] for one in who))


def is_open(ground: Ground, number: int) -> bool:
    return number >= len(ground.frozen)


def everybody_once(ground: Ground, number: int, tables: Tables) -> Iterator[Finding]:
    seats = Counter(who for table in tables for who in table)
    present = set(ground.present[number])
    for who in sorted(seats):
        if seats[who] > 1:
            yield "seated_twice", (who,)
        if who not in present:
            yield "absent_seated", (who,)
    if is_open(ground, number):
        for who in ground.present[number]:
            if who not in seats:
                yield "unseated", (who,)


def sizes_as_wanted(ground: Ground, number: int, tables: Tables) -> Iterator[Finding]:
    if is_open(ground, number):
        sizes = [len(table) for table in tables]
        wanted = list(ground.capacity[number]) or sorted(balanced_sizes(sum(sizes), ground.problem.tables))
        if (sizes if ground.capacity[number] else sorted(sizes)) != wanted:
            yield "sizes", ()


def frozen_kept(ground: Ground, number: int, tables: Tables) -> Iterator[Finding]:
    if not is_open(ground, number):
        kept = [sorted(table) for table in ground.frozen[number]] == [sorted(table) for table in tables]
        if not kept:
            yield "frozen_changed", ()


def fixed_seats(ground: Ground, number: int, tables: Tables) -> Iterator[Finding]:
    """Who must sit with a person of a fixed seat is asked by their own rule."""
    if is_open(ground, number) and ground.pinned[number]:
        seat = seats_of(tables)
        for who, table in sorted(ground.pinned[number].items()):
            if who in ground.fixed[number] and seat.get(who, table) != table:
                yield "fixed", (who,)


def kept_apart(ground: Ground, _number: int, tables: Tables) -> Iterator[Finding]:
    seat = seats_of(tables)
    for pair in sorted(ground.apart):
        one, other = ground.unpair(pair)
        if one in seat and seat[one] == seat.get(other):
            yield "apart", (one, other)


def kept_together(ground: Ground, _number: int, tables: Tables) -> Iterator[Finding]:
    seat = seats_of(tables)
    for group in ground.groups:
        seated = [who for who in group if who in seat]
        if len({seat[who] for who in seated}) > 1:
            yield "together", tuple(seated)


def one_leader_a_table(ground: Ground, _number: int, tables: Tables) -> Iterator[Finding]:
    if any(ground.leads):
        for table in tables:
            leaders = sorted(who for who in table if ground.leads[who])
            if len(leaders) > 1:
                yield "leaders", tuple(leaders)


def every_country_present(ground: Ground, number: int, tables: Tables) -> Iterator[Finding]:
    """A country with fewer people than tables is at as many tables as it can be."""
    if ground.problem.presence == "hard":
        present = Counter(ground.country[who] for who in ground.present[number])
        for country, missing in enumerate(tables_without(ground, tables)):
            if missing > max(0, len(tables) - present[country]):
                yield (
                    "without_country",
                    tuple(who for who in ground.present[number] if ground.country[who] == country),
                )


def common_language(ground: Ground, _number: int, tables: Tables) -> Iterator[Finding]:
    if ground.problem.language == "hard" and ground.problem.interpreters is None:
        for table in tables:
            if needs_interpreter(ground, table):
                yield "no_common_language", tuple(sorted(table))


def enough_interpreters(ground: Ground, number: int, tables: Tables) -> Iterator[Finding]:
    """Names everybody at the tables that need one when they are too many. In a played round they are past."""
    limit = ground.problem.interpreters
    if ground.problem.language == "hard" and limit is not None and is_open(ground, number):
        needing = [table for table in tables if needs_interpreter(ground, table)]
        if len(needing) > limit:
            yield "interpreters", tuple(sorted(who for table in needing for who in table))


RULES: tuple[Rule, ...] = (
    everybody_once,
    sizes_as_wanted,
    frozen_kept,
    fixed_seats,
    kept_apart,
    kept_together,
    one_leader_a_table,
    every_country_present,
    common_language,
    enough_interpreters,
)


def seats_of(tables: Tables) -> dict[int, int]:
    return {who: number for number, table in enumerate(tables) for who in table}


def tables_without(ground: Ground, tables: Tables) -> list[int]:
    """For each country at how many tables nobody of it sits."""
    missing = [len(tables)] * len(ground.countries)
    for table in tables:
        for country in {ground.country[who] for who in table}:
            missing[country] -= 1
    return missing


def needs_interpreter(ground: Ground, table: list[int]) -> bool:
    """Is there no language that everybody at the table speaks? One person alone needs none."""
    common = -1
    for who in table:
        common &= ground.tongues[who]
    return len(table) > 1 and not common
