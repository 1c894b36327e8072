"""A search in the background: a page that can be left and found again, and says how far it is."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from trilogue.domain.delegations.queries import everybody
from trilogue.domain.editions.access import runs
from trilogue.domain.editions.models import Edition
from trilogue.domain.tables.actions import restart_search, stop_search
from trilogue.domain.tables.choices import SearchState
from trilogue.domain.tables.models import Search, TablePlan
from trilogue.domain.tables.planning import figures_of
from trilogue.foundation.access import requires
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.place import Spot, address, there
from trilogue.web.desk.tables import sought
from trilogue.web.desk.tables_place import load_search, names_of, whole
from trilogue.web.desk.tables_words import Finding, contradiction

UNDER_WAY = (SearchState.WAITING, SearchState.RUNNING)


@requires(there(runs), load_search)
@require_GET
def overview(request: HttpRequest, spot: Spot) -> HttpResponse:
    context = {**_context(spot), "under_way": spot.row.state in UNDER_WAY}
    return page(request, spot.place, "desk/tables_search.html", context, here="tables")


@requires(there(runs), load_search)
@require_GET
def progress(request: HttpRequest, spot: Spot) -> HttpResponse:
    """The part of the page that changes; 304 while it does not."""
    search: Search = spot.row
    found = sought(search, timezone.now())
    parts = (get_language(), search.state, search.steps, found.lost, search.stop_asked, *search.best.values())
    etag = quote_etag("-".join(map(str, parts)))
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None and unchanged.status_code == 304:
        return unchanged
    context = {**_context(spot), "edition": spot.place, "series": _edition(spot).series}
    answer = render(request, "desk/tables_search_progress.html", context)
    answer.headers["ETag"] = etag
    answer.headers["X-State"] = search.state
    return answer


def _edition(spot: Spot) -> Edition:
    assert isinstance(spot.place, Edition)  # noqa: S101  the loader's promise
    return spot.place


def _context(spot: Spot) -> dict[str, Any]:
    search: Search = spot.row
    return {
        "sought": sought(search, timezone.now()),
        "search": search,
        "share": min(100, 100 * search.steps // search.most_steps) if search.most_steps else 0,
        "failure": _failure(search, _edition(spot)),
        "price": _price(search, _edition(spot)),
    }


def _failure(search: Search, edition: Edition) -> Finding | None:
    if not search.failure:
        return None
    told = search.failure
    wanted = {whole(each) for each in (*told.get("people", ()), told.get("who", ""))}
    people = {each.pk: each for each in everybody(edition).filter(pk__in=wanted)}
    return contradiction(
        told["code"], told.get("people", ()), told.get("rules", ()), told.get("who", ""), names_of(people)
    )


def _price(search: Search, edition: Edition) -> dict[str, Any] | None:
    """What the plan with a common language loses in contacts and saves in interpreters against the one without."""
    without = TablePlan.objects.filter(edition=edition, number=search.parameters.get("without", 0)).first()
    if search.plan is None or without is None:
        return None
    counted = figures_of([without, search.plan])
    free, spoken = counted[without.pk].report, counted[search.plan.pk].report
    if free is None or spoken is None:
        return None
    return {
        "without": without,
        "free": free,
        "spoken": spoken,
        "cross_lost": free.cross.value - spoken.cross.value,
        "new_lost": free.new.value - spoken.new.value,
        "free_tables": sum(free.interpreter_tables),
        "spoken_tables": sum(spoken.interpreter_tables),
        "saved": sum(free.interpreter_tables) - sum(spoken.interpreter_tables),
    }


@requires(there(runs), load_search)
@require_POST
def stop(request: HttpRequest, spot: Spot) -> HttpResponse:
    stop_search(spot.row, by=actor_of(request))
    messages.success(request, _("The search ends within a second and keeps its best plan so far."))
    return redirect(address("table_search", spot.place, spot.row.pk))


@requires(there(runs), load_search)
@require_POST
def again(request: HttpRequest, spot: Spot) -> HttpResponse:
    """For a search that failed or lost its worker."""
    if not restart_search(spot.row, by=actor_of(request), now=timezone.now()):
        messages.error(request, _("This search is under way or done."))
    return redirect(address("table_search", spot.place, spot.row.pk))
