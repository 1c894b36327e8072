"""What publishing would change, publishing now or later, withdrawing, and what was done before."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trilogue.domain.editions.access import runs, translates
from trilogue.domain.editions.actions import NotSchedulable, call_off, schedule_publication
from trilogue.domain.editions.choices import CALLED_OFF, Failure
from trilogue.domain.editions.models import Edition, Publication, ScheduledPublication
from trilogue.domain.editions.queries import scheduled_at
from trilogue.flows.publish import publish_edition, publish_series, withdraw_edition
from trilogue.foundation.access import requires
from trilogue.web.desk import changes, log, place
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.place import Place, address, edition_of, load_edition, series_of

ENTRIES_A_PAGE = 100
PUBLICATIONS = 20
LONGEST_WAIT = timedelta(days=366)
MOMENT = "%Y-%m-%dT%H:%M"
NOT_SCHEDULABLE = {
    "past": gettext_lazy("This time is over. Choose a later one."),
    "waiting": gettext_lazy("A publication waits already. Call it off first."),
    "ended": gettext_lazy("Nothing waits any more: it was made or called off."),
}


class ScheduleForm(forms.Form):
    """When the worker shall publish; a time of the installation's own time zone."""

    due_at = forms.DateTimeField(
        label=gettext_lazy("Date and time"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
        input_formats=[MOMENT, "%Y-%m-%d %H:%M"],
    )

    def clean_due_at(self) -> datetime:
        due_at: datetime = self.cleaned_data["due_at"]
        if due_at > timezone.now() + LONGEST_WAIT:
            raise forms.ValidationError(_("Choose a time within a year."), code="far")
        return due_at

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["due_at"].help_text = _("Time zone: %(zone)s. Readers see it within a minute.") % {
            "zone": timezone.get_current_timezone_name()
        }


@requires(translates, place.load)
@require_GET
def publication(request: HttpRequest, where: Place) -> HttpResponse:
    return _publication(request, where, ScheduleForm())


def _publication(request: HttpRequest, where: Place, form: ScheduleForm) -> HttpResponse:
    published = _publications(where)[:PUBLICATIONS]
    asked = list(scheduled_at(where)[:PUBLICATIONS])
    failed = _failed(asked, published)
    context = {
        "is_public": changes.published_part(where) is not None,
        "differences": changes.differences(where),
        "publications": published,
        "waiting": next((each for each in asked if each.ended_at is None), None),
        "failed": failed,
        "failed_words": Failure(failed.failure).label if failed else "",
        "zone": timezone.get_current_timezone_name(),
        "form": form,
        "preview_url": address("preview", where),
        "history_url": address("history", where),
        "publish_url": address("publish_now", where),
        "schedule_url": address("schedule", where),
        "call_off_url": address("schedule_cancel", where),
        "withdraw_url": address("withdraw", where) if edition_of(where) else "",
    }
    return page(request, where, "desk/publication.html", context, here="publish")


def _failed(asked: list[ScheduledPublication], published: list[Publication]) -> ScheduledPublication | None:
    """The last that was asked for, when it could not be made and nothing was published since."""
    last = next((each for each in asked if each.ended_at and each.failure != CALLED_OFF), None)
    if last is None or last.failure not in Failure.values or last.ended_at is None:
        return None
    return None if published and published[0].published_at > last.ended_at else last


@requires(runs, place.load)
@require_POST
def schedule(request: HttpRequest, where: Place) -> HttpResponse:
    form = ScheduleForm(request.POST)
    if not form.is_valid():
        return _publication(request, where, form)
    try:
        schedule_publication(
            by=actor_of(request),
            series=series_of(where),
            edition=edition_of(where),
            due_at=form.cleaned_data["due_at"],
            now=timezone.now(),
        )
    except NotSchedulable as error:
        if error.code == "past":
            form.add_error("due_at", str(NOT_SCHEDULABLE[error.code]))
            return _publication(request, where, form)
        messages.warning(request, str(NOT_SCHEDULABLE[error.code]))
    else:
        messages.success(request, _("It will be published at that time. Until then it can be called off."))
    return redirect(address("publish", where))


@requires(runs, place.load)
@require_POST
def schedule_cancel(request: HttpRequest, where: Place) -> HttpResponse:
    """What waits is called off; what was made in this moment is not undone, and the page says so."""
    last = scheduled_at(where).first()
    try:
        call_off(last, by=actor_of(request), now=timezone.now())
        messages.success(request, _("Called off. Nothing will be published by itself."))
    except NotSchedulable as error:
        messages.warning(request, str(NOT_SCHEDULABLE[error.code]))
    return redirect(address("publish", where))


@requires(runs, place.load)
@require_POST
def publish(request: HttpRequest, where: Place) -> HttpResponse:
    now = timezone.now()
    if isinstance(where, Edition):
        publish_edition(where, by=actor_of(request), now=now)
    else:
        publish_series(where, by=actor_of(request), now=now)
    messages.success(request, _("Published. Readers see it within a second."))
    return redirect(address("publish", where))


@requires(runs, load_edition)
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, edition: Edition) -> HttpResponse:
    if request.method == "POST":
        withdraw_edition(edition, by=actor_of(request), now=timezone.now())
        messages.success(request, _("Withdrawn. Readers no longer see this edition."))
        return redirect(address("publish", edition))
    return page(request, edition, "desk/withdraw.html", here="publish")


@requires(runs, place.load)
@require_GET
def history(request: HttpRequest, where: Place) -> HttpResponse:
    entries = Paginator(log.entries(where), ENTRIES_A_PAGE).get_page(request.GET.get("page"))
    context = {"entries": entries, "deeds": log.deeds(entries)}
    return page(request, where, "desk/history.html", context, here="publish")


def _publications(where: Place) -> list[Publication]:
    found = Publication.objects.filter(series=series_of(where), edition=edition_of(where))
    return list(found.select_related("published_by").defer("content").order_by("-version"))
