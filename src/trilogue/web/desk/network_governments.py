"""Governments of the network for a page: on a circle, in a list beside it, and country by country."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trilogue.documents.network import Network
from trilogue.documents.network_charts import Web, most_tied, web
from trilogue.domain.places.models import Country, Government

Rank = Callable[[str], tuple[int, str]]
MOST_PAIRS = 10


@dataclass(frozen=True)
class Listed:
    """A government under its number in the picture, with its ties: with each country, and with each government."""

    number: int
    government: Government
    people: int
    by_country: tuple[int, ...]
    by_government: tuple[int | None, ...]


@dataclass(frozen=True)
class PairOfGovernments:
    one: Government
    other: Government
    count: int


def drawn(network: Network, rank: Rank) -> dict[str, Any]:
    ties = network.between_governments
    people = Counter(network.government.values())
    shown = most_tied(ties)
    governments = _governments(shown)
    groups = _by_country(governments, rank)
    picture = web(groups, ties)
    codes = [code for code, _ in groups]
    countries = Country.objects.in_bulk(sorted(set(network.country.values()), key=rank))
    return {
        "web": picture,
        "countries": sorted(countries.values(), key=lambda each: rank(each.code)),
        "country_rows": _between_countries(network, countries, rank),
        "government_columns": [countries[code] for code in codes if code in countries],
        "governments": _listed(picture, governments, people, ties, codes),
        "pairs": _pairs(ties, governments),
        "left_out": len({key for pair in ties for key in pair}) - len(shown),
        "nowhere": len(network.country.keys() - network.government.keys()),
    }


def _governments(keys: Sequence[str]) -> dict[str, Government]:
    found = Government.objects.filter(pk__in=keys).prefetch_related("names")
    return {str(each.pk): each for each in found}


def _by_country(governments: Mapping[str, Government], rank: Rank) -> list[tuple[str, list[str]]]:
    """Within a country in the order of the codes, which puts a province before its cities."""
    codes = sorted({each.country_id for each in governments.values()}, key=rank)
    ordered = sorted(governments, key=lambda key: governments[key].code)
    return [(code, [key for key in ordered if governments[key].country_id == code]) for code in codes]


def _listed(
    picture: Web,
    governments: Mapping[str, Government],
    people: Mapping[str, int],
    ties: Mapping[tuple[str, str], int],
    codes: Sequence[str],
) -> list[Listed]:
    both = {**ties, **{(other, one): count for (one, other), count in ties.items()}}
    totals: Counter[tuple[str, str]] = Counter()
    for (one, other), count in both.items():
        if other in governments:
            totals[one, governments[other].country_id] += count
    return [
        Listed(
            point.number,
            governments[point.key],
            people[point.key],
            tuple(totals[point.key, code] for code in codes),
            tuple(
                None if end.key == point.key else both.get((point.key, end.key), 0) for end in picture.points
            ),
        )
        for point in picture.points
    ]


def _pairs(
    ties: Mapping[tuple[str, str], int], governments: Mapping[str, Government]
) -> list[PairOfGovernments]:
    """Those with most ties, then in the order of their codes."""
    known = [
        PairOfGovernments(governments[one], governments[other], count)
        for (one, other), count in ties.items()
        if one in governments and other in governments
    ]
    return sorted(known, key=lambda each: (-each.count, each.one.code, each.other.code))[:MOST_PAIRS]


def _between_countries(
    network: Network, countries: Mapping[str, Country], rank: Rank
) -> list[tuple[Country, list[int | None]]]:
    """A row for each country: ties with each, none with itself."""
    ties = network.between_countries()
    codes = sorted(countries, key=rank)
    return [
        (
            countries[code],
            [None if code == other else ties.get((min(code, other), max(code, other)), 0) for other in codes],
        )
        for code in codes
    ]
