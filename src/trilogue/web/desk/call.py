"""The call for nominations: prepared, opened, closed, and how far its invitations have come."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trilogue.domain.delegations import actions, queries
from trilogue.domain.delegations.actions import CallNotOpen, DeadlinePassed
from trilogue.domain.delegations.models import Call
from trilogue.domain.editions.access import runs
from trilogue.domain.editions.models import Edition
from trilogue.flows.call import close_call, open_call
from trilogue.flows.letter import email_in
from trilogue.foundation.access import requires
from trilogue.foundation.text.value import ENDONYMS, LANGUAGES
from trilogue.web.desk.frame import actor_of, page
from trilogue.web.desk.place import Spot, address, load_edition, there

form_methods = require_http_methods(["GET", "POST"])
MOMENT = "%Y-%m-%dT%H:%M"


class CallForm(forms.Form):
    deadline = forms.DateTimeField(
        label=gettext_lazy("Deadline"),
        help_text=gettext_lazy("In the time of the host."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
        input_formats=[MOMENT, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages of the letters and mails"),
        choices=[(code, ENDONYMS[code]) for code in LANGUAGES],
        widget=forms.CheckboxSelectMultiple,
    )
    contact = forms.CharField(
        label=gettext_lazy("Whom to ask"),
        max_length=200,
        help_text=gettext_lazy("Name, telephone and e-mail address, as they stand in letters and mails."),
    )
    offer_days = forms.IntegerField(
        label=gettext_lazy("Days to confirm an offered place"), min_value=1, max_value=90
    )

    def __init__(self, call: Call | None, data: Any = None) -> None:
        kept = vars(call) if call else {"languages": list(LANGUAGES), "offer_days": actions.OFFER_DAYS}
        super().__init__(data, initial={name: kept.get(name) for name in self.base_fields})

    def clean_contact(self) -> str:
        contact: str = " ".join(self.cleaned_data["contact"].split())
        if not email_in(contact):
            raise forms.ValidationError(_("Give an e-mail address as well."), code="no_email")
        return contact

    def clean_deadline(self) -> datetime:
        deadline: datetime = self.cleaned_data["deadline"]
        if not 2000 <= deadline.year <= 2999:
            raise forms.ValidationError(_("There is no such day in the calendar."), code="year")
        return deadline


def load_call(slug: str, number: int, **rest: Any) -> Spot:
    """The edition and its call; `rest` is what the address names within it."""
    edition = load_edition(slug, number)
    call = queries.call_of(edition)
    if call is None:
        raise Http404
    return Spot(edition, rest, call)


@requires(runs, load_edition)
@require_GET
def overview(request: HttpRequest, edition: Edition) -> HttpResponse:
    call = queries.call_of(edition)
    if call is None:
        return page(request, edition, "desk/call_none.html", here="call")
    language = get_language() or "en"
    invited: list[tuple[Any, str, str]] = [
        (each, queries.government_words(each.government, language), _standing(each, timezone.now()))
        for each in queries.invitations(call)
    ]
    context = {
        "call": call,
        "is_open": queries.is_open(call, timezone.now()),
        "late": call.deadline <= timezone.now(),
        "endonyms": [ENDONYMS[code] for code in call.languages if code in ENDONYMS],
        "fields": call.fields.all(),
        "invited": invited,
        "opened": sum(each.opened_at is not None for each, _name, _state in invited),
        "nominated": sum(each.nominated for each, _name, _state in invited),
        "letter_languages": [(code, ENDONYMS[code]) for code in LANGUAGES],
    }
    return page(request, edition, "desk/call.html", context, here="call")


def _standing(invitation: Any, now: datetime) -> str:
    """A code for the template: how the link stands."""
    if invitation.revoked_at:
        return "revoked"
    return "expired" if invitation.expires_at <= now else "living"


@requires(runs, load_edition)
@form_methods
def prepare(request: HttpRequest, edition: Edition) -> HttpResponse:
    call = queries.call_of(edition)
    form = CallForm(call, request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.prepare_call(edition, by=actor_of(request), **form.cleaned_data)
        messages.success(request, _("The call is kept."))
        return redirect(address("call", edition))
    back = address("call" if call else "overview", edition)
    context = {"form": form, "title": _("Prepare the call"), "back": back}
    return page(request, edition, "desk/form.html", context, here="call")


@requires(there(runs), load_call)
@require_POST
def open_now(request: HttpRequest, spot: Spot) -> HttpResponse:
    try:
        open_call(spot.row, by=actor_of(request), now=timezone.now())
    except DeadlinePassed:
        messages.error(request, _("The deadline is over. Set a later one first."))
    else:
        messages.success(request, _("The call is open. Publish the edition so that readers see it."))
    return redirect(address("call", spot.place))


@requires(there(runs), load_call)
@require_POST
def close_now(request: HttpRequest, spot: Spot) -> HttpResponse:
    try:
        close_call(spot.row, by=actor_of(request), now=timezone.now())
    except CallNotOpen:
        messages.error(request, _("The call was never opened."))
    else:
        messages.success(request, _("The call is closed. Nominations are no longer taken."))
    return redirect(address("call", spot.place))
