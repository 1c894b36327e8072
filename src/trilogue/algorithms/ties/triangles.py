"""Governments of three countries that are linked each with each, and those that lack one link to be so."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

Link = tuple[str, str]
Neighbours = Mapping[str, frozenset[str]]


@dataclass(frozen=True, order=True)
class OpenTriangle:
    """`middle` is linked with both others, which lack a link with each other."""

    middle: str
    lacking: tuple[str, str]


def triangles(links: Iterable[Link], country: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Every three of three countries, linked each with each, in order. `country` by government."""
    around = _neighbours(links, country)
    found = {
        tuple(sorted((one, other, third)))
        for one in around
        for other, third in _pairs(one, around, country)
        if third in around[other]
    }
    return sorted((one, other, third) for one, other, third in found)


def open_triangles(links: Iterable[Link], country: Mapping[str, str]) -> list[OpenTriangle]:
    """Every pair of two countries that a government of a third is linked with, and which lacks its own link."""
    around = _neighbours(links, country)
    return sorted(
        OpenTriangle(middle, (one, other))
        for middle in around
        for one, other in _pairs(middle, around, country)
        if other not in around[one]
    )


def _neighbours(links: Iterable[Link], country: Mapping[str, str]) -> Neighbours:
    """Who is linked with whom abroad; links within a country form no triangle of three."""
    around: dict[str, set[str]] = defaultdict(set)
    for one, other in links:
        if country[one] != country[other]:
            around[one].add(other)
            around[other].add(one)
    return {government: frozenset(others) for government, others in around.items()}


def _pairs(middle: str, around: Neighbours, country: Mapping[str, str]) -> Iterator[Link]:
    """Two neighbours of two countries, in order."""
    for one, other in combinations(sorted(around[middle]), 2):
        if country[one] != country[other]:
            yield one, other
