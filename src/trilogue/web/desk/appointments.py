"""Who has which role here, and to whom one is offered: the lists, offering by a personal link, revoking."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trilogue.domain.editions.access import administers
from trilogue.domain.editions.actions import NotAppointed, Offered, revoke, revoke_offer
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Appointment, AppointmentLink
from trilogue.domain.editions.queries import waiting_links
from trilogue.flows.appoint import offer_role, send_again
from trilogue.foundation.access import Actor, requires
from trilogue.foundation.text.value import ENDONYMS, Text
from trilogue.web.desk import fields, place
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.place import Place, Spot, address, edition_of, series_of, there

REFUSED = {
    "own_appointment": gettext_lazy("You cannot give a role to yourself. Another host administrator can."),
    "not_administrator": gettext_lazy("You are no host administrator here any more. Nothing was changed."),
    "last_administrator": gettext_lazy(
        "This is the last host administrator of the series. Appoint another first, and wait until the role is taken up."
    ),
    "already_offered": gettext_lazy("A link to this role is on its way there already. Send that one again."),
    "link_dead": gettext_lazy("The role was taken up meanwhile."),
}
form_methods = require_http_methods(["GET", "POST"])


class AppointmentForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("A personal link is sent there, and later the codes to sign in."),
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
        self.fields["language"] = forms.ChoiceField(
            label=gettext_lazy("Language of the mail"), choices=list(ENDONYMS.items()), initial=get_language()
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


def load_link(slug: str, pk: int, number: int | None = None) -> Spot:
    where = place.load(slug, number)
    found = AppointmentLink.objects.filter(series=series_of(where), edition=edition_of(where), used_at=None)
    related = found.select_related("series", "edition", "country", "government", "sent_by")
    return Spot(where, row=get_object_or_404(related, pk=pk))


@requires(administers, place.load)
@form_methods
def overview(request: HttpRequest, where: Place) -> HttpResponse:
    form = AppointmentForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _offered(request, where, form):
        return redirect(address("appointments", where))
    listed = (
        Appointment.objects.filter(series=series_of(where))
        .select_related("account", "country", "government")
        .prefetch_related("government__names")
    )
    waiting = waiting_links(series_of(where), edition_of(where), timezone.now())
    context = {
        "form": form,
        "listed": [_listed(each, where) for each in listed.filter(edition=edition_of(where))],
        "series_wide": listed.filter(edition=None) if edition_of(where) else (),
        "waiting": [_waiting(each, where) for each in waiting],
    }
    return page(request, where, "desk/appointments.html", context, here="appointments")


def _offered(request: HttpRequest, where: Place, form: AppointmentForm) -> bool:
    said = form.cleaned_data
    wanted = Offered(said["role"], series_of(where), edition_of(where), said["country"], said["government"])
    try:
        offer_role(
            wanted,
            by=actor_of(request),
            email=said["email"],
            name=said["name"],
            language=said["language"],
            now=timezone.now(),
        )
    except NotAppointed as refused:
        form.add_error("email", REFUSED[refused.code])
        return False
    messages.success(request, _("A personal link is on its way. The role is held once it is taken up."))
    return True


@requires(there(administers), load_appointment)
@form_methods
def withdraw(request: HttpRequest, spot: Spot) -> HttpResponse:
    if spot.row.account_id == actor_of(request).account:
        messages.error(request, _("You cannot revoke your own appointment. Another host administrator can."))
        return redirect(address("appointments", spot.place))
    if request.method == "POST":
        _act(request, _("Revoked."), lambda by: revoke(spot.row, by=by))
        return redirect(address("appointments", spot.place))
    context = {
        "appointment": spot.row,
        "role_words": Role(spot.row.role).label,
        "back": address("appointments", spot.place),
    }
    return page(request, spot.place, "desk/revoke.html", context, here="appointments")


@requires(there(administers), load_link)
@require_POST
def again(request: HttpRequest, spot: Spot) -> HttpResponse:
    said = _("A new link is on its way. The one sent before opens nothing any more.")
    _act(request, said, lambda by: send_again(spot.row, by=by, now=timezone.now()))
    return redirect(address("appointments", spot.place))


@requires(there(administers), load_link)
@require_POST
def revoke_link(request: HttpRequest, spot: Spot) -> HttpResponse:
    said = _("Revoked. The link opens nothing any more.")
    _act(request, said, lambda by: revoke_offer(spot.row, by=by, now=timezone.now()))
    return redirect(address("appointments", spot.place))


def _act(request: HttpRequest, said: str, act: Callable[[Actor], object]) -> None:
    """Do it and say so, or say why not."""
    try:
        act(actor_of(request))
    except NotAppointed as refused:
        messages.error(request, REFUSED[refused.code])
    else:
        messages.success(request, said)


def _waiting(link: AppointmentLink, where: Place) -> dict[str, Any]:
    return {
        "link": link,
        "government": fields.government_name(link.government) if link.government else None,
        "again": address("appointment_link_again", where, link.pk),
        "revoke": address("appointment_link_revoke", where, link.pk),
    }


def _listed(appointment: Appointment, where: Place) -> tuple[Appointment, Text | None, str, str]:
    government = appointment.government
    name = fields.government_name(government) if government else None
    revoke_url = address("revoke", where, appointment.pk)
    return appointment, name, revoke_url, address("second_factor_reset", where, appointment.pk)
