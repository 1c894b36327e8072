"""Closing an edition: the figures by country as they will be public, then the deed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trilogue.algorithms.dates import ImpreciseDate
from trilogue.domain.delegations.queries import strengths
from trilogue.domain.editions.access import runs
from trilogue.domain.editions.choices import FigureKind, Status
from trilogue.domain.editions.models import Edition
from trilogue.flows.close_edition import AlreadyClosed, NothingToClose, close
from trilogue.foundation.access import requires
from trilogue.web.desk import changes
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.overview import in_order
from trilogue.web.desk.place import address, load_edition


@requires(runs, load_edition)
@require_http_methods(["GET", "POST"])
def closing(request: HttpRequest, edition: Edition) -> HttpResponse:
    if request.method == "POST":
        return _close(request, edition)
    strong = in_order(edition, strengths(edition))
    figures = edition.figures.filter(kind=FigureKind.ACTUAL, country__isnull=False).select_related("country")
    is_public = changes.published_part(edition) is not None
    context = {
        "to_come": ImpreciseDate.parse(edition.date).latest > timezone.localdate(),
        "closed": edition.status in (Status.COMPLETED, Status.CANCELLED),
        "strengths": [each for each in strong if each.confirmed],
        "total": sum(each.confirmed for each in strong),
        "figures": figures,
        "figure_total": sum(each.count for each in figures),
        "public": reverse("edition", args=(edition.series.slug, edition.number)) if is_public else "",
    }
    return page(request, edition, "desk/closing.html", context, here="close")


def _close(request: HttpRequest, edition: Edition) -> HttpResponse:
    try:
        close(edition, by=actor_of(request), now=timezone.now())
    except AlreadyClosed:
        messages.error(request, _("This edition was closed or cancelled before."))
    except NothingToClose:
        messages.error(request, _("Nobody takes part, so there is nothing to count."))
    else:
        messages.success(request, _("Closed and published. Readers see the figures by country."))
    return redirect(address("close", edition))
