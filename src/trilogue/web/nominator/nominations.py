"""One nomination: written, corrected, submitted, withdrawn, its place confirmed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from trilogue.documents.nomination_words import CHIPS, STATES, reason
from trilogue.domain.delegations.choices import MOVES, State
from trilogue.domain.delegations.models import CallField, Participation
from trilogue.domain.delegations.queries import native_name, roman_name
from trilogue.domain.places.models import Country, SisterLink
from trilogue.flows import nominate
from trilogue.flows.nominate import Incomplete, Office
from trilogue.web.nominator import words
from trilogue.web.nominator.forms import OfficialForm
from trilogue.web.nominator.office import countries, note, page, sent
from trilogue.web.nominator.visit import Visit

form_methods = require_http_methods(["GET", "POST"])


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)


@form_methods
def add(request: HttpRequest, visit: Visit) -> HttpResponse:
    country = _country(request, visit)
    form = _form(visit, country, sent(request, visit))
    if form.is_valid() and (made := _drafted(visit.office, form)):
        return _kept(request, visit, made)
    offered = [(each, f"?country={each.pk}", each.pk == country.pk) for each in countries(visit.office)]
    return page(request, visit, "nominator/nomination.html", {"form": form, "offered": offered, "new": True})


@form_methods
def edit(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The form while the nomination may change; what became of it afterwards."""
    one = visit.nomination()
    note(request, visit, [one])
    if not nominate.may_change(visit.office.call, one, timezone.now()):
        if request.method == "POST":
            messages.error(request, _("This nomination cannot be changed any more."))
        return page(request, visit, "nominator/state.html", state_of(visit, one))
    country = one.delegation.country
    form = _form(visit, country, sent(request, visit), one)
    if form.is_valid() and _redrafted(visit.office, one, form):
        return _kept(request, visit, one)
    context = {"form": form, "missing": _missing(one), **state_of(visit, one)}
    return page(request, visit, "nominator/nomination.html", context)


@require_POST
def submit(request: HttpRequest, visit: Visit) -> HttpResponse:
    return _submitted(request, visit, visit.nomination())


@require_POST
def confirm(request: HttpRequest, visit: Visit) -> HttpResponse:
    one = visit.nomination()
    _tried(
        request,
        lambda: nominate.confirm(visit.office, one, now=timezone.now()),
        _("Confirmed. The place is taken."),
    )
    return redirect(visit.address())


@form_methods
def withdraw(request: HttpRequest, visit: Visit) -> HttpResponse:
    one = visit.nomination()
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        _tried(
            request,
            lambda: nominate.withdraw(
                visit.office, one, reason=form.cleaned_data["reason"], now=timezone.now()
            ),
            _("The nomination is withdrawn."),
        )
        return redirect(visit.address())
    context = {"form": form, "native": native_name(one), "back": visit.address("edit", one.pk)}
    return page(request, visit, "nominator/withdraw.html", context)


def state_of(visit: Visit, one: Participation) -> dict[str, Any]:
    """The state in words, and who brought it there when and why."""
    state = State(one.state)
    return {
        "one": one,
        "native": native_name(one),
        "roman": roman_name(one),
        "state": state.label,
        "means": STATES[state],
        "chip": CHIPS.get(state, ""),
        "changes": [(each, State(each.after).label, reason(each.reason)) for each in one.changes.all()],
        "confirm_url": visit.address("confirm", one.pk) if state == State.ACCEPTED else "",
        "withdraw_url": visit.address("withdraw", one.pk) if State.WITHDRAWN in MOVES[state] else "",
    }


def links_for(office: Office, one: Participation | None) -> list[SisterLink]:
    """Links of the government itself, and those of the home and host that the form has."""
    parties = {office.government.pk, *((one.home_id, one.host_id) if one else ())} - {None}
    found = SisterLink.objects.filter(Q(first__in=parties) | Q(second__in=parties))
    return list(found.select_related("first", "second").prefetch_related("first__names", "second__names"))


def questions_for(office: Office) -> list[CallField]:
    """What a government may be asked: never what only the person may say."""
    return list(office.call.fields.filter(sensitive=False))


def _country(request: HttpRequest, visit: Visit) -> Country:
    wanted = request.GET.get("country")
    if not wanted:
        return visit.office.government.country
    return get_object_or_404(
        Country, pk__in=[each.pk for each in countries(visit.office) if each.pk == wanted]
    )


def _form(visit: Visit, country: Country, data: Any, one: Participation | None = None) -> OfficialForm:
    office = visit.office
    at_home = country.pk == office.government.country_id
    return OfficialForm(
        country,
        data,
        links=links_for(office, one),
        questions=questions_for(office),
        participation=one,
        home=office.government if at_home else None,
        host=None if at_home else office.government,
        names_fixed=one is not None and not nominate.is_ours(one),
    )


def _drafted(office: Office, form: OfficialForm) -> Participation | None:
    try:
        return nominate.draft(office, form.entry(), now=timezone.now())
    except words.REFUSED as error:
        form.add_error(None, words.refusal(error))
        return None


def _redrafted(office: Office, one: Participation, form: OfficialForm) -> bool:
    try:
        nominate.redraft(office, one, form.entry(one), now=timezone.now())
    except Incomplete:
        form.add_error(None, _("It is submitted already, so nothing that is needed may be left empty."))
        return False
    except words.REFUSED as error:
        form.add_error(None, words.refusal(error))
        return False
    return True


def _kept(request: HttpRequest, visit: Visit, one: Participation) -> HttpResponse:
    """After the form is kept: submitted if that was asked for, else back to the list."""
    if request.POST.get("do") == "submit":
        return _submitted(request, visit, one)
    messages.success(request, _("Kept as a draft. Submit it before the deadline."))
    return redirect(visit.address())


def _submitted(request: HttpRequest, visit: Visit, one: Participation) -> HttpResponse:
    one.refresh_from_db()
    if one.state == State.SUBMITTED:
        messages.success(request, _("The correction is kept."))
        return redirect(visit.address())
    try:
        nominate.submit(visit.office, one, now=timezone.now())
    except Incomplete:
        messages.warning(
            request, _("Kept as a draft. It is not complete yet: the list says what is missing.")
        )
        return redirect(visit.address("edit", one.pk))
    except words.REFUSED as error:
        messages.error(request, words.refusal(error))
    else:
        messages.success(request, _("Submitted."))
    return redirect(visit.address())


def _missing(one: Participation) -> list[tuple[str, str]]:
    """What the form lacks before it can be submitted: words, and the box to fill in."""
    labels = {f"question_{each.pk}": each for each in CallField.objects.filter(call__edition=one.edition_id)}
    found = []
    for code in nominate.lacks(one):
        said, name = words.MISSING.get(code, ("", code))
        found.append((str(said or labels[code].label), f"id_{name}"))
    return found


def _tried(request: HttpRequest, act: Callable[[], None], done: str) -> None:
    try:
        act()
    except words.REFUSED as error:
        messages.error(request, words.refusal(error))
    else:
        messages.success(request, done)
