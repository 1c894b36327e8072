"""Correcting one's own data: how one is reached, what one needs, and the post held now."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from trilogue.domain.delegations.actions import correct_post
from trilogue.domain.delegations.queries import still_to_come
from trilogue.domain.people.actions import AddressTaken, change_address
from trilogue.domain.people.choices import Detail, Purpose
from trilogue.domain.people.queries import details as opened_details
from trilogue.domain.people.queries import holds, records_of
from trilogue.flows.keep_details import LONGEST, NEEDS_CONSENT, keep_details
from trilogue.foundation.access import requires, signed_in
from trilogue.foundation.access.sessions import freshly
from trilogue.foundation.keys import KeyRefused
from trilogue.web.participant import proof
from trilogue.web.participant.own import actor_of, own_account, own_person

HINTS = {
    Detail.DIET: gettext_lazy("In practical words, for example: no pork. Never a belief."),
    Detail.HEALTH: gettext_lazy("What those who help must know."),
    Detail.EMERGENCY: gettext_lazy("Name and number of somebody who is to be called."),
}


class DetailsForm(forms.Form):
    """One field a detail; those that need a consent are shown only with it."""

    def __init__(self, kinds: list[Detail], kept: dict[Detail, str], data: Any = None) -> None:
        super().__init__(data)
        for kind in kinds:
            self.fields[kind.value] = forms.CharField(
                label=kind.label,
                required=False,
                max_length=LONGEST,
                initial=kept.get(kind, ""),
                help_text=HINTS.get(kind, ""),
            )


class PostForm(forms.Form):
    department = forms.CharField(label=gettext_lazy("Department"), max_length=200, required=False)
    position = forms.CharField(label=gettext_lazy("Position"), max_length=200, required=False)


class AddressForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("New e-mail address"),
        help_text=gettext_lazy("A code is sent there. From then on you sign in with it."),
    )


@requires(signed_in)
@require_http_methods(["GET", "POST"])
def details(request: HttpRequest) -> HttpResponse:
    person = own_person(request)
    allowed = holds(person, Purpose.SENSITIVE)
    kinds = [kind for kind in Detail if allowed or kind not in NEEDS_CONSENT]
    try:
        kept = opened_details(person)
    except KeyRefused:
        return render(request, "participant/details.html", {"unreadable": True}, status=503)
    form = DetailsForm(kinds, kept, request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = {kind: form.cleaned_data[kind.value].strip() for kind in kinds}
        keep_details(person, said, by=actor_of(request), now=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("me_details")
    context = {"form": form, "allowed": allowed, "posts": still_to_come(records_of(person))}
    return render(request, "participant/details.html", context)


@requires(signed_in)
@require_http_methods(["GET", "POST"])
def post(request: HttpRequest) -> HttpResponse:
    """`entry` names the edition; one that is not one's own, or is over, leads back."""
    asked = request.GET.get("entry", "")
    coming = {str(each.pk): each for each in still_to_come(records_of(own_person(request)))}
    if asked not in coming:
        return redirect("me_details")
    entry = coming[asked]
    initial = {"department": entry.department, "position": entry.position}
    form = PostForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        correct_post(entry, by=actor_of(request), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("me_details")
    return render(request, "participant/post.html", {"form": form, "entry": entry})


@requires(signed_in)
@require_http_methods(["GET", "POST"])
@freshly
def address(request: HttpRequest) -> HttpResponse:
    """First the new address, then the code that was sent to it."""
    has_code = "code" in request.POST
    ask = AddressForm(request.POST if request.method == "POST" and not has_code else None)
    code = proof.CodeForm(request.POST if has_code else None)
    if ask.is_valid() and not proof.send(request, ask.cleaned_data["email"].lower()):
        ask.add_error("email", _("Too many codes were sent. Try again in an hour."))
    if code.is_valid() and _changed(request, code):
        messages.success(request, _("Your address is changed."))
        return redirect("me")
    context = {
        "ask": ask,
        "form": code if has_code else ask,
        "code": code,
        "sent_to": proof.waiting_for(request),
    }
    return render(request, "participant/address.html", context)


def _changed(request: HttpRequest, form: proof.CodeForm) -> bool:
    address = proof.confirmed(request, form.cleaned_data["code"])
    if address is None:
        form.add_error("code", _("This code is wrong or too old. Have a new one sent."))
        return False
    try:
        change_address(
            own_account(request), address, by=actor_of(request), keep=request.session.session_key or ""
        )
    except AddressTaken:
        form.add_error("code", _("This address cannot be used. Ask the host of the workshop."))
        return False
    return True
