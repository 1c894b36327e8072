"""The logo of a series, at the head of its pages and papers."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trilogue.domain.editions import actions
from trilogue.domain.editions.access import runs
from trilogue.domain.editions.models import Series
from trilogue.flows.hold import hold
from trilogue.foundation.access import requires
from trilogue.web.desk.fields import ALT, ALT_HINT
from trilogue.web.desk.frame import actor_of, page, tell_saved
from trilogue.web.desk.place import address, load_series
from trilogue.web.desk.row_forms import RowForm
from trilogue.web.desk.seen import Unseen
from trilogue.web.desk.uploads import (
    PICTURE_HINT,
    PICTURE_LABEL,
    PictureField,
    PictureForm,
    taken_in_before,
    words,
)


class LogoForm(RowForm, PictureForm):
    watched = ("logo", "logo_alt")
    file = PictureField(label=PICTURE_LABEL, help_text=PICTURE_HINT, required=False)

    def __init__(self, row: Series, data: Any = None, files: Any = None) -> None:
        super().__init__(row, data, files)
        self.fields["logo_alt"] = words(ALT, row.logo_alt, get_language(), hint=ALT_HINT, every=True)

    def needs_picture(self) -> bool:
        return not self.row.logo


@requires(runs, load_series)
@require_http_methods(["GET", "POST"])
def logo(request: HttpRequest, series: Series) -> HttpResponse:
    if request.method == "GET":
        return _page(request, series, LogoForm(series))
    return _change(request, series, taken_in_before(request.FILES))


@transaction.atomic
def _change(request: HttpRequest, series: Series, files: dict[str, Any]) -> HttpResponse:
    """Against the series as it is now, under its lock."""
    locked = hold(series)
    form = LogoForm(locked, request.POST, files)
    since = form.catch_up()
    if "remove" in request.POST:
        return _remove(request, locked, since)
    if not form.is_valid() or since:
        return _page(request, locked, form, unseen=since)
    values = {"picture": form.picture, "alt": form.cleaned_data["logo_alt"]}
    tell_saved(request, changed=actions.set_logo(locked, by=actor_of(request), **values))
    return redirect(address("logo", series))


def _remove(request: HttpRequest, series: Series, since: Unseen | None) -> HttpResponse:
    if since:
        return _page(request, series, LogoForm(series), unseen=since, removing=True)
    actions.remove_logo(series, by=actor_of(request))
    messages.success(request, _("Removed. Readers see it until you publish."))
    return redirect(address("logo", series))


def _page(request: HttpRequest, series: Series, form: LogoForm, **more: Any) -> HttpResponse:
    return page(request, series, "desk/logo.html", {"form": form, **more}, here="logo")
