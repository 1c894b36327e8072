"""Who of the staff signed in when and from where, and resetting the second factor of somebody who lost it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from trilogue.domain.editions.access import STAFF_ROLES, administers
from trilogue.domain.editions.models import Appointment, Series
from trilogue.domain.people.models import SignIn
from trilogue.domain.people.queries import factors_of
from trilogue.flows.reset_second_factor import OwnFactor, reset_second_factor
from trilogue.foundation.access import requires
from trilogue.foundation.access.sessions import freshly
from trilogue.web.desk.appointments import load_appointment
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.place import Spot, address, load_series, there

SIGN_INS_A_PAGE = 100


@requires(administers, load_series)
@require_GET
def overview(request: HttpRequest, series: Series) -> HttpResponse:
    """Of everybody who works for the series or one of its editions now."""
    staff = Appointment.objects.filter(series=series, role__in=STAFF_ROLES)
    lines = SignIn.objects.filter(account__in=staff.values("account")).select_related("account")
    found = Paginator(lines, SIGN_INS_A_PAGE).get_page(request.GET.get("page"))
    return page(request, series, "desk/sign_ins.html", {"found": found}, here="sign_ins")


@requires(there(administers), load_appointment)
@require_http_methods(["GET", "POST"])
@freshly
def reset(request: HttpRequest, spot: Spot) -> HttpResponse:
    account = spot.row.account
    back = address("appointments", spot.place)
    if request.method == "POST":
        try:
            reset_second_factor(account, by=actor_of(request))
        except OwnFactor:
            messages.error(
                request, _("You cannot reset your own second factor. Another host administrator can.")
            )
        else:
            messages.success(request, _("The second factor was reset, and a mail says so."))
        return redirect(back)
    context = {"account": account, "has_factor": factors_of(account).exists(), "back": back}
    return page(request, spot.place, "desk/second_factor_reset.html", context, here="appointments")
