"""The network to take away: figures by edition, the matrix between governments, and people without their names.

No cell between governments below five is in a file, nor one that its sums would betray; governments with few people
are counted together by country. People get numbers that no other file has.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from random import SystemRandom

from django.utils.translation import gettext, override, pgettext

from trilogue.algorithms.ties.small_cells import LEAST, Matrix, pooled, protect
from trilogue.algorithms.ties.structure import government_ties
from trilogue.documents.attendees import country_order
from trilogue.documents.document import CSV, GRAPHML, Document
from trilogue.documents.network import EditionFigures, Network, measure
from trilogue.documents.wording import plain
from trilogue.domain.editions.models import Edition
from trilogue.domain.network.queries import network_until
from trilogue.domain.places.models import Country, Government
from trilogue.domain.places.queries import present_name
from trilogue.foundation.formats import csv, graphml
from trilogue.foundation.formats.table import Table

WITHHELD = "x"
"""Stands for a number that is not zero and not given away."""


@dataclass(frozen=True)
class Row:
    """A government, or those of a country with few people; `people` is None where it may not be said."""

    key: str
    name: str
    country: str
    people: int | None


def build(edition: Edition, kind: str, form: str, language: str) -> Document:
    """Raises LookupError for a kind or form that does not exist."""
    name = f"{edition.series.slug}-{edition.number}-{kind.replace('_', '-')}.{language}.{form}"
    network = measure(network_until(edition))
    with override(language):
        match kind, form:
            case "network_editions", "csv":
                return Document(name, CSV, csv.write(_editions(network)))
            case "network_governments", "csv":
                return Document(name, CSV, csv.write(_matrix(network, edition, language)))
            case "network_governments", "graphml":
                return Document(name, GRAPHML, graphml.write(_governments(network, edition, language)))
            case "network_people", "graphml":
                return Document(name, GRAPHML, graphml.write(_people(network)))
    raise LookupError(f"{kind}.{form}")


def _editions(network: Network) -> Table:
    header = [
        gettext("Edition"),
        gettext("Participants"),
        pgettext("ties", "Returning"),
        gettext("Possible ties"),
        pgettext("ties", "Reached"),
        pgettext("ties", "New"),
        pgettext("ties", "Renewed"),
        gettext("At tables"),
        gettext("Follow-ups"),
        gettext("Known from"),
    ]
    return Table(gettext("Network"), header, [_edition(each) for each in network.editions])


def _edition(figures: EditionFigures) -> list[str]:
    """Nothing is said, not even zero, of who met where only counts are known."""
    grown = figures.grown
    met = [grown.reached, grown.new, grown.renewed, figures.at_tables] if grown else [""] * 4
    cells = [
        figures.edition.number,
        figures.people,
        grown.returning if grown else "",
        figures.possible,
        *met,
        figures.follow_ups,
        gettext("the record's counts only") if figures.from_counts else gettext("the plans of the tables"),
    ]
    return [str(cell) for cell in cells]


def _matrix(network: Network, edition: Edition, language: str) -> Table:
    rows, shown = _protected(network, edition, language)
    header = [
        gettext("Government"),
        gettext("Country"),
        gettext("People"),
        *(row.name for row in rows),
        gettext("Total"),
    ]
    lines = [
        [
            row.name,
            row.country,
            _said(row.people),
            *(_cell(shown, row, other) for other in rows),
            _sum(shown, row),
        ]
        for row in rows
    ]
    return Table(gettext("Between governments"), header, lines)


def _cell(shown: Matrix, one: Row, other: Row) -> str:
    pair = (min(one.key, other.key), max(one.key, other.key))
    return WITHHELD if pair in shown.withheld else str(shown.cells.get(pair, 0))


def _sum(shown: Matrix, row: Row) -> str:
    return WITHHELD if row.key in shown.sums_withheld else str(shown.sums.get(row.key, 0))


def _said(count: int | None) -> str:
    return WITHHELD if count is None else str(count)


def _protected(network: Network, edition: Edition, language: str) -> tuple[list[Row], Matrix]:
    """The rows in the order of countries and names, and what may be shown between them."""
    people = Counter(network.government.values())
    found = Government.objects.filter(pk__in=people).prefetch_related("names")
    governments = {str(each.pk): each for each in found}
    row_of = pooled(people, {key: each.country_id for key, each in governments.items()})
    sizes: Counter[str] = Counter()
    for key, count in people.items():
        sizes[row_of[key]] += count
    ties = government_ties(network.across, {who: row_of[home] for who, home in network.government.items()})
    countries = Country.objects.in_bulk()
    rows = [_row(key, count, governments, countries, language) for key, count in sizes.items()]
    rank = country_order(edition, language)
    small = {row.key for row in rows if row.people is None}
    in_order = sorted(rows, key=lambda row: (rank(row.country), row.key == row.country, row.name))
    return in_order, protect(ties, small=small)


def _row(
    key: str,
    count: int,
    governments: Mapping[str, Government],
    countries: Mapping[str, Country],
    language: str,
) -> Row:
    people = count if count >= LEAST else None
    if key in governments:
        name = plain(present_name(governments[key]).name, language)
        return Row(key, name, governments[key].country_id, people)
    short = plain(countries[key].short, language)
    name = gettext("Governments with few people, %(country)s") % {"country": short}
    return Row(key, name, key, people)


def _governments(network: Network, edition: Edition, language: str) -> graphml.Points:
    """A line whose number is withheld is there without it."""
    rows, shown = _protected(network, edition, language)
    points: dict[str, dict[str, graphml.Value]] = {
        row.key: {"name": row.name, "country": row.country}
        | ({"people": row.people} if row.people is not None else {})
        for row in rows
    }
    lines: dict[tuple[str, str], dict[str, graphml.Value]] = {
        cell: {"withheld": True} for cell in shown.withheld
    }
    lines |= {cell: {"withheld": False, "ties": count} for cell, count in shown.cells.items()}
    return graphml.Points(points, dict(sorted(lines.items())))


def _people(network: Network) -> graphml.Points:
    """Numbers drawn anew for this file; the country where at least five people share it."""
    order = sorted(network.country)
    SystemRandom().shuffle(order)
    number = {who: f"p{index}" for index, who in enumerate(order, start=1)}
    sizes = Counter(network.country.values())
    points: dict[str, dict[str, graphml.Value]] = {
        number[who]: {"country": network.country[who]} if sizes[network.country[who]] >= LEAST else {}
        for who in order
    }
    times = Counter(pair for each in network.ties for pair in each.gathering.met)
    lines: dict[tuple[str, str], dict[str, graphml.Value]] = {
        (number[one], number[other]): {"editions": count} for (one, other), count in times.items()
    }
    return graphml.Points(points, dict(sorted(lines.items())))
