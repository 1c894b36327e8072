"""What the desk offers for meetings of two: the terms, the times, and the places."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from trilogue.documents.meeting_words import REFUSALS
from trilogue.domain.editions.access import runs
from trilogue.domain.editions.models import Edition
from trilogue.domain.network import actions
from trilogue.domain.network.actions import MeetingRefused
from trilogue.domain.network.models import MeetingPlace, MeetingSlot
from trilogue.domain.network.queries import terms_of
from trilogue.foundation.access import requires
from trilogue.foundation.text.forms import FourLanguagesField, FourLanguagesWidget
from trilogue.foundation.text.value import Text
from trilogue.web.desk.call import MOMENT
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.place import Place, Spot, address, load_edition, there

MOST_SLOTS, LONGEST_SLOT, MOST_MEETINGS = 60, 240, 50
form_methods = require_http_methods(["GET", "POST"])


def moment(label: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    formats = [MOMENT, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
    hint = gettext_lazy("In the time of the host.")
    return forms.DateTimeField(label=label, widget=widget, input_formats=formats, help_text=hint)


def _in_calendar(day: datetime) -> datetime:
    if not 2000 <= day.year <= 2999:
        raise forms.ValidationError(_("There is no such day in the calendar."), code="year")
    return day


class TermsForm(forms.Form):
    opened = forms.BooleanField(
        label=gettext_lazy("Participants can ask each other for meetings"), required=False
    )
    most_agreed = forms.IntegerField(
        label=gettext_lazy("Meetings a person can agree to"), min_value=1, max_value=MOST_MEETINGS
    )
    most_asked = forms.IntegerField(
        label=gettext_lazy("Open requests a person can have"), min_value=1, max_value=MOST_MEETINGS
    )


class SeriesForm(forms.Form):
    first = moment(gettext_lazy("First start"))
    length = forms.IntegerField(
        label=gettext_lazy("Minutes a meeting lasts"), min_value=5, max_value=LONGEST_SLOT, initial=20
    )
    pause = forms.IntegerField(
        label=gettext_lazy("Minutes between two"), min_value=0, max_value=LONGEST_SLOT, initial=5
    )
    count = forms.IntegerField(label=gettext_lazy("How many"), min_value=1, max_value=MOST_SLOTS, initial=4)

    def clean_first(self) -> datetime:
        return _in_calendar(self.cleaned_data["first"])


class SlotForm(forms.Form):
    starts_at = moment(gettext_lazy("Start"))
    ends_at = moment(gettext_lazy("End"))

    def clean_starts_at(self) -> datetime:
        return _in_calendar(self.cleaned_data["starts_at"])

    def clean_ends_at(self) -> datetime:
        return _in_calendar(self.cleaned_data["ends_at"])

    def clean(self) -> dict[str, Any]:
        values = {**(super().clean() or {})}
        starts, ends = values.get("starts_at"), values.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", _("The end comes before the start."))
        return values


class PlaceForm(forms.Form):
    name = FourLanguagesField(
        label=gettext_lazy("Name of the place"), required=True, widget=FourLanguagesWidget(rows=1)
    )

    def __init__(self, place: MeetingPlace | None, data: Any = None) -> None:
        super().__init__(data, initial={"name": place.name} if place else None)
        shown = self.fields["name"]
        if isinstance(shown, FourLanguagesField):
            shown.set_original(place.name if place else Text(), source=get_language())


def load_slot(slug: str, number: int, pk: int) -> Spot:
    edition = load_edition(slug, number)
    return Spot(edition, row=get_object_or_404(MeetingSlot, edition=edition, pk=pk))


def load_place(slug: str, number: int, pk: int) -> Spot:
    edition = load_edition(slug, number)
    return Spot(edition, row=get_object_or_404(MeetingPlace, edition=edition, pk=pk))


@requires(runs, load_edition)
@form_methods
def terms(request: HttpRequest, edition: Edition) -> HttpResponse:
    kept = terms_of(edition)
    initial = {"opened": kept.open, "most_agreed": kept.most_agreed, "most_asked": kept.most_asked}
    form = TermsForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        actions.set_terms(edition, by=actor_of(request), **form.cleaned_data)
        return _saved(request, edition)
    return _page(request, edition, form, _("Terms of the meetings"))


@requires(runs, load_edition)
@form_methods
def add_slots(request: HttpRequest, edition: Edition) -> HttpResponse:
    form = SeriesForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        values = form.cleaned_data
        series = {name: timedelta(minutes=values[name]) for name in ("length", "pause")}
        if _done(
            form,
            lambda: actions.add_slots(
                edition, by=actor_of(request), first=values["first"], count=values["count"], **series
            ),
        ):
            return _saved(request, edition)
    return _page(request, edition, form, _("Add times"))


@requires(there(runs), load_slot)
@form_methods
def edit_slot(request: HttpRequest, spot: Spot) -> HttpResponse:
    slot = spot.row
    initial = {"starts_at": slot.starts_at, "ends_at": slot.ends_at}
    form = SlotForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid() and _done(
        form, lambda: actions.move_slot(slot, by=actor_of(request), **form.cleaned_data)
    ):
        return _saved(request, spot.place)
    return _page(request, spot.place, form, _("Change a time"))


@requires(there(runs), load_slot)
@require_POST
def remove_slot(request: HttpRequest, spot: Spot) -> HttpResponse:
    return _removed(request, spot, lambda: actions.remove_slot(spot.row, by=actor_of(request)))


@requires(runs, load_edition)
@form_methods
def add_place(request: HttpRequest, edition: Edition) -> HttpResponse:
    form = PlaceForm(None, request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.add_place(edition, by=actor_of(request), name=form.cleaned_data["name"])
        return _saved(request, edition)
    return _page(request, edition, form, _("Add a place"))


@requires(there(runs), load_place)
@form_methods
def edit_place(request: HttpRequest, spot: Spot) -> HttpResponse:
    form = PlaceForm(spot.row, request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.rename_place(spot.row, by=actor_of(request), name=form.cleaned_data["name"])
        return _saved(request, spot.place)
    return _page(request, spot.place, form, _("Change a place"))


@requires(there(runs), load_place)
@require_POST
def remove_place(request: HttpRequest, spot: Spot) -> HttpResponse:
    return _removed(request, spot, lambda: actions.remove_place(spot.row, by=actor_of(request)))


def _done(form: forms.Form, act: Callable[[], object]) -> bool:
    try:
        act()
    except MeetingRefused as refusal:
        form.add_error(None, REFUSALS[refusal.code])
        return False
    return True


def _removed(request: HttpRequest, spot: Spot, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except MeetingRefused as refusal:
        messages.error(request, str(REFUSALS[refusal.code]))
    else:
        messages.success(request, _("Removed."))
    return redirect(address("meetings", spot.place))


def _saved(request: HttpRequest, edition: Place) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect(address("meetings", edition))


def _page(request: HttpRequest, edition: Place, form: forms.Form, title: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": address("meetings", edition)}
    return page(request, edition, "desk/form.html", context, here="meetings")
