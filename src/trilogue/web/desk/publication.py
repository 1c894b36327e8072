"""Seeing what readers would see, publishing, withdrawing, and what was done before."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trilogue.documents.record import live
from trilogue.domain.editions.access import runs, translates
from trilogue.domain.editions.models import Edition, Publication
from trilogue.flows.publish import publish_edition, publish_series, withdraw_edition
from trilogue.foundation.access import requires
from trilogue.web.desk import changes, log, place
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.place import Place, address, edition_of, load_edition, series_of

ENTRIES_A_PAGE = 100
PUBLICATIONS = 20


@requires(translates, place.load)
@require_GET
def preview(request: HttpRequest, where: Place) -> HttpResponse:
    """The public page itself, made from the rows as they stand now."""
    record = live(series_of(where))
    context = {"record": record, "language": get_language() or "en", "preview": True}
    if isinstance(where, Edition):
        return render(request, "public/edition.html", {**context, "edition": record.edition(where.number)})
    return render(request, "public/series.html", context)


@requires(translates, place.load)
@require_GET
def publication(request: HttpRequest, where: Place) -> HttpResponse:
    context = {
        "is_public": changes.published_part(where) is not None,
        "differences": changes.differences(where),
        "publications": _publications(where)[:PUBLICATIONS],
        "preview_url": address("preview", where),
        "history_url": address("history", where),
        "publish_url": address("publish_now", where),
        "withdraw_url": address("withdraw", where) if edition_of(where) else "",
    }
    return page(request, where, "desk/publication.html", context, here="publish")


@requires(runs, place.load)
@require_POST
def publish(request: HttpRequest, where: Place) -> HttpResponse:
    now = timezone.now()
    if isinstance(where, Edition):
        publish_edition(where, by=actor_of(request), now=now)
    else:
        publish_series(where, by=actor_of(request), now=now)
    messages.success(request, _("Published. Readers see it within a second."))
    return redirect(address("publish", where))


@requires(runs, load_edition)
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, edition: Edition) -> HttpResponse:
    if request.method == "POST":
        withdraw_edition(edition, by=actor_of(request), now=timezone.now())
        messages.success(request, _("Withdrawn. Readers no longer see this edition."))
        return redirect(address("publish", edition))
    return page(request, edition, "desk/withdraw.html", here="publish")


@requires(runs, place.load)
@require_GET
def history(request: HttpRequest, where: Place) -> HttpResponse:
    entries = Paginator(log.entries(where), ENTRIES_A_PAGE).get_page(request.GET.get("page"))
    context = {"entries": entries, "deeds": log.deeds(entries)}
    return page(request, where, "desk/history.html", context, here="publish")


def _publications(where: Place) -> list[Publication]:
    found = Publication.objects.filter(series=series_of(where), edition=edition_of(where))
    return list(found.select_related("published_by").defer("content").order_by("-version"))
