"""The network of a series, measured: the figures of its page and of its files, from who met whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from trilogue.algorithms.ties import growth
from trilogue.algorithms.ties.brokerage import EXACT, Band, betweenness, distribution
from trilogue.algorithms.ties.growth import Growth, Pair, cross, met_again, possible_ties
from trilogue.algorithms.ties.small_cells import LEAST
from trilogue.algorithms.ties.structure import (
    Graph,
    clustering,
    components,
    density,
    government_ties,
    graph,
    linking,
)
from trilogue.domain.editions.models import Edition
from trilogue.domain.network.queries import EditionTies

LIMITS = (0.0, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0)
"""Of the bands of brokerage, as multiples of the average."""


@dataclass(frozen=True)
class EditionFigures:
    """One edition's figures. Where only counts are known, `grown` is None and nothing is said of who met."""

    edition: Edition
    people: int
    possible: int
    grown: Growth | None
    at_tables: int
    follow_ups: int

    @property
    def from_counts(self) -> bool:
        return self.grown is None

    @property
    def share(self) -> int:
        """Ties reached, in whole per cent of the possible ones, rounded down."""
        return 100 * self.grown.reached // self.possible if self.grown and self.possible else 0

    @property
    def table_share(self) -> int:
        """Ties made at tables, in whole per cent of those reached."""
        return 100 * self.at_tables // self.grown.reached if self.grown and self.grown.reached else 0


@dataclass(frozen=True)
class Network:
    """The series up to an edition. What takes long is counted when it is asked for, and once."""

    ties: tuple[EditionTies, ...]

    @cached_property
    def editions(self) -> list[EditionFigures]:
        """The oldest first."""
        known = [each for each in self.ties if not each.from_counts]
        grown = dict(
            zip(
                (each.edition.pk for each in known),
                growth([each.gathering for each in known]),
                strict=True,
            )
        )
        return [_figures(each, grown.get(each.edition.pk)) for each in self.ties]

    @cached_property
    def country(self) -> Mapping[str, str]:
        """Of everybody, as of their last edition."""
        return {who: code for each in self.ties for who, code in each.gathering.country.items()}

    @cached_property
    def government(self) -> Mapping[str, str]:
        return {who: home for each in self.ties for who, home in each.government.items()}

    @cached_property
    def across(self) -> frozenset[Pair]:
        """Every tie between two countries."""
        return frozenset().union(*(cross(each.gathering) for each in self.ties))

    @cached_property
    def times(self) -> Mapping[int, int]:
        """How many ties were met in so many editions."""
        return met_again([each.gathering for each in self.ties])

    @cached_property
    def graph(self) -> Graph:
        """Everybody, and everybody they met, also of their own country."""
        return graph(self.country, frozenset().union(*(each.gathering.met for each in self.ties)))

    @cached_property
    def brokerage(self) -> Mapping[str, float]:
        return betweenness(self.graph)

    @property
    def is_estimate(self) -> bool:
        return len(self.graph) > EXACT

    @cached_property
    def relative(self) -> Mapping[str, float]:
        """Brokerage as a multiple of the average; nothing where nobody stands between others."""
        average = sum(self.brokerage.values()) / len(self.brokerage) if self.brokerage else 0.0
        return {who: value / average for who, value in self.brokerage.items()} if average else {}

    @property
    def bands(self) -> list[Band]:
        return distribution(self.relative.values(), LIMITS, least=LEAST)

    @property
    def density(self) -> float:
        return density(self.graph)

    @property
    def clustering(self) -> float:
        return clustering(self.graph)

    @property
    def parts(self) -> int:
        return len(components(self.graph))

    @property
    def linking(self) -> int:
        """How many people alone hold parts together."""
        return len(linking(self.graph))

    @cached_property
    def between_governments(self) -> Mapping[Pair, int]:
        return government_ties(self.across, self.government)

    def between_countries(self) -> Mapping[Pair, int]:
        return government_ties(self.across, self.country)


def measure(ties: Sequence[EditionTies]) -> Network:
    return Network(tuple(ties))


def _figures(ties: EditionTies, grown: Growth | None) -> EditionFigures:
    if grown is None:
        counts = ties.counts.values()
        return EditionFigures(ties.edition, sum(counts), possible_ties(counts), None, 0, ties.follow_ups)
    at_tables = len(cross(ties.gathering) & ties.at_tables)
    return EditionFigures(ties.edition, grown.people, grown.possible, grown, at_tables, ties.follow_ups)
