"""A new edition, and the places where one is held."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from trilogue.domain.editions.access import runs
from trilogue.domain.editions.actions import add_edition, set_places
from trilogue.domain.editions.actions.history import PLACES
from trilogue.domain.editions.models import Edition, Series
from trilogue.flows.hold import hold
from trilogue.foundation.access import requires
from trilogue.web.desk import fields
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.place import LARGEST, address, load_edition, load_series
from trilogue.web.desk.seen import digest, unseen

MOST_PLACES = 4
form_methods = require_http_methods(["GET", "POST"])


class EditionForm(forms.Form):
    number = forms.IntegerField(label=gettext_lazy("Number"), min_value=1, max_value=LARGEST)
    date = fields.ImpreciseDateField(label=gettext_lazy("Date"))

    def __init__(self, series: Series, data: Any = None) -> None:
        super().__init__(data)
        self.series = series
        last = series.editions.aggregate(last=Max("number"))["last"] or 0
        self.initial["number"] = last + 1

    def clean_number(self) -> int:
        number: int = self.cleaned_data["number"]
        if self.series.editions.filter(number=number).exists():
            raise forms.ValidationError(_("There is an edition with this number already."), code="taken")
        return number


class PlacesForm(forms.Form):
    loaded = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, edition: Edition, data: Any = None) -> None:
        super().__init__(data)
        held = [
            each.government
            for each in edition.places.select_related("government").prefetch_related("government__names")
        ]
        self.initial["loaded"] = digest(edition, [PLACES])
        for position in range(1, MOST_PLACES + 1):
            label = _("Place %(number)s") % {"number": position}
            self.fields[f"place_{position}"] = fields.GovernmentField(label=label, required=False)
            if position <= len(held):
                self.initial[f"place_{position}"] = held[position - 1]

    def clean(self) -> dict[str, Any]:
        values = {**(super().clean() or {})}
        chosen = self.governments()
        if len(set(chosen)) < len(chosen):
            raise forms.ValidationError(_("The same place stands there twice."), code="twice")
        return values

    def governments(self) -> list[Any]:
        names = [name for name in self.fields if name != "loaded"]
        return [self.cleaned_data[name] for name in names if self.cleaned_data.get(name)]


@requires(runs, load_series)
@form_methods
def add(request: HttpRequest, series: Series) -> HttpResponse:
    form = EditionForm(series, request.POST if request.method == "POST" else None)
    if form.is_valid():
        edition = add_edition(by=actor_of(request), series=series, **form.cleaned_data)
        messages.success(request, _("Added as tentative. Enter its place and facts, then publish it."))
        return redirect(address("overview", edition))
    context = {"form": form, "title": _("Add an edition"), "back": address("record", series)}
    return page(request, series, "desk/form.html", context, here="record")


@requires(runs, load_edition)
@form_methods
def places(request: HttpRequest, edition: Edition) -> HttpResponse:
    if request.method == "POST":
        return _set_places(request, edition)
    return _places_page(request, edition, PlacesForm(edition))


@transaction.atomic
def _set_places(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Against the places as they are now: those that somebody set meanwhile are shown before they are replaced."""
    locked = hold(edition)
    loaded = request.POST.get("loaded", "")
    if loaded != digest(locked, [PLACES]):
        form = PlacesForm(locked, {**request.POST.dict(), "loaded": digest(locked, [PLACES])})
        return _places_page(request, edition, form, unseen=unseen(locked, [PLACES], loaded))
    form = PlacesForm(locked, request.POST)
    if not form.is_valid():
        return _places_page(request, edition, form)
    set_places(locked, by=actor_of(request), governments=form.governments())
    messages.success(request, _("Saved. It is not published yet."))
    return redirect(address("record", edition))


def _places_page(request: HttpRequest, edition: Edition, form: PlacesForm, **more: Any) -> HttpResponse:
    context = {"form": form, "title": _("Where it is held"), "back": address("record", edition), **more}
    return page(request, edition, "desk/form.html", context, here="record")
