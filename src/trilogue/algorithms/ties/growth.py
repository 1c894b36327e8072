"""How a network grows from one gathering to the next: who came, who could have met, who did, and who met before."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Pair = tuple[str, str]
"""Two people, the lower id first."""


@dataclass(frozen=True)
class Gathering:
    """The country of everybody who was there, and the pairs who met."""

    country: Mapping[str, str]
    met: frozenset[Pair]


@dataclass(frozen=True)
class Growth:
    """One gathering's part. Ties are pairs of two countries: `reached` of the `possible` met here, `renewed` of them
    not for the first time; `ties` is how many there are up to here. `returning` came to an earlier gathering.
    """

    people: int
    returning: int
    possible: int
    reached: int
    renewed: int
    ties: int

    @property
    def new(self) -> int:
        return self.reached - self.renewed


def growth(gatherings: Sequence[Gathering]) -> list[Growth]:
    """One entry a gathering, in the order given, which is that of time."""
    seen: set[str] = set()
    tied: set[Pair] = set()
    grown = []
    for each in gatherings:
        across = cross(each)
        before = len(tied)
        tied |= across
        renewed = len(across) - (len(tied) - before)
        possible = possible_ties(Counter(each.country.values()).values())
        here = each.country.keys()
        grown.append(Growth(len(here), len(here & seen), possible, len(across), renewed, len(tied)))
        seen |= here
    return grown


def cross(gathering: Gathering) -> frozenset[Pair]:
    """The pairs who met and come from two countries."""
    country = gathering.country
    return frozenset((one, other) for one, other in gathering.met if country[one] != country[other])


def possible_ties(counts: Iterable[int]) -> int:
    """Pairs of people of two countries, from how many each country has: all pairs less those within a country.

    With n people in all, ordered pairs are n² and those within a country c²; half of the difference is unordered.
    """
    known = list(counts)
    return (sum(known) ** 2 - sum(each**2 for each in known)) // 2


def met_again(gatherings: Sequence[Gathering]) -> Counter[int]:
    """How many pairs of two countries met in exactly so many gatherings."""
    times = Counter(pair for each in gatherings for pair in cross(each))
    return Counter(times.values())
