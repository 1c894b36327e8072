"""Who met whom in an edition, person by person: for the desk alone, and every look is logged."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from trilogue.domain.delegations.models import Participation
from trilogue.domain.delegations.queries import everybody, native_name
from trilogue.domain.editions.access import runs
from trilogue.domain.editions.models import Edition
from trilogue.domain.network.queries import pairs_of
from trilogue.domain.people.models import PersonName
from trilogue.foundation.access import origin_of, requires
from trilogue.foundation.audit.access import seen
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.place import load_edition

PAIRS_A_PAGE = 100


@dataclass(frozen=True)
class End:
    participation: Participation
    name: PersonName


@dataclass(frozen=True)
class PairOfPeople:
    ends: tuple[End, End]
    times: int


@requires(runs, load_edition)
@require_GET
def pairs(request: HttpRequest, edition: Edition) -> HttpResponse:
    found = Paginator(pairs_of(edition), PAIRS_A_PAGE).get_page(request.GET.get("page"))
    rows = list(found.object_list)
    ends = {end for first, second, _times in rows for end in (first, second)}
    people = {each.pk: each for each in everybody(edition).filter(pk__in=ends)}
    seen(
        by=actor_of(request),
        what="network_pairs",
        people=[each.person_id for each in people.values()],
        edition=edition.pk,
        origin=origin_of(request),
    )
    shown = [
        PairOfPeople((_end(people[first]), _end(people[second])), times) for first, second, times in rows
    ]
    return page(request, edition, "desk/network_pairs.html", {"pairs": shown, "found": found}, here="network")


def _end(participation: Participation) -> End:
    return End(participation, native_name(participation))
