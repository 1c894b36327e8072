"""Seats by algebra. People stand in classes of T, the number of tables; (class a, place b) sits in round r at
table b + r * a. Two people of one class never meet. Two of different classes meet in rounds r and r' only if
(a - a') * (r - r') = 0, so nobody meets twice when no such product is zero: in a field while there are at most
T classes and T rounds, modulo T also whenever T exceeds (classes - 1) * (rounds - 1).
"""

from itertools import islice, permutations
from random import Random

from trilogue.algorithms.tables.arrangement import put_right
from trilogue.algorithms.tables.fields import Arithmetic, GaloisField, Residues, prime_power
from trilogue.algorithms.tables.ground import Ground, Tables

HOLE = -1
ARRANGEMENTS = 120


def construct(ground: Ground, random: Random) -> list[Tables]:
    """Seats of every open round, sizes balanced; exact where the algebra allows, else a start for the polish."""
    tables = ground.problem.tables
    total = -(-ground.size // tables)
    arithmetic = fitting(tables, total, ground.problem.rounds)
    classes = seat_classes(ground, arithmetic)
    return [seat(ground, classes, arithmetic, number, random) for number in ground.open_rounds]


def fitting(tables: int, classes: int, rounds: int) -> Arithmetic:
    """The simplest arithmetic in which nobody meets twice; where there is none, the one that comes nearest."""
    power = prime_power(tables)
    if power is None or power[1] == 1 or _never_zero(tables, classes, rounds):
        return Residues(tables)
    return GaloisField(*power)


def _never_zero(tables: int, classes: int, rounds: int) -> bool:
    return all(a * r % tables for a in range(1, classes) for r in range(1, rounds))


def seat_classes(ground: Ground, arithmetic: Arithmetic) -> list[list[int]]:
    """Lists of T people; a HOLE fills up the last ones.

    A class of one country gives each table one of its people in every round. What remains of each country stands in
    the last classes, laid out so that no table gets two of one remainder: then own-country pairs are fewest.
    """
    tables = arithmetic.size
    full: list[list[int]] = []
    rests: list[list[int]] = []
    for people in _by_country(ground):
        whole = len(people) - len(people) % tables
        full += [people[start : start + tables] for start in range(0, whole, tables)]
        rests.append(people[whole:])
    rests.append([HOLE] * (-ground.size % tables))
    rests = [rest for rest in rests if rest]
    return full + _lay_out(rests, arithmetic, len(full), ground.problem.rounds)


def _by_country(ground: Ground) -> list[list[int]]:
    """People of each country, largest first. Leaders and colleagues stand side by side: one class never meets.

    Likewise people of one role, gender and region: of a class each table gets one.
    """
    groups: list[list[int]] = [[] for _ in ground.countries]
    for who in range(ground.size):
        groups[ground.country[who]].append(who)
    for group in groups:
        group.sort(key=lambda who: (not ground.leads[who], ground.homes[who], _traits(ground, who), who))
    return sorted(groups, key=len, reverse=True)


def _traits(ground: Ground, who: int) -> list[str]:
    return [trait[who] or "" for trait in ground.traits]


def _lay_out(rests: list[list[int]], arithmetic: Arithmetic, first: int, rounds: int) -> list[list[int]]:
    """The order of the remainders in which the fewest tables get two people of one remainder."""
    best: list[list[int]] = []
    fewest = -1
    for order in islice(permutations(rests), ARRANGEMENTS):
        clashes = _clashes([len(rest) for rest in order], arithmetic, first, rounds)
        if fewest < 0 or clashes < fewest:
            line = [who for rest in order for who in rest]
            best = [line[start : start + arithmetic.size] for start in range(0, len(line), arithmetic.size)]
            fewest = clashes
        if not fewest:
            break
    return best


def _clashes(lengths: list[int], arithmetic: Arithmetic, first: int, rounds: int) -> int:
    """How often two of one remainder share a table when remainders of these lengths stand in line."""
    tables = arithmetic.size
    clashes = begin = 0
    for length in lengths:
        places = [divmod(position, tables) for position in range(begin, begin + length)]
        begin += length
        if places and places[0][0] != places[-1][0]:
            for number in range(min(rounds, tables)):
                shift = _shifts(arithmetic, number, first, first + places[-1][0] + 1)
                clashes += length - len({arithmetic.add(place, shift[row]) for row, place in places})
    return clashes


def _shifts(arithmetic: Arithmetic, number: int, start: int, end: int) -> list[int]:
    return [arithmetic.multiply(number, row % arithmetic.size) for row in range(start, end)]


def seat(
    ground: Ground, classes: list[list[int]], arithmetic: Arithmetic, number: int, random: Random
) -> Tables:
    """One round. Where rounds or classes outnumber the tables the algebra ends, and chance takes over."""
    size = arithmetic.size
    if number >= size and _meet_within(ground, classes, size):
        return put_right(ground, number, _within_classes(ground, classes, number))
    tables: Tables = [[] for _ in range(size)]
    for row, people in enumerate(classes):
        if row < size and number < size:
            shift = arithmetic.multiply(number, row)
            order = [arithmetic.add(place, shift) for place in range(size)]
        else:
            order = shuffled(size, random)
        for place, who in enumerate(people):
            if who != HOLE:
                tables[order[place]].append(who)
    present = set(ground.present[number])
    return put_right(ground, number, [[who for who in table if who in present] for table in tables])


def _meet_within(ground: Ground, classes: list[list[int]], size: int) -> bool:
    """Can whole tables be filled from one class, and is it no loss that a class is of one country?"""
    return len(ground.countries) == 1 and ground.size == size * len(classes) and size % len(classes) == 0


def _within_classes(ground: Ground, classes: list[list[int]], number: int) -> Tables:
    """After as many rounds as tables only people of one class have not met: they do, by the same arithmetic among
    the tables of the class.
    """
    present = set(ground.present[number])
    share = len(classes[0]) // len(classes)
    arithmetic = fitting(share, len(classes), ground.problem.rounds - len(classes[0]))
    turn = (number - len(classes[0])) % share
    tables: Tables = []
    for people in classes:
        parts: Tables = [[] for _ in range(share)]
        for place, who in enumerate(people):
            row, column = divmod(place, share)
            parts[arithmetic.add(column, arithmetic.multiply(turn, row % share))].append(who)
        tables += [[who for who in part if who in present] for part in parts]
    return tables


def shuffled(size: int, random: Random) -> list[int]:
    """A random order from raw bits only, which every Python gives alike."""
    order = list(range(size))
    for last in range(size - 1, 0, -1):
        other = random.getrandbits(32) * (last + 1) >> 32
        order[last], order[other] = order[other], order[last]
    return order
