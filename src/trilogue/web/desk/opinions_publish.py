"""An exchange of opinions that is over becomes part of the public record, and can leave it again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from trilogue.domain.editions.access import runs
from trilogue.domain.opinions.actions import Refused
from trilogue.domain.opinions.models import Conversation
from trilogue.domain.opinions.queries import folder_of, obstacle
from trilogue.flows.publish_exchange import publish as publish_exchange
from trilogue.flows.publish_exchange import record_of
from trilogue.flows.publish_exchange import withdraw as withdraw_exchange
from trilogue.foundation.access import requires
from trilogue.web.desk import changes
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.opinions_place import load_exchange
from trilogue.web.desk.place import Spot, address, there

OBSTACLES = {
    "not_closed": gettext_lazy("It can be published once it is closed."),
    "concealed": gettext_lazy("Its results were never revealed, so there is nothing to publish."),
    "no_results": gettext_lazy("The results are being put together. Try again in a moment."),
    "not_public": gettext_lazy("Readers do not see this exchange."),
}


def load_spot(slug: str, exchange: int, number: int | None = None) -> Spot:
    found = load_exchange(slug, exchange, number)
    return Spot(found.place, row=found)


@requires(there(runs), load_spot)
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, spot: Spot) -> HttpResponse:
    found: Conversation = spot.row
    if request.method == "POST":
        try:
            publish_exchange(found, by=actor_of(request), now=timezone.now())
        except Refused as refused:
            messages.error(request, OBSTACLES[refused.code])
        else:
            if _series_is_public(found):
                messages.success(request, _("Published. Readers see it within a second."))
        return redirect(address("opinion_publish", spot.place, found.number))
    return page(request, spot.place, "desk/opinion_publish.html", _context(spot), here="opinions")


@requires(there(runs), load_spot)
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, spot: Spot) -> HttpResponse:
    found: Conversation = spot.row
    back = address("opinion_publish", spot.place, found.number)
    if request.method == "POST":
        try:
            withdraw_exchange(found, by=actor_of(request), now=timezone.now())
        except Refused as refused:
            messages.error(request, OBSTACLES[refused.code])
        else:
            messages.success(request, _("Withdrawn. Readers no longer see this exchange of opinions."))
        return redirect(back)
    context = {"exchange": found, "back": back}
    return page(request, spot.place, "desk/opinion_withdraw.html", context, here="opinions")


def _series_is_public(exchange: Conversation) -> bool:
    return changes.published_part(exchange.series) is not None


def _context(spot: Spot) -> dict[str, Any]:
    found: Conversation = spot.row
    obstructed = obstacle(found)
    record = None
    if not obstructed:
        record = record_of(found, folder_of(found), now=timezone.now())
        obstructed = "" if record else "no_results"
    public = reverse("opinion", args=(found.series.slug, found.number))
    return {
        "exchange": found,
        "would_be": record,
        "is_published": found.content is not None,
        "series_url": "" if _series_is_public(found) else address("publish", found.series),
        "obstacle": OBSTACLES.get(obstructed, ""),
        "public_url": public,
        "withdraw_url": address("opinion_withdraw", spot.place, found.number),
    }
