"""What a network is like as a whole: how dense, in how many parts, and who holds parts together.

Everything goes in the order of the ids and uses no operation but + - * /, so that one graph gives the same numbers,
to the last bit, on every system.
"""

from collections.abc import Iterable, Mapping
from itertools import combinations

Pair = tuple[str, str]
Graph = Mapping[str, tuple[str, ...]]
"""Everybody's acquaintances, in order."""


def graph(people: Iterable[str], pairs: Iterable[Pair]) -> Graph:
    around: dict[str, set[str]] = {each: set() for each in sorted(people)}
    for one, other in pairs:
        around[one].add(other)
        around[other].add(one)
    return {each: tuple(sorted(others)) for each, others in around.items()}


def density(network: Graph) -> float:
    """The part of all pairs that are tied."""
    n = len(network)
    return sum(map(len, network.values())) / (n * (n - 1)) if n > 1 else 0.0


def clustering(network: Graph) -> float:
    """The mean, over everybody, of the part of the pairs of one's acquaintances who know each other."""
    known = {each: set(others) for each, others in network.items()}
    return sum(_closed(others, known) for others in network.values()) / len(network) if network else 0.0


def _closed(others: tuple[str, ...], known: Mapping[str, set[str]]) -> float:
    if len(others) < 2:
        return 0.0
    around = set(others)
    twice = sum(len(known[each] & around) for each in others)
    return twice / (len(others) * (len(others) - 1))


def components(network: Graph) -> list[frozenset[str]]:
    """The groups that nobody links with one another, the largest first."""
    left = dict.fromkeys(network)
    found = []
    while left:
        group = _reached(network, next(iter(left)))
        found.append(group)
        for each in group:
            del left[each]
    return sorted(found, key=lambda group: (-len(group), min(group)))


def _reached(network: Graph, start: str) -> frozenset[str]:
    seen, waiting = {start}, [start]
    while waiting:
        fresh = [each for each in network[waiting.pop()] if each not in seen]
        seen.update(fresh)
        waiting.extend(fresh)
    return frozenset(seen)


def linking(network: Graph) -> frozenset[str]:
    """Who alone holds a group together: without them it falls apart (articulation points, Tarjan 1972)."""
    found: set[str] = set()
    entered: dict[str, int] = {}
    for root in network:
        if root not in entered:
            found |= _linking_from(network, root, entered)
    return frozenset(found)


def _linking_from(network: Graph, root: str, entered: dict[str, int]) -> set[str]:
    """A depth-first walk without recursion; `low` is the earliest that can be reached around one's own way in."""
    found: set[str] = set()
    low: dict[str, int] = {}
    entered[root] = low[root] = len(entered)
    way = [(root, "", iter(network[root]))]
    branches = 0
    while way:
        here, parent, rest = way[-1]
        following = next((each for each in rest if each != parent), None)
        if following is None:
            way.pop()
            if parent and parent != root and low[here] >= entered[parent]:
                found.add(parent)
            if parent:
                low[parent] = min(low[parent], low[here])
            branches += parent == root
        elif following in entered:
            low[here] = min(low[here], entered[following])
        else:
            entered[following] = low[following] = len(entered)
            way.append((following, here, iter(network[following])))
    return found | ({root} if branches > 1 else set())


def government_ties(pairs: Iterable[Pair], government: Mapping[str, str]) -> dict[tuple[str, str], int]:
    """How many pairs of people tie two governments, the lower first. Who has no government is left out."""
    counted: dict[tuple[str, str], int] = {}
    for one, other in pairs:
        ends = sorted(government[each] for each in (one, other) if each in government)
        if len(ends) == 2 and ends[0] != ends[1]:
            counted[ends[0], ends[1]] = counted.get((ends[0], ends[1]), 0) + 1
    return counted


def strangers(network: Graph, person: str) -> int:
    """Pairs of one's acquaintances who have not met each other."""
    known = {each: set(network[each]) for each in network[person]}
    return sum(other not in known[one] for one, other in combinations(network[person], 2))
