"""Whom one met, edition by edition and round by round, and what one's own place in the network is."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from trilogue.algorithms.ties.structure import strangers
from trilogue.documents.network import measure
from trilogue.domain.delegations.models import Participation
from trilogue.domain.delegations.queries import native_name, roman_name
from trilogue.domain.editions.models import Edition
from trilogue.domain.network.models import Encounter
from trilogue.domain.network.queries import encounters_of, network_until
from trilogue.domain.people.choices import Purpose
from trilogue.domain.people.models import Person, PersonName
from trilogue.domain.people.queries import records_of, refusing
from trilogue.foundation.access import origin_of, requires, signed_in
from trilogue.foundation.audit.access import seen
from trilogue.web.participant.own import actor_of, own_person


@dataclass(frozen=True)
class Met:
    """`attended`: both were seen at the workshop, not only seated."""

    participation: Participation
    native: PersonName
    roman: PersonName
    attended: bool


@dataclass(frozen=True)
class Occasion:
    """A round, a session or a meeting; `unnamed` counts those who do not want to be in the directory, or are erased."""

    kind: str
    words: str
    number: int
    people: list[Met]
    unnamed: int


@dataclass(frozen=True)
class EditionMet:
    edition: Edition
    occasions: list[Occasion]


@dataclass(frozen=True)
class Place:
    """`known` people, `strangers` pairs of them who have not met, and how much one stands between others."""

    known: int
    strangers: int
    brokerage: float


@requires(signed_in)
@require_GET
def network(request: HttpRequest) -> HttpResponse:
    person = own_person(request)
    own = {each.pk for each in records_of(person)}
    met = [(each, _other(each, own)) for each in encounters_of(person)]
    unnamed = _unnamed([other.person for _, other in met])
    editions = _by_edition(met, unnamed)
    seen(
        by=actor_of(request),
        what="my_network",
        people=[other.person_id for _, other in met if other.person_id not in unnamed],
        edition=None,
        origin=origin_of(request),
    )
    context = {"editions": editions, "place": _place(person, editions[0].edition) if editions else None}
    return render(request, "participant/network.html", context)


def _other(encounter: Encounter, own: set[int]) -> Participation:
    return encounter.second if encounter.first.person_id in own else encounter.first


def _unnamed(people: Collection[Person]) -> set[int]:
    """Who did not agree to the directory when asked, took it back, or was erased."""
    stands = {each.pk: each.merged_into_id or each.pk for each in people}
    refused = refusing(set(stands.values()), Purpose.DIRECTORY)
    return {each.pk for each in people if each.erased_at or stands[each.pk] in refused}


def _by_edition(met: list[tuple[Encounter, Participation]], unnamed: set[int]) -> list[EditionMet]:
    return [
        EditionMet(
            edition,
            [
                _occasion(list(there), unnamed)
                for _key, there in groupby(list(here), key=lambda each: (each[0].kind, each[0].number))
            ],
        )
        for edition, here in groupby(met, key=lambda each: each[0].edition)
    ]


def _occasion(met: list[tuple[Encounter, Participation]], unnamed: set[int]) -> Occasion:
    named = [
        Met(other, native_name(other), roman_name(other), encounter.attended)
        for encounter, other in met
        if other.person_id not in unnamed
    ]
    first = met[0][0]
    return Occasion(first.kind, first.get_kind_display(), first.number, named, len(met) - len(named))


def _place(person: Person, latest: Edition) -> Place:
    found = measure(network_until(latest))
    me = str(person.pk)
    known = found.graph.get(me, ())
    return Place(
        len(known), strangers(found.graph, me) if known else 0, round(found.relative.get(me, 0.0), 1)
    )
