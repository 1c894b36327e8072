"""Who met whom: what the published plan seats, the network of a series, and one person's own part of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Count, Q, QuerySet

from trilogue.algorithms.ties import Gathering
from trilogue.algorithms.ties.growth import Pair
from trilogue.domain.delegations.choices import LISTED, State
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.choices import FigureKind
from trilogue.domain.editions.models import Edition, Figure
from trilogue.domain.network.choices import EncounterKind
from trilogue.domain.network.models import Encounter, FollowUp
from trilogue.domain.people.models import Person
from trilogue.domain.people.queries import records_of
from trilogue.domain.tables.models import Absence, Seat

Met = tuple[int, int, int]
"""A round and two participations, the lower first."""


@dataclass(frozen=True)
class EditionTies:
    """An edition's part of the network, people by the id of the record that stands for them.

    `government` is the one they came from then; `at_tables` are the pairs who met in rounds. Where no persons are
    known, `gathering` is empty and `counts` says how many came from each country.
    """

    edition: Edition
    gathering: Gathering
    government: Mapping[str, str]
    at_tables: frozenset[Pair]
    counts: Mapping[str, int]
    follow_ups: int

    @property
    def from_counts(self) -> bool:
        return not self.gathering.country


def seated_together(edition: Edition) -> dict[Met, bool]:
    """Everybody whom the published plan seats at one table in a round, and whether both were seen at the workshop.

    Who withdrew, did not come or is away in that round meets nobody.
    """
    away = set(Absence.objects.filter(participation__edition=edition).values_list("participation", "round"))
    seats = Seat.objects.filter(plan__edition=edition, plan__published_at__isnull=False)
    there = seats.filter(participation__state__in=LISTED).order_by("participation")
    tables: dict[tuple[int, int], list[tuple[int, bool]]] = defaultdict(list)
    for number, table, who, state in there.values_list(
        "round", "table", "participation", "participation__state"
    ):
        if (who, number) not in away:
            tables[number, table].append((who, state == State.ATTENDED))
    return {
        (number, first, second): seen and also_seen
        for (number, _table), seated in tables.items()
        for (first, seen), (second, also_seen) in combinations(seated, 2)
    }


def network_until(edition: Edition) -> list[EditionTies]:
    """The series from its first edition to this one, those left out of which nothing is known. Six queries."""
    editions = sorted(edition.series.editions.all(), key=lambda each: (each.date, each.number))
    upto = editions[: [each.pk for each in editions].index(edition.pk) + 1]
    stands = _standing()
    people = _people(upto)
    pairs = _pairs(upto, people, stands)
    counts = _counts(upto)
    follow_ups = dict(
        FollowUp.objects.filter(edition__in=upto).order_by().values_list("edition").annotate(Count("pk"))
    )
    found = [
        EditionTies(
            each,
            Gathering(
                {_id(one.person_id, stands): one.delegation.country_id for one in people[each.pk].values()},
                frozenset(pairs[each.pk]),
            ),
            {_id(one.person_id, stands): str(one.home_id) for one in people[each.pk].values() if one.home_id},
            frozenset(pair for pair, kinds in pairs[each.pk].items() if EncounterKind.ROUND in kinds),
            counts[each.pk],
            follow_ups.get(each.pk, 0),
        )
        for each in upto
    ]
    return [each for each in found if each.gathering.country or each.counts]


def _people(editions: list[Edition]) -> Mapping[int, Mapping[int, Participation]]:
    """Who takes part, by edition and participation."""
    found: dict[int, dict[int, Participation]] = defaultdict(dict)
    listed = Participation.objects.filter(edition__in=editions, state__in=LISTED).select_related("delegation")
    for each in listed.only("edition", "person", "home", "delegation__country"):
        found[each.edition_id][each.pk] = each
    return found


def _pairs(
    editions: list[Edition], people: Mapping[int, Mapping[int, Participation]], stands: Mapping[int, int]
) -> Mapping[int, Mapping[Pair, set[str]]]:
    """Who met in which ways, by edition; nobody meets a second record of their own."""
    found: dict[int, dict[Pair, set[str]]] = defaultdict(lambda: defaultdict(set))
    rows = Encounter.objects.filter(edition__in=editions).order_by()
    for edition, kind, first, second in rows.values_list("edition", "kind", "first", "second"):
        here = people[edition]
        if first in here and second in here:
            one, other = sorted(_id(here[each].person_id, stands) for each in (first, second))
            if one != other:
                found[edition][one, other].add(kind)
    return found


def _counts(editions: list[Edition]) -> Mapping[int, Mapping[str, int]]:
    """How many took part by country, as the record says."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    actual = Figure.objects.filter(edition__in=editions, kind=FigureKind.ACTUAL, country__isnull=False)
    for edition, country, count in actual.values_list("edition", "country", "count"):
        found[edition][str(country)] = count
    return found


def _standing() -> Mapping[int, int]:
    """By merged record, the one that stands for it."""
    into = dict(Person.objects.exclude(merged_into=None).values_list("pk", "merged_into"))
    return {each: _end(each, into) for each in into}


def _end(person: int, into: Mapping[int, int | None]) -> int:
    while following := into.get(person):
        person = following
    return person


def _id(person: int, stands: Mapping[int, int]) -> str:
    return str(stands.get(person, person))


def people_of(ties: Iterable[EditionTies]) -> set[int]:
    """Everybody in the network, as person ids."""
    return {int(each) for one in ties for each in one.gathering.country}


def pairs_of(edition: Edition) -> QuerySet[Encounter, tuple[int, int, int]]:
    """Every pair of participations that met here, and how often, in the order of references."""
    met = Encounter.objects.filter(edition=edition).values_list("first", "second")
    return met.annotate(times=Count("pk")).order_by("first__reference", "second__reference")


def encounters_of(person: Person) -> QuerySet[Encounter]:
    """All of one person's own, the latest edition first."""
    records = [each.pk for each in records_of(person)]
    mine = Q(first__person__in=records) | Q(second__person__in=records)
    return (
        Encounter.objects.filter(mine)
        .select_related(
            "edition__series",
            *(f"{end}__{link}" for end in ("first", "second") for link in ("person", "delegation__country")),
        )
        .prefetch_related("first__person__names", "second__person__names")
        .order_by("-edition__date", "-edition__number", "kind", "number", "first", "second")
    )
