"""The monthly review of who saw whose data, the requests for erasure, and the entry for the register of processing."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from trilogue.documents import processing
from trilogue.documents.access_month import accesses_of, bounds, read_month, waiting_months
from trilogue.documents.looks import in_words
from trilogue.domain.editions.access import administers, runs
from trilogue.domain.editions.actions import LastAdministrator, review_accesses
from trilogue.domain.editions.models import Series
from trilogue.domain.people.models import Account, Person
from trilogue.domain.people.queries import own_name, records_of
from trilogue.flows.ask_erasure import asked
from trilogue.flows.erase import erase
from trilogue.foundation.access import origin_of, requires
from trilogue.foundation.audit.access import seen
from trilogue.foundation.audit.models import Access
from trilogue.web.desk.downloads import attachment
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.place import Spot, address, load_series, series_of, there

LOOKS_A_PAGE = 100
REVIEWS_SHOWN = 24
"""Two years: as long as the log itself is kept."""
MONTH = re.compile(r"(2\d{3})-(0[1-9]|1[0-2])", re.ASCII)


class FilterForm(forms.Form):
    month = forms.RegexField(
        MONTH,
        label=gettext_lazy("Month"),
        required=False,
        help_text=gettext_lazy("For example 2027-05."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    account = forms.EmailField(label=gettext_lazy("Who looked (e-mail address)"), required=False)
    person = forms.CharField(
        label=gettext_lazy("Whose data (e-mail address or id)"), required=False, max_length=254
    )


@requires(administers, load_series)
@require_GET
def overview(request: HttpRequest, series: Series) -> HttpResponse:
    now = timezone.localtime()
    form = FilterForm({"month": f"{now:%Y-%m}", **request.GET.dict()})
    accesses = _chosen(series, form.cleaned_data) if form.is_valid() else Access.objects.none()
    found = Paginator(accesses, LOOKS_A_PAGE).get_page(request.GET.get("page"))
    waiting = len(_asking(series))
    context = {
        "form": form,
        "found": found,
        "looks": in_words(found.object_list),
        "waiting": waiting,
        "months": [(each, address("access_review", series, each)) for each in waiting_months(series, now)],
        "reviews": series.access_reviews.select_related("reviewed_by")[:REVIEWS_SHOWN],
    }
    return page(request, series, "desk/accesses.html", context, here="access")


class ReviewForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("What you asked about and what came of it. Name nobody."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def load_month(slug: str, month: str) -> Spot:
    """A month that is over; 404 for every other."""
    if not MONTH.fullmatch(month) or month >= f"{timezone.localtime():%Y-%m}":
        raise Http404
    return Spot(load_series(slug), row=month)


@requires(there(administers), load_month)
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, spot: Spot) -> HttpResponse:
    series, month = series_of(spot.place), spot.row
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        note = form.cleaned_data["note"]
        review_accesses(series, month, by=actor_of(request), note=note, now=timezone.now())
        messages.success(request, _("The month is noted as reviewed."))
        return redirect(address("access", series))
    context = {
        "form": form,
        "month": read_month(series, month),
        "reviews": series.access_reviews.filter(month=month).select_related("reviewed_by"),
        "log": f"{address('access', series)}?{urlencode({'month': month})}",
        "back": address("access", series),
    }
    return page(request, series, "desk/access_review.html", context, here="access")


def _chosen(series: Series, wanted: dict[str, Any]) -> QuerySet[Access]:
    found = accesses_of(series)
    if wanted["month"]:
        first, after = bounds(wanted["month"])
        found = found.filter(at__gte=first, at__lt=after)
    if wanted["account"]:
        accounts = Account.objects.filter(email__iexact=wanted["account"])
        found = found.filter(account__in=list(accounts.values_list("pk", flat=True)))
    if wanted["person"]:
        person = _person(wanted["person"].strip())
        ids = [each.pk for each in records_of(person)] if person else []
        found = found.filter(subjects__person__in=ids).distinct()
    return found.order_by("-at", "-pk")


def _person(said: str) -> Person | None:
    try:
        return Person.objects.filter(public_id=UUID(said)).first()
    except ValueError:
        return Person.objects.filter(email__iexact=said).exclude(email="").first()


@requires(administers, load_series)
@require_http_methods(["GET", "POST"])
def erasures(request: HttpRequest, series: Series) -> HttpResponse:
    """Those who asked. One is chosen, then confirmed, and only then erased."""
    waiting = {str(each.public_id): each for each in _asking(series)}
    chosen = waiting.get(request.POST.get("person", ""))
    last = False
    if chosen and "sure" in request.POST:
        try:
            erase(chosen, by=actor_of(request), now=timezone.now())
        except LastAdministrator:
            last = True
        else:
            messages.success(request, _("Erased."))
            return redirect(address("erasures", series))
    seen(
        by=actor_of(request),
        what="erasures",
        people=[each.pk for each in waiting.values()],
        edition=None,
        origin=origin_of(request),
    )
    context = {
        "waiting": [(each, own_name(each)) for each in waiting.values()],
        "chosen": chosen,
        "last": last,
    }
    return page(request, series, "desk/erasures.html", context, here="access")


def _asking(series: Series) -> list[Person]:
    people = Person.objects.filter(pk__in=asked(), participations__edition__series=series)
    return list(people.distinct().prefetch_related("names"))


@requires(runs, load_series)
@require_GET
def register(request: HttpRequest, series: Series) -> HttpResponse:  # noqa: ARG001
    made = processing.build(get_language() or "en")
    return attachment(made.name, made.media_type, made.data)
