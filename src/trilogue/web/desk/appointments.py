"""Who has which role here: the list, appointing, revoking."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from trilogue.domain.editions.access import administers
from trilogue.domain.editions.actions import revoke
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Appointment
from trilogue.flows.appoint import appoint
from trilogue.foundation.access import requires
from trilogue.foundation.text.value import Text
from trilogue.web.desk import fields, place
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.place import Place, Spot, address, edition_of, series_of, there

form_methods = require_http_methods(["GET", "POST"])


class AppointmentForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"), help_text=gettext_lazy("The code to sign in is sent there.")
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.choices)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["country"] = fields.countries(
            label=gettext_lazy("Country"),
            required=False,
            empty_label="–",
            help_text=gettext_lazy("For delegation coordinators only."),
        )
        self.fields["government"] = fields.GovernmentField(
            label=gettext_lazy("Local government"),
            required=False,
            help_text=gettext_lazy("For nominators only."),
        )

    def clean(self) -> dict[str, Any]:
        values = {**(super().clean() or {})}
        role = values.get("role")
        for name, owner in (("country", Role.COORDINATOR), ("government", Role.NOMINATOR)):
            if role == owner and not values.get(name) and name not in self.errors:
                self.add_error(name, _("This role needs one."))
            elif role != owner:
                values[name] = None
        return values


def load_appointment(slug: str, pk: int, number: int | None = None) -> Spot:
    where = place.load(slug, number)
    found = Appointment.objects.filter(series=series_of(where), edition=edition_of(where))
    return Spot(where, row=get_object_or_404(found.select_related("account"), pk=pk))


@requires(administers, place.load)
@form_methods
def overview(request: HttpRequest, where: Place) -> HttpResponse:
    form = AppointmentForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        appoint(series_of(where), edition_of(where), by=actor_of(request), **form.cleaned_data)
        messages.success(request, _("Appointed. They can sign in with that address."))
        return redirect(address("appointments", where))
    listed = (
        Appointment.objects.filter(series=series_of(where))
        .select_related("account", "country", "government")
        .prefetch_related("government__names")
    )
    context = {
        "form": form,
        "listed": [_listed(each, where) for each in listed.filter(edition=edition_of(where))],
        "series_wide": listed.filter(edition=None) if edition_of(where) else (),
    }
    return page(request, where, "desk/appointments.html", context, here="appointments")


@requires(there(administers), load_appointment)
@form_methods
def withdraw(request: HttpRequest, spot: Spot) -> HttpResponse:
    if spot.row.account_id == actor_of(request).account:
        messages.error(request, _("You cannot revoke your own appointment. Another host administrator can."))
        return redirect(address("appointments", spot.place))
    if request.method == "POST":
        revoke(spot.row, by=actor_of(request))
        messages.success(request, _("Revoked."))
        return redirect(address("appointments", spot.place))
    context = {
        "appointment": spot.row,
        "role_words": Role(spot.row.role).label,
        "back": address("appointments", spot.place),
    }
    return page(request, spot.place, "desk/revoke.html", context, here="appointments")


def _listed(appointment: Appointment, where: Place) -> tuple[Appointment, Text | None, str]:
    government = appointment.government
    name = fields.government_name(government) if government else None
    return appointment, name, address("revoke", where, appointment.pk)
