"""A new series, and the order in which a series names its countries."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trilogue.domain.editions.access import administers_anything, runs
from trilogue.domain.editions.actions import change
from trilogue.domain.editions.models import Series
from trilogue.domain.places.models import Country
from trilogue.flows.add_series import SlugRefused, add_series
from trilogue.flows.hold import hold
from trilogue.foundation.access import requires
from trilogue.foundation.text.forms import FourLanguagesField, FourLanguagesWidget
from trilogue.foundation.text.value import ENDONYMS, LANGUAGES, TAGS, Text
from trilogue.web.desk import fields
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.place import address, load_series
from trilogue.web.desk.seen import digest, unseen

ORDER = "country_order"
REFUSED = {
    "taken": gettext_lazy("There is a series with this address already."),
    "reserved": gettext_lazy("Pages of the site itself stand under this address. Choose another one."),
}
form_methods = require_http_methods(["GET", "POST"])


class SeriesForm(forms.Form):
    slug = forms.SlugField(
        label=gettext_lazy("Address"),
        help_text=gettext_lazy("Letters, digits and hyphens, as in cjk-workshop; it never changes."),
    )
    name = FourLanguagesField(label=gettext_lazy("Name"), widget=FourLanguagesWidget(rows=2))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["name"].set_original(Text(), source=get_language())  # type: ignore[attr-defined]

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"].lower()
        return slug


class CountriesForm(forms.Form):
    """One choice for each position in each language; countries that are not named follow by their code."""

    loaded = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, series: Series, data: Any = None) -> None:
        super().__init__(data)
        self.initial["loaded"] = digest(series, [ORDER])
        codes = list(Country.objects.values_list("code", flat=True))
        for language in LANGUAGES:
            order = series.country_order.get(language, [])
            for position in range(len(codes)):
                name = f"{language}-{position + 1}"
                self.fields[name] = fields.countries(
                    label=_("Position %(number)s") % {"number": position + 1},
                    required=False,
                    empty_label="–",
                )
                if position < len(order):
                    self.initial[name] = order[position]

    def clean(self) -> dict[str, Any]:
        values = {**(super().clean() or {})}
        for language in LANGUAGES:
            chosen: set[Country] = set()
            for name in self._names(language):
                country = values.get(name)
                if country and country in chosen:
                    self.add_error(name, _("The same country stands there twice."))
                chosen |= {country} if country else set()
        return values

    def order(self) -> dict[str, list[str]]:
        """Codes by language."""
        found = {
            language: [
                self.cleaned_data[name].pk for name in self._names(language) if self.cleaned_data[name]
            ]
            for language in LANGUAGES
        }
        return {language: codes for language, codes in found.items() if codes}

    def groups(self) -> list[dict[str, Any]]:
        return [
            {
                "tag": TAGS[language],
                "endonym": ENDONYMS[language],
                "fields": [self[name] for name in self._names(language)],
            }
            for language in LANGUAGES
        ]

    def _names(self, language: str) -> list[str]:
        return [name for name in self.fields if name.startswith(f"{language}-")]


@requires(administers_anything)
@form_methods
def add(request: HttpRequest) -> HttpResponse:
    form = SeriesForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            series = add_series(by=actor_of(request), **form.cleaned_data)
        except SlugRefused as error:
            form.add_error("slug", str(REFUSED[error.code]))
        else:
            messages.success(
                request, _("Added. You are its administrator; readers see it once you publish it.")
            )
            return redirect(address("record", series))
    return render(request, "desk/series_add.html", {"form": form, "here": "desk"})


@requires(runs, load_series)
@form_methods
def countries(request: HttpRequest, series: Series) -> HttpResponse:
    if request.method == "POST":
        return _set_order(request, series)
    return _countries_page(request, series, CountriesForm(series))


@transaction.atomic
def _set_order(request: HttpRequest, series: Series) -> HttpResponse:
    """Against the order as it is now: one that somebody set meanwhile is shown before it is replaced."""
    locked = hold(series)
    loaded = request.POST.get("loaded", "")
    if loaded != digest(locked, [ORDER]):
        form = CountriesForm(locked, {**request.POST.dict(), "loaded": digest(locked, [ORDER])})
        return _countries_page(request, series, form, unseen=unseen(locked, [ORDER], loaded))
    form = CountriesForm(locked, request.POST)
    if not form.is_valid():
        return _countries_page(request, series, form)
    change(locked, by=actor_of(request), country_order=form.order())
    messages.success(request, _("Saved. It is not published yet."))
    return redirect(address("record", series))


def _countries_page(request: HttpRequest, series: Series, form: CountriesForm, **more: Any) -> HttpResponse:
    context = {"form": form, "back": address("record", series), **more}
    return page(request, series, "desk/countries.html", context, here="record")
