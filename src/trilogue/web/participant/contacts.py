"""Exchanging cards with a colleague, and those one has."""

import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from trilogue.domain.network.access import takes_part_somewhere
from trilogue.domain.network.actions import CodeUnknown, NotExchanged, OwnCode, exchange, remove_contact
from trilogue.domain.network.choices import Audience, CardField
from trilogue.domain.network.models import Contact
from trilogue.domain.network.queries import contacts_of, names_of, owner_of, shown_by, shown_to
from trilogue.domain.people.models import Person
from trilogue.domain.people.queries import standing_for
from trilogue.flows.give_cards import NoCards, give_cards
from trilogue.foundation.access import limits, origin_of, requires
from trilogue.foundation.access.limits import is_spent, spend
from trilogue.foundation.audit.access import seen
from trilogue.web.participant import phone
from trilogue.web.participant.cards import Card, as_cards
from trilogue.web.participant.own import actor_of, own_person
from trilogue.web.participant.words import NOT_EXCHANGED


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code of your colleague"),
        max_length=40,
        help_text=gettext_lazy("Twelve letters and digits, as they stand under the QR code."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class ExchangeForm(CodeForm):
    """`receipt` makes a request that is sent again the same request."""

    receipt = forms.UUIDField(widget=forms.HiddenInput)


@dataclass(frozen=True)
class Known:
    """Somebody whose card one got; `card` is gone when it shows nothing any more."""

    person: Person
    contact: Contact
    card: Card | None


class TooManyWrong(NotExchanged):
    code = "too_many"


@requires(takes_part_somewhere)
@require_GET
def contacts(request: HttpRequest) -> HttpResponse:
    person = own_person(request)
    exchanged = contacts_of(person)
    shown = shown_to(person, exchanged.keys())
    cards = as_cards(shown, get_language() or "en")
    _log(request, "contacts", shown)
    people = Person.objects.in_bulk(exchanged)
    known = [Known(people[each], contact, cards.get(each)) for each, contact in exchanged.items()]
    context = {"known": known, "has_cards": bool(cards), "code_form": CodeForm()}
    return phone.page(request, "participant/contacts.html", context, here="contacts", kept=True)


@requires(takes_part_somewhere)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """First who it is, then the exchange. A phone that was without network sends what it kept and reads JSON."""
    wants_json = request.headers.get("Accept") == "application/json"
    form = _form(request)
    try:
        if form is not None and form.is_valid():
            if request.method == "POST":
                return _exchanged(request, form, wants_json=wants_json)
            return _owner_page(request, form)
    except NotExchanged as refused:
        if wants_json:
            return JsonResponse({"state": refused.code}, status=409)
        form.add_error("code", NOT_EXCHANGED[refused.code])  # type: ignore[union-attr]
    if wants_json:
        return JsonResponse({"state": "faulty"}, status=400)
    context = {"form": form or CodeForm()}
    return phone.page(request, "participant/contact_add.html", context, here="contacts", kept=form is None)


@requires(takes_part_somewhere)
@require_GET
def whole_file(request: HttpRequest) -> HttpResponse:
    return _file(request)


def load_person(public_id: uuid.UUID) -> Person:
    """The record that stands for the one of this number."""
    return standing_for(get_object_or_404(Person.objects.select_related("merged_into"), public_id=public_id))


@requires(takes_part_somewhere, load_person)
@require_GET
def file(request: HttpRequest, other: Person) -> HttpResponse:
    return _file(request, other)


@requires(takes_part_somewhere, load_person)
@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, other: Person) -> HttpResponse:
    person = own_person(request)
    if other.pk not in contacts_of(person):
        raise Http404
    if request.method == "POST":
        remove_contact(person, other, by=actor_of(request))
        messages.success(request, _("Removed. Neither of you has the other's card now."))
        return redirect("me_contacts")
    shown = shown_to(person, [other.pk]).get(other.pk)
    context = {"names": shown.names if shown else (), "other": other}
    return phone.page(request, "participant/contact_remove.html", context, here="contacts")


def _form(request: HttpRequest) -> CodeForm | None:
    if request.method == "POST":
        return ExchangeForm(request.POST)
    return CodeForm(request.GET) if request.GET.get("code") else None


def _owner_page(request: HttpRequest, form: CodeForm) -> HttpResponse:
    person, code = own_person(request), form.cleaned_data["code"]
    owner = _owner(request, code, person)
    own = shown_by(person, Audience.CONTACTS)
    _log(request, "card", [owner.pk])
    context = {
        "owner_names": names_of(owner),
        "country": owner.country,
        "exchange": ExchangeForm(initial={"code": code, "receipt": uuid.uuid4()}),
        "own": [field.label for field in CardField if field in own],
        "is_contact": owner.pk in contacts_of(person),
        "other": owner,
    }
    return phone.page(request, "participant/contact_add.html", context, here="contacts")


def _exchanged(request: HttpRequest, form: CodeForm, *, wants_json: bool) -> HttpResponse:
    person, code = own_person(request), form.cleaned_data["code"]
    owner = _owner(request, code, person)
    receipt = form.cleaned_data["receipt"]
    exchange(code, person, receipt=receipt, by=actor_of(request), now=timezone.now())
    name = names_of(owner)[0].full if names_of(owner) else ""
    messages.success(request, _("You and %(name)s have exchanged cards.") % {"name": name})
    target = reverse("me_contacts")
    return JsonResponse({"state": "exchanged", "next": target}) if wants_json else redirect(target)


def _owner(request: HttpRequest, code: str, person: Person) -> Person:
    """Wrong codes are counted: nobody tries them out."""
    account = str(actor_of(request).account)
    if is_spent(limits.WRONG_CARDS, account) is not None:
        raise TooManyWrong
    owner = owner_of(code)
    if owner is None:
        spend(limits.WRONG_CARDS, account)
        raise CodeUnknown
    if owner == person:
        raise OwnCode
    return owner


def _file(request: HttpRequest, other: Person | None = None) -> HttpResponse:
    try:
        document = give_cards(
            own_person(request),
            get_language() or "en",
            by=actor_of(request),
            only=None if other is None else {other.pk},
            origin=origin_of(request),
        )
    except NoCards:
        raise Http404 from None
    disposition = f"attachment; filename*=UTF-8''{quote(document.name)}"
    return HttpResponse(
        document.data, content_type=document.media_type, headers={"Content-Disposition": disposition}
    )


def _log(request: HttpRequest, what: str, people: Any) -> None:
    seen(by=actor_of(request), what=what, people=people, edition=None, origin=origin_of(request))
