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
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.place import address, load_series
from trilogue.web.desk.uploads import PICTURE_HINT, PICTURE_LABEL, PictureField, PictureForm, words


class LogoForm(PictureForm):
    file = PictureField(label=PICTURE_LABEL, help_text=PICTURE_HINT, required=False)

    def __init__(self, series: Series, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, initial={"alt": series.logo_alt})
        self.series = series
        self.fields["alt"] = words(ALT, series.logo_alt, get_language(), hint=ALT_HINT, every=True)

    def needs_picture(self) -> bool:
        return not self.series.logo


@requires(runs, load_series)
@require_http_methods(["GET", "POST"])
def logo(request: HttpRequest, series: Series) -> HttpResponse:
    if request.method == "GET":
        return _page(request, series, LogoForm(series))
    return _change(request, series)


@transaction.atomic
def _change(request: HttpRequest, series: Series) -> HttpResponse:
    locked = hold(series)
    if "remove" in request.POST:
        actions.remove_logo(locked, by=actor_of(request))
        messages.success(request, _("Removed. Readers see it until you publish."))
        return redirect(address("logo", series))
    form = LogoForm(locked, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, series, form)
    actions.set_logo(locked, by=actor_of(request), picture=form.picture, alt=form.cleaned_data["alt"])
    messages.success(request, _("Saved. It is not published yet."))
    return redirect(address("logo", series))


def _page(request: HttpRequest, series: Series, form: LogoForm) -> HttpResponse:
    return page(request, series, "desk/logo.html", {"form": form}, here="logo")
