"""The network of the series, measured up to an edition: pictures with their tables, and files to take away.

The page shows governments, no person. Yet a government may have sent one person only, so looking is logged.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trilogue.documents.network import EditionFigures, Network, measure
from trilogue.documents.network_charts import columns, reached
from trilogue.domain.editions.access import runs
from trilogue.domain.editions.models import Edition
from trilogue.domain.network.queries import network_until, people_of
from trilogue.domain.tables.models import TablePlan
from trilogue.domain.tables.planning import figures
from trilogue.domain.tables.queries import published_plan
from trilogue.flows.record_encounters import record
from trilogue.foundation.access import origin_of, requires
from trilogue.foundation.audit.access import seen
from trilogue.web.desk.downloads import ask_and_hand_out
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.network_governments import drawn
from trilogue.web.desk.overview import country_rank
from trilogue.web.desk.place import Spot, address, load_edition, there

DOCUMENTS = (
    ("network_editions", "csv", gettext_lazy("Network by edition (CSV)")),
    ("network_governments", "csv", gettext_lazy("Ties between governments (CSV)")),
    ("network_governments", "graphml", gettext_lazy("Ties between governments (GraphML)")),
    ("network_people", "graphml", gettext_lazy("Network without names (GraphML)")),
)


@requires(runs, load_edition)
@require_GET
def overview(request: HttpRequest, edition: Edition) -> HttpResponse:
    ties = network_until(edition)
    people = people_of(ties)
    seen(
        by=actor_of(request),
        what="network",
        people=people,
        edition=edition.pk,
        origin=origin_of(request),
    )
    network = measure(ties)
    plan = published_plan(edition)
    context = {
        **_growth(network, edition),
        "plan": plan,
        "contribution": _contribution(plan) if plan else None,
        "planned": bool(plan and plan.played < plan.rounds and edition.status != "completed"),
        "documents": DOCUMENTS if people else (),
        **(_structure(network) if network.across else {}),
        **(drawn(network, country_rank(edition)) if network.across else {}),
    }
    return page(request, edition, "desk/network.html", context, here="network")


@requires(runs, load_edition)
@require_POST
def record_now(request: HttpRequest, edition: Edition) -> HttpResponse:
    changed = record(edition, by=actor_of(request))
    said = ngettext("%(count)s encounter changed.", "%(count)s encounters changed.", changed)
    messages.success(request, said % {"count": changed} if changed else _("Everything was recorded already."))
    return redirect(address("network", edition))


def load_document(slug: str, number: int, kind: str, form: str) -> Spot:
    if (kind, form) not in {(known, ending) for known, ending, _words in DOCUMENTS}:
        raise Http404
    return Spot(load_edition(slug, number), (kind, form))


@requires(there(runs), load_document)
@require_http_methods(["GET", "POST"])
def download(request: HttpRequest, spot: Spot) -> HttpResponse:
    edition, (kind, form) = spot.place, spot.kind
    if not isinstance(edition, Edition):
        raise Http404
    words = next(words for *known, words in DOCUMENTS if known == [kind, form])
    back = address("network", edition)
    return ask_and_hand_out(request, edition, kind, form, words=words, back=back, here="network")


def _growth(network: Network, edition: Edition) -> dict[str, Any]:
    rows = network.editions
    bars = reached([(each.possible, *_met(each)) for each in rows])
    return {
        "rows": rows,
        "bars": list(zip(rows, bars, strict=True)),
        "height": max(len(rows) * 74 - 20, 0),
        "current": next((each for each in rows if each.edition == edition), None),
        "again": sum(count for times, count in network.times.items() if times > 1),
        "ties": len(network.across),
        "people": len(network.country),
    }


def _met(figures: EditionFigures) -> tuple[int, int]:
    return (figures.grown.new, figures.grown.renewed) if figures.grown else (0, 0)


def _contribution(plan: TablePlan) -> dict[str, Any]:
    """What the plan gives, of the most that any plan could: counted again from its seats."""
    cross = figures(plan).cross
    share = 100 * cross.value // cross.bound if cross.bound else 100
    return {"value": cross.value, "bound": cross.bound, "share": share}


def _structure(network: Network) -> dict[str, Any]:
    bands = network.bands
    return {
        "bands": list(zip(bands, columns(bands), strict=True)),
        "bands_width": max(len(bands) * 80 - 20, 1),
        "density": round(100 * network.density, 1),
        "clustering": round(100 * network.clustering),
        "parts": network.parts,
        "linking": network.linking,
        "estimate": network.is_estimate,
    }
