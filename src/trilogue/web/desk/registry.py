"""The registry of local governments and their links: search, one government, threes of three countries."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_GET

from trilogue.documents.follow_up_words import CHIPS, Party, parties
from trilogue.documents.sketch_map import SketchMap, Spot, sketch_map
from trilogue.domain.delegations.queries import posts_at
from trilogue.domain.editions.models import Edition
from trilogue.domain.network.choices import FollowUpState
from trilogue.domain.network.models import FollowUp
from trilogue.domain.network.queries import follow_ups_at
from trilogue.domain.places.models import Assertion, Country, Government, SisterLink
from trilogue.domain.places.queries import find_governments, linked_governments, links_of, present_name, ties
from trilogue.foundation.access import requires
from trilogue.web.desk.frame import actor_of
from trilogue.web.desk.place import has_desk, runs_anywhere

SHOWN = 50
EVERY = 5_000
"""Enough for a search that is narrowed to a country afterwards."""
MOST_DOTS = 60
"""Dots with names that a map can hold legibly."""


@dataclass(frozen=True)
class Linked:
    """The other end of a link, and what the registers assert of it."""

    partner: Government
    assertions: tuple[Assertion, ...]


def load_government(country: str, code: str) -> Government:
    found = Government.objects.select_related("country", "parent", "successor").prefetch_related(
        "names", "parent__names", "successor__names", "predecessors__names"
    )
    return get_object_or_404(found, country=country.upper(), code=code)


@requires(has_desk)
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Search in any script; without a search, the governments that have links, on a map and as a list."""
    asked = request.GET.get("q", "").replace("\0", "").strip()[:100]
    country = request.GET.get("country", "")[:2]
    limit = EVERY if country else SHOWN + 1
    found = find_governments(asked, limit=limit) if asked else linked_governments()
    found = [each for each in found if country in ("", each.country_id)]
    context = {
        "asked": asked,
        "country": country,
        "countries": Country.objects.all(),
        "found": found[:SHOWN] if asked else found,
        "more": asked and len(found) > SHOWN,
        "map": drawn(found),
        "map_label": map_label(found),
        "may_import": runs_anywhere.test(actor_of(request)),
        "here": "registry",
    }
    return render(request, "desk/registry.html", context)


@requires(has_desk, load_government)
@require_GET
def government(request: HttpRequest, government: Government) -> HttpResponse:
    links = [_linked(government, each) for each in links_of(government)]
    around = [government, *(each.partner for each in links)]
    context = {
        "government": government,
        "names": list(government.names.all())[::-1],
        "sisters": links,
        "follow_ups": _follow_ups(request, government),
        "editions": Edition.objects.filter(places__government=government).select_related("series"),
        "posts": posts_at(actor_of(request), government),
        "map": drawn(around),
        "map_label": map_label(around),
        "here": "registry",
    }
    return render(request, "desk/government.html", context)


@requires(has_desk)
@require_GET
def threes(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/ties.html", {"ties": ties(), "here": "registry"})


def _follow_ups(request: HttpRequest, government: Government) -> list[tuple[FollowUp, list[Party], str]]:
    """For those who run an edition, and only the governments among the parties."""
    if not runs_anywhere.test(actor_of(request)):
        return []
    language = get_language() or "en"
    return [
        (
            each,
            [one for one in parties(each, language) if one.is_government],
            CHIPS[FollowUpState(each.state)],
        )
        for each in follow_ups_at(government)
    ]


def _linked(government: Government, link: SisterLink) -> Linked:
    partner = link.second if link.first == government else link.first
    return Linked(partner, tuple(link.assertions.all()))


def drawn(found: list[Government]) -> SketchMap | None:
    """None where nothing has a position, or where there are too many to be told apart."""
    spots = [_spot(each) for each in found if each.latitude is not None and each.longitude is not None]
    return sketch_map(spots) if spots and len(spots) <= MOST_DOTS else None


def _spot(government: Government) -> Spot:
    name = present_name(government)
    language = get_language() or "en"
    return Spot(
        latitude=float(government.latitude or 0),
        longitude=float(government.longitude or 0),
        name=name.name.shown(language).text,
        note="",
        mark=government.country_id,
        stops=(),
    )


def map_label(found: list[Government]) -> str:
    return ngettext(
        "A sketch of %(count)s place. Its position is true to latitude and longitude; no borders are drawn.",
        "A sketch of %(count)s places. Positions are true to latitude and longitude; no borders are drawn.",
        len(found),
    ) % {"count": len(found)}
