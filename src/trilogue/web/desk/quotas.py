"""How many places each delegation has, by which decision."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trilogue.domain.delegations.actions import NothingToTransfer, QuotaTooSmall, form_delegation
from trilogue.domain.delegations.models import Delegation
from trilogue.domain.delegations.queries import strengths
from trilogue.domain.editions.access import runs
from trilogue.domain.editions.models import Edition
from trilogue.domain.places.models import Country
from trilogue.flows import offer
from trilogue.foundation.access import requires
from trilogue.web.desk import fields
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.moves import say_offered
from trilogue.web.desk.overview import in_order
from trilogue.web.desk.place import Spot, address, load_edition, there


class QuotaForm(forms.Form):
    places = forms.IntegerField(label=gettext_lazy("Places"), min_value=0, max_value=10_000)
    decided_on = fields.day(label=gettext_lazy("Decided on"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("For example the letter or call it rests on."),
    )

    def __init__(self, data: Any = None, *, places: int | None = None) -> None:
        super().__init__(data, initial={"places": places, "decided_on": timezone.localdate()})


SIDES = (("giver", gettext_lazy("Delegation that gives")), ("taker", gettext_lazy("Delegation that gets")))


class TransferForm(forms.Form):
    places = forms.IntegerField(label=gettext_lazy("Places"), min_value=1, max_value=10_000, initial=1)
    decided_on = fields.day(label=gettext_lazy("Decided on"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("For example the letter or call it rests on."),
    )
    field_order = ("giver", "taker", "places", "decided_on", "reason")

    def __init__(self, data: Any = None, *, edition: Edition) -> None:
        super().__init__(data, initial={"decided_on": timezone.localdate()})
        found = edition.delegations.select_related("country")
        for name, label in SIDES:
            self.fields[name] = fields.ShownChoiceField(
                found, said=lambda delegation: delegation.country.name, label=label, empty_label="–"
            )
        self.order_fields(self.field_order)


def load_delegation(slug: str, number: int, country: str) -> Spot:
    edition = load_edition(slug, number)
    found = Delegation.objects.select_related("country")
    return Spot(edition, row=get_object_or_404(found, edition=edition, country=country))


@requires(runs, load_edition)
@require_GET
def overview(request: HttpRequest, edition: Edition) -> HttpResponse:
    context = {
        "strengths": in_order(edition, strengths(edition)),
        "countries": Country.objects.exclude(delegation__edition=edition),
    }
    return page(request, edition, "desk/quotas.html", context, here="people")


@requires(runs, load_edition)
@require_POST
def add(request: HttpRequest, edition: Edition) -> HttpResponse:
    country = get_object_or_404(Country, pk=request.POST.get("country", ""))
    form_delegation(by=actor_of(request), edition=edition, country=country)
    return redirect(address("quota", edition, country.pk))


@requires(there(runs), load_delegation)
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, spot: Spot) -> HttpResponse:
    delegation: Delegation = spot.row
    latest = delegation.quota_decisions.first()
    form = QuotaForm(
        request.POST if request.method == "POST" else None, places=latest.places if latest else None
    )
    if form.is_valid() and _decided(request, delegation, form):
        messages.success(request, _("The decision is recorded."))
        return redirect(address("quotas", spot.place))
    context = {
        "form": form,
        "title": _("Decide a quota"),
        "country": delegation.country,
        "back": address("quotas", spot.place),
    }
    return page(request, spot.place, "desk/form.html", context, here="people")


def _decided(request: HttpRequest, delegation: Delegation, form: QuotaForm) -> bool:
    try:
        offered = offer.decide_quota(
            delegation, by=actor_of(request), now=timezone.now(), **form.cleaned_data
        )
    except QuotaTooSmall as small:
        said = _("%(held)s people hold a place already. Withdraw or decline somebody first.")
        form.add_error("places", said % {"held": small.held})
        return False
    say_offered(request, offered)
    return True


@requires(runs, load_edition)
@require_http_methods(["GET", "POST"])
def transfer(request: HttpRequest, edition: Edition) -> HttpResponse:
    form = TransferForm(request.POST if request.method == "POST" else None, edition=edition)
    if form.is_valid() and _transferred(request, form):
        messages.success(request, _("The places are transferred, by two decisions of the same day."))
        return redirect(address("quotas", edition))
    context = {"form": form, "title": _("Transfer places"), "back": address("quotas", edition)}
    return page(request, edition, "desk/form.html", context, here="people")


def _transferred(request: HttpRequest, form: TransferForm) -> bool:
    try:
        offered = offer.transfer_places(by=actor_of(request), now=timezone.now(), **form.cleaned_data)
    except NothingToTransfer:
        form.add_error(None, _("A transfer needs two different countries, both with a quota."))
        return False
    except QuotaTooSmall as small:
        said = _("The giving country has %(quota)s places, and %(held)s people hold one.")
        form.add_error("places", said % {"quota": small.quota, "held": small.held})
        return False
    say_offered(request, offered)
    return True
