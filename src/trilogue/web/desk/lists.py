"""Lists handed out: frozen under a number with a purpose, looked at again, compared with each other and with now."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from trilogue.documents import list_version
from trilogue.documents.list_version import AUDIENCES, FIELDS
from trilogue.domain.delegations.actions import NobodyListed
from trilogue.domain.delegations.queries.versions import Comparison, Shown, compare
from trilogue.domain.editions.access import runs
from trilogue.domain.editions.models import Edition
from trilogue.domain.places.models import Country
from trilogue.flows.freeze_list import freeze_list
from trilogue.foundation.access import requires
from trilogue.web.desk.downloads import ask_and_hand_out
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.place import LARGEST, Spot, address, load_edition, there

AUDIENCE_WORDS = {
    "": gettext_lazy("Everything"),
    "printer": gettext_lazy("For the printer"),
    "hotel": gettext_lazy("For the hotel"),
    "bus": gettext_lazy("For the bus"),
}
NOW = 0
"""Stands for the live roster where a version's number is asked for."""


class FreezeForm(forms.Form):
    purpose = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=200,
        help_text=gettext_lazy("For example: sent to the printer on 3 May."),
    )


@requires(runs, load_edition)
@require_http_methods(["GET", "POST"])
def overview(request: HttpRequest, edition: Edition) -> HttpResponse:
    form = FreezeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = freeze_list(edition, by=actor_of(request), now=timezone.now(), **form.cleaned_data)
        except NobodyListed:
            form.add_error(None, _("Nobody takes part yet, so there is no list to freeze."))
        else:
            messages.success(request, _("Version %(number)s is frozen.") % {"number": made.number})
            return redirect(address("lists", edition))
    versions = list(edition.list_versions.select_related("frozen_by"))
    since = _between(edition, versions[0].number, NOW) if versions else None
    context = {
        "form": form,
        "versions": versions,
        "since": since,
        "audiences": AUDIENCE_WORDS,
        "count": len(list_version.live(edition)),
    }
    return page(request, edition, "desk/lists.html", context, here="lists")


def load_version(slug: str, number: int, version: int) -> Spot:
    edition = load_edition(slug, number)
    found = edition.list_versions.select_related("frozen_by")
    return Spot(edition, row=get_object_or_404(found, number=min(version, LARGEST)))


@requires(there(runs), load_version)
@require_GET
def version(request: HttpRequest, spot: Spot) -> HttpResponse:
    frozen = spot.row
    edition = frozen.edition
    context = {
        "frozen": frozen,
        "header": FIELDS.values(),
        "rows": [Line.of(each) for each in list_version.read(edition, frozen.number).values()],
    }
    return page(request, spot.place, "desk/list_version.html", context, here="lists")


@dataclass(frozen=True)
class Line:
    """A person of a list, each field in words of the page's language."""

    shown: Shown
    cells: dict[str, str]

    @classmethod
    def of(cls, shown: Shown) -> "Line":
        language = get_language() or "en"
        return cls(shown, {name: list_version.said(shown.get(name), language) for name in FIELDS})


@requires(there(runs), load_version)
@require_http_methods(["GET", "POST"])
def download_version(request: HttpRequest, spot: Spot) -> HttpResponse:
    edition, number = spot.row.edition, spot.row.number
    return ask_and_hand_out(
        request,
        edition,
        "list_version",
        "xlsx",
        words=_("Version %(number)s of the list (XLSX)") % {"number": number},
        back=address("list_version", edition, number),
        here="lists",
        number=number,
    )


@dataclass(frozen=True)
class Asked:
    older: int
    newer: int
    audience: str


@requires(runs, load_edition)
@require_GET
def changes(request: HttpRequest, edition: Edition) -> HttpResponse:
    asked = _asked(request, edition)
    found = _between(edition, asked.older, asked.newer, asked.audience)
    context = {
        "asked": asked,
        "versions": edition.list_versions.all(),
        "audiences": AUDIENCE_WORDS,
        "fields": [str(FIELDS[name]) for name in AUDIENCES.get(asked.audience, tuple(FIELDS))],
        "found": found,
        "joined": [(Line.of(each.shown), each.instead_of) for each in found.joined],
        "left": [Line.of(each) for each in found.left],
        "changed": [_changed(each.shown, each.differences) for each in found.changed],
        "totals": _totals(edition, asked.newer),
    }
    return page(request, edition, "desk/list_changes.html", context, here="lists")


@requires(runs, load_edition)
@require_http_methods(["GET", "POST"])
def download_changes(request: HttpRequest, edition: Edition) -> HttpResponse:
    return ask_and_hand_out(
        request,
        edition,
        "list_changes",
        "xlsx",
        words=_("Changes of the list (XLSX)"),
        back=address("list_changes", edition),
        here="lists",
        **vars(_asked(request, edition)),
    )


def _asked(request: HttpRequest, edition: Edition) -> Asked:
    """From the last version to now where nothing else is said. A version that does not exist is not found."""
    known = [NOW, *edition.list_versions.values_list("number", flat=True)]
    if len(known) == 1:
        raise Http404
    older = _number(request, "older", known[1])
    newer = _number(request, "newer", NOW)
    audience = request.GET.get("audience", "")
    if older not in known[1:] or newer not in known or audience not in AUDIENCE_WORDS:
        raise Http404
    return Asked(older, newer, audience)


def _number(request: HttpRequest, name: str, otherwise: int) -> int:
    written = request.GET.get(name, str(otherwise))
    return int(written) if written.isascii() and written.isdigit() and len(written) < 6 else -1


def _between(edition: Edition, older: int, newer: int, audience: str = "") -> Comparison:
    fields = AUDIENCES.get(audience, tuple(FIELDS))
    return compare(list_version.read(edition, older), list_version.read(edition, newer), fields)


def _changed(shown: Shown, differences: Any) -> tuple[Line, list[tuple[Any, str, str]]]:
    language = get_language() or "en"
    said = [
        (FIELDS.get(each.field, each.field), *list_version.both(each.before, each.after, language))
        for each in differences
    ]
    return Line.of(shown), said


def _totals(edition: Edition, number: int) -> list[tuple[Country, int]]:
    """How many of each delegation, for the bus."""
    codes = [str(each.get("delegation")) for each in list_version.read(edition, number).values()]
    countries = Country.objects.in_bulk(set(codes))
    return [(countries[code], codes.count(code)) for code in dict.fromkeys(codes) if code in countries]
