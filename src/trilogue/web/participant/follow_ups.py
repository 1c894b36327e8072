"""One's own follow-ups: recording what was agreed with colleagues, and how it goes on."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from trilogue.documents.follow_up_words import CHIPS, fault, groups, parties
from trilogue.domain.delegations.choices import LISTED
from trilogue.domain.delegations.models import Participation
from trilogue.domain.delegations.queries import named
from trilogue.domain.network.actions import FollowUpFaulty
from trilogue.domain.network.choices import FollowUpState
from trilogue.domain.network.models import FollowUp
from trilogue.domain.network.queries import follow_ups_of, history
from trilogue.domain.people.queries import records_of
from trilogue.flows import follow_up as flow
from trilogue.foundation.access import origin_of, requires, signed_in
from trilogue.foundation.audit.access import seen
from trilogue.web.participant.follow_up_form import FollowUpForm
from trilogue.web.participant.meetings import own_entry
from trilogue.web.participant.own import actor_of, own_account, own_person

form_methods = require_http_methods(["GET", "POST"])


@requires(signed_in)
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    records = records_of(person) if (person := own_account(request).person) else []
    language = get_language() or "en"
    entries = Participation.objects.filter(person__in=[each.pk for each in records], state__in=LISTED)
    context = {
        "follow_ups": [
            (each, parties(each, language), CHIPS[FollowUpState(each.state)])
            for each in follow_ups_of(records)
        ],
        "entries": entries.select_related("edition__series").order_by("-edition__date"),
    }
    return render(request, "participant/follow_ups.html", context)


@requires(signed_in)
@form_methods
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """`pk` is one's own part in the edition where it was agreed."""
    own = own_entry(request, pk)
    if own is None:
        return redirect("me_follow_ups")
    people = [each for each in named(own.edition) if each.pk != own.pk]
    form = FollowUpForm(people, request.POST if request.method == "POST" else None)
    if form.is_valid() and _recorded(request, form, own):
        messages.success(request, _("Recorded. Its parties see it on their own pages."))
        return redirect("me_follow_ups")
    return _form_page(request, form, people, own.edition_id)


def _recorded(request: HttpRequest, form: FollowUpForm, own: Participation) -> bool:
    try:
        flow.record(
            form.entered(),
            **form.parties(),
            edition=own.edition,
            own=own.person,
            by=actor_of(request),
            now=timezone.now(),
            language=get_language() or "en",
        )
    except FollowUpFaulty as refusal:
        form.add_error(refusal.field, fault(refusal))
        return False
    return True


@requires(signed_in)
@form_methods
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """By any of its parties. What is not one's own leads back."""
    follow_up = _own(request, pk)
    if follow_up is None:
        return redirect("me_follow_ups")
    mine = {each.pk for each in records_of(own_person(request))}
    people = [each for each in flow.offered(follow_up) if each.person_id not in mine]
    initial = flow.as_entered(follow_up, get_language() or "en")
    form = FollowUpForm(people, request.POST if request.method == "POST" else None, initial)
    if form.is_valid() and _amended(request, form, follow_up):
        return redirect("me_follow_ups")
    return _form_page(request, form, people, follow_up.edition_id, follow_up)


def _amended(request: HttpRequest, form: FollowUpForm, follow_up: FollowUp) -> bool:
    try:
        changed = flow.amend(
            follow_up,
            form.entered(),
            **form.parties(),
            own=own_person(request),
            by=actor_of(request),
            language=get_language() or "en",
        )
    except FollowUpFaulty as refusal:
        form.add_error(refusal.field, fault(refusal))
        return False
    messages.success(request, _("Saved.") if changed else _("Nothing was different, so nothing was changed."))
    return True


def _own(request: HttpRequest, pk: int) -> FollowUp | None:
    person = own_account(request).person
    return follow_ups_of(records_of(person)).filter(pk=pk).first() if person else None


def _form_page(
    request: HttpRequest,
    form: FollowUpForm,
    people: list[Participation],
    edition: int | None,
    follow_up: FollowUp | None = None,
) -> HttpResponse:
    shown = [each.person_id for each in people]
    seen(by=actor_of(request), what="colleagues", people=shown, edition=edition, origin=origin_of(request))
    context: dict[str, Any] = {
        "form": form,
        "follow_up": follow_up,
        "groups": groups(people, form["people"].value() or ()),
        "entries": history(follow_up) if follow_up else (),
    }
    return render(request, "participant/follow_up.html", context)
