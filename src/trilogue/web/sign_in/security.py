"""One's second factors: what there is, adding and removing them, and the recovery codes, which are shown once."""

from typing import Any
from urllib.parse import urlencode

from allauth.mfa.adapter import get_adapter
from allauth.mfa.app_settings import RECOVERY_CODE_COUNT
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import clear_totp_secret
from allauth.mfa.webauthn.internal.auth import begin_registration
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from trilogue.domain.editions.access import is_staff
from trilogue.domain.editions.queries import actor_of as actor_with_all_roles
from trilogue.domain.people.actions import (
    AppKnown,
    LastFactor,
    add_app,
    add_passkey,
    remove_factor,
    renew_codes,
)
from trilogue.domain.people.models import Account
from trilogue.domain.people.queries import factors_of, recovery_of
from trilogue.domain.people.queries.second_factors import SHOWN_FOR
from trilogue.foundation.access import half_signed_in, requires, sessions, signed_in
from trilogue.foundation.access.sessions import freshly
from trilogue.foundation.formats import qr
from trilogue.foundation.keys import KeyRefused
from trilogue.web.sign_in.forms import AppForm, NewPasskeyForm
from trilogue.web.sign_in.own import actor_of, own_account
from trilogue.web.sign_in.second_factor import onward
from trilogue.web.sign_in.views import landing

ONWARD, CODES_MADE = "onward", "codes_made"


@requires(half_signed_in)
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Also where somebody is led who owes a second factor."""
    account, actor = own_account(request), actor_of(request)
    wanted = onward(request, "")
    if wanted:
        request.session[ONWARD] = wanted
    factors = [_shown(each) for each in factors_of(account)]
    if actor.waits and factors:
        return redirect(
            f"{reverse('mfa_reauthenticate')}?{urlencode({'next': wanted or landing_of(account)})}"
        )
    context = {
        "account": account,
        "factors": factors,
        "has_app": any(not each["is_passkey"] for each in factors),
        "codes": _codes_left(account),
        "waits": actor.waits,
    }
    return render(request, "sign_in/security.html", context)


@requires(half_signed_in)
@require_http_methods(["GET", "POST"])
@freshly
def passkey(request: HttpRequest) -> HttpResponse:
    account = own_account(request)
    form = NewPasskeyForm(
        request.POST if request.method == "POST" else None, user=account, initial={"name": ""}
    )
    if form.is_valid():
        said = form.cleaned_data
        made = add_passkey(account, by=actor_of(request), name=said["name"], credential=said["credential"])
        messages.success(request, _("The passkey is set up."))
        return _added(request, with_codes=made)
    options = begin_registration(account, passwordless=True)
    context = {"form": form, "js_data": {"creation_options": options}}
    return render(request, "sign_in/passkey.html", context)


@requires(half_signed_in)
@require_http_methods(["GET", "POST"])
@freshly
def app(request: HttpRequest) -> HttpResponse:
    account = own_account(request)
    form = AppForm(request.POST if request.method == "POST" else None, user=account)
    if form.is_valid():
        try:
            made = add_app(account, by=actor_of(request), secret=form.secret)
        except AppKnown:
            messages.error(request, _("You have an authenticator app already. Remove it first."))
            return redirect("me_security")
        clear_totp_secret(request)
        messages.success(request, _("The authenticator app is set up."))
        return _added(request, with_codes=made)
    address = get_adapter().build_totp_url(account, form.secret)
    context = {"form": form, "picture": mark_safe(qr.svg(address)), "secret": _in_fours(form.secret)}  # noqa: S308  our own drawing
    return render(request, "sign_in/app.html", context)


@requires(signed_in)
@require_http_methods(["GET", "POST"])
@freshly
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    account, actor = own_account(request), actor_of(request)
    factor = factors_of(account).filter(pk=pk).first()
    if factor is None:
        return redirect("me_security")
    if request.method == "POST":
        must = settings.SECOND_FACTOR == "required" and is_staff.test(actor)
        try:
            remove_factor(account, factor, by=actor, must_keep_one=must)
        except LastFactor:
            messages.error(request, _("Your role asks for a second factor. Set up another one before."))
        else:
            messages.success(request, _("Removed."))
        return redirect("me_security")
    return render(request, "sign_in/remove.html", {"factor": _shown(factor)})


@requires(signed_in)
@require_http_methods(["GET", "POST"])
@freshly
def codes(request: HttpRequest) -> HttpResponse:
    """GET shows them for ten minutes after they were made; POST makes new ones."""
    account = own_account(request)
    if not factors_of(account).exists():
        return redirect("me_security")
    if request.method == "POST":
        renew_codes(account, by=actor_of(request))
        _show_codes(request)
        return redirect("mfa_view_recovery_codes")
    context = {
        "shown": _codes(request, account),
        "left": _codes_left(account),
        "onward": request.session.get(ONWARD) or landing_of(account),
    }
    return render(request, "sign_in/codes.html", context)


@requires(signed_in)
@require_GET
@freshly
def codes_file(request: HttpRequest) -> HttpResponse:
    shown = _codes(request, own_account(request))
    if not shown:
        return redirect("mfa_view_recovery_codes")
    answer = render(request, "sign_in/codes.txt", {"shown": shown}, content_type="text/plain; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="trilogue-codes.txt"'
    return answer


def landing_of(account: Account) -> str:
    return landing(actor_with_all_roles(account))


def _added(request: HttpRequest, *, with_codes: bool) -> HttpResponse:
    """The session that adds a factor has shown that it has it."""
    sessions.prove(request, second=True)
    if with_codes:
        _show_codes(request)
        return redirect("mfa_view_recovery_codes")
    return redirect(request.session.pop(ONWARD, None) or "me_security")


def _show_codes(request: HttpRequest) -> None:
    request.session[CODES_MADE] = int(timezone.now().timestamp())


def _codes(request: HttpRequest, account: Account) -> list[str]:
    """Those unused, while they may be read; none that cannot be opened."""
    made = request.session.get(CODES_MADE, 0)
    kept = recovery_of(account)
    if not kept or timezone.now().timestamp() - made >= SHOWN_FOR.total_seconds():
        return []
    try:
        return [f"{code[:4]} {code[4:]}" for code in kept.wrap().get_unused_codes()]
    except KeyRefused:
        return []


def _codes_left(account: Account) -> int:
    """By the mask alone: nothing is opened."""
    kept = recovery_of(account)
    return RECOVERY_CODE_COUNT - int(kept.data["used_mask"]).bit_count() if kept else 0


def _shown(factor: Authenticator) -> dict[str, Any]:
    is_passkey = factor.type == Authenticator.Type.WEBAUTHN
    return {
        "pk": factor.pk,
        "is_passkey": is_passkey,
        "name": factor.data.get("name", "") if is_passkey else "",
        "added": factor.created_at,
        "used": factor.last_used_at,
    }


def _in_fours(secret: str) -> str:
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
