"""What no plan can exceed, with the proof beside each figure. Played rounds count as what they gave."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from trilogue.algorithms.tables.ground import Ground, balanced_sizes


@dataclass(frozen=True, slots=True)
class Bound:
    """`binding` is "composition" (seats run out) or "availability" (people run out)."""

    value: int
    binding: str


@dataclass(frozen=True, slots=True)
class Bounds:
    cross: Bound
    new: Bound


def bounds(ground: Ground, *, obeyed: bool) -> Bounds:
    """The smaller of B1 with B3 and B2 with B4, added to what the frozen rounds gave.

    `obeyed`: the plan keeps people apart, together and leaders separate; a plan that does not is not bound by them.
    """
    played = frozenset(pair for tables in ground.frozen for pair in ground.pairs_at(tables))
    fresh = [pair for pair in played if not ground.acquainted(pair)]
    return Bounds(
        cross=_bound(ground, played, sum(map(ground.is_cross, fresh)), obeyed=obeyed, cross=True),
        new=_bound(ground, played, len(fresh), obeyed=obeyed, cross=False),
    )


def _bound(ground: Ground, played: frozenset[int], earned: int, *, obeyed: bool, cross: bool) -> Bound:
    composition = _composition(ground, cross=cross) - _forced(ground, played, obeyed=obeyed, cross=cross)
    availability = _availability(ground, played, obeyed=obeyed, cross=cross)
    if composition <= availability:
        return Bound(earned + max(composition, 0), "composition")
    return Bound(earned + availability, "availability")


def _composition(ground: Ground, *, cross: bool) -> int:
    """B1: a round has sum C(s, 2) pairs, s the table sizes. Of a country's c people spread over T tables at least
    those pairs sit together that an even spread has, C being convex: these are no cross pairs.
    """
    tables = ground.problem.tables
    total = 0
    for number in ground.open_rounds:
        present = ground.present[number]
        total += fewest_pairs(len(present), tables)
        if cross:
            counts = Counter(ground.country[who] for who in present)
            total -= sum(fewest_pairs(count, tables) for count in counts.values())
    return total


def fewest_pairs(people: int, tables: int) -> int:
    """Pairs at one table when people spread evenly; no other spread has fewer."""
    return sum(size * (size - 1) // 2 for size in balanced_sizes(people, tables))


def _forced(ground: Ground, played: frozenset[int], *, obeyed: bool, cross: bool) -> int:
    """Pairs of B1 that cannot be new, the larger of two figures, since one pair may count in both.

    B3: two who sit together in q rounds use q pairs and are new once, or never if they have met.
    Pigeonhole: more than T colleagues of one home sit at T tables, so some of them meet, and they know each other.
    """
    colleagues = 0 if cross else _forced_colleagues(ground)
    return max(colleagues, _forced_together(ground, played, cross=cross) if obeyed else 0)


def _forced_colleagues(ground: Ground) -> int:
    homes = [min(governments, default="") for governments in ground.governments]
    total = 0
    for number in ground.open_rounds:
        counts = Counter(homes[who] for who in ground.present[number] if homes[who])
        total += sum(fewest_pairs(count, ground.problem.tables) for count in counts.values())
    return total


def _forced_together(ground: Ground, played: frozenset[int], *, cross: bool) -> int:
    present = [set(ground.present[number]) for number in ground.open_rounds]
    total = 0
    for group in ground.groups:
        for one, other in combinations(group, 2):
            pair = ground.pair(one, other)
            rounds = sum(one in people and other in people for people in present)
            met = pair in played or ground.acquainted(pair)
            if rounds and (ground.is_cross(pair) or not cross):
                total += rounds if met else rounds - 1
    return total


def _availability(ground: Ground, played: frozenset[int], *, obeyed: bool, cross: bool) -> int:
    """B2: nobody meets more new people than sit beside them, nor more than they have not met; each pair has two
    ends. B4: leaders sit at different tables and never meet, nor do people who are kept apart.
    """
    offered = _neighbours(ground)
    active = [who for who in range(ground.size) if offered[who] is not None]
    barred = _barred(ground, active, played, obeyed=obeyed, cross=cross)
    nations = Counter(ground.country[who] for who in active)
    ends = 0
    for who in active:
        others = len(active) - (nations[ground.country[who]] if cross else 1)
        ends += min(offered[who] or 0, others - barred[who])
    return ends // 2


def _neighbours(ground: Ground) -> list[int | None]:
    """The most people each sits beside over the open rounds; None for who is never there."""
    offered: list[int | None] = [None] * ground.size
    for number in ground.open_rounds:
        present = ground.present[number]
        beside = max(balanced_sizes(len(present), ground.problem.tables)) - 1
        for who in present:
            offered[who] = (offered[who] or 0) + beside
    return offered


def _barred(
    ground: Ground, active: list[int], played: frozenset[int], *, obeyed: bool, cross: bool
) -> list[int]:
    """For each active person how many active others can be no new contact, each counted once."""
    there = set(active)
    named = ground.known | played | (ground.apart if obeyed else frozenset())
    leaders = {who for who in active if obeyed and ground.leads[who]}
    barred = _colleagues(ground, active, cross=cross)
    among = _colleagues(ground, leaders, cross=cross)
    nations = Counter(ground.country[who] for who in leaders)
    for who in leaders:
        barred[who] += len(leaders) - (nations[ground.country[who]] if cross else 1) - among[who]
    for pair in named:
        one, other = ground.unpair(pair)
        counted = ground.share_government(one, other) or (one in leaders and other in leaders)
        if one in there and other in there and not counted and (ground.is_cross(pair) or not cross):
            barred[one] += 1
            barred[other] += 1
    return barred


def _colleagues(ground: Ground, people: Iterable[int], *, cross: bool) -> list[int]:
    """For each of the people how many of the others share a government; inclusion and exclusion over its two."""
    people = list(people)
    counts: Counter[tuple[str, ...]] = Counter()
    for who in people:
        for labels in _label_sets(ground, who):
            counts[labels] += 1
            counts[(*labels, "", ground.countries[ground.country[who]])] += 1
    shared = [0] * ground.size
    for who in people:
        for labels in _label_sets(ground, who):
            own = counts[(*labels, "", ground.countries[ground.country[who]])] if cross else 1
            shared[who] += (counts[labels] - own) * (1 if len(labels) == 1 else -1)
    return shared


def _label_sets(ground: Ground, who: int) -> list[tuple[str, ...]]:
    labels = sorted(ground.governments[who])
    return [(label,) for label in labels] + ([tuple(labels)] if len(labels) == 2 else [])
