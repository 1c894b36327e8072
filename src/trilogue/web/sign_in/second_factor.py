"""The second factor at sign-in and as a proof later, and a passkey in place of both steps."""

from typing import Any

from allauth.account.models import Login
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import begin_authentication
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from trilogue.domain.editions.queries import actor_of
from trilogue.domain.people.choices import SignInWay
from trilogue.domain.people.models import Account
from trilogue.domain.people.queries import factors_of
from trilogue.foundation.access import half_signed_in, requires, sessions
from trilogue.web.sign_in.forms import (
    CodeForm,
    PasskeyForm,
    PasskeySignInForm,
    ProofByCodeForm,
    ProofByPasskeyForm,
)
from trilogue.web.sign_in.noting import refused
from trilogue.web.sign_in.own import own_account
from trilogue.web.sign_in.views import landing


class Authenticate(AuthenticateView):  # type: ignore[misc]
    """Between the code by e-mail and the sign-in."""

    template_name = "sign_in/second_factor.html"
    form_class = CodeForm
    webauthn_form_class = PasskeyForm

    def form_invalid(self, form: Any) -> HttpResponse:
        refused(self.request, self.stage.login.user, _way_tried(form))
        return super().form_invalid(form)  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), **_ways(self.stage.login.user)}


class SignInByPasskey(LoginWebAuthnView):  # type: ignore[misc]
    """Possession and finger, face or PIN at once: no code is asked for."""

    form_class = PasskeySignInForm

    def get_authenticated_redirect_url(self) -> str:
        return onward(self.request, landing(actor_of(self.request.user)))

    def form_valid(self, form: Any) -> HttpResponse:
        factor = form.cleaned_data["credential"]
        login = Login(user=factor.user, redirect_url=onward(self.request, landing(actor_of(factor.user))))
        return perform_passwordless_login(self.request, factor, login)  # type: ignore[no-any-return]

    def form_invalid(self, form: Any) -> HttpResponse:  # noqa: ARG002
        refused(self.request, None, SignInWay.PASSKEY)
        messages.error(self.request, _("The passkey was not accepted. Try again, or use another way."))
        return redirect("account_login")


@requires(half_signed_in)
@require_http_methods(["GET", "POST"])
def reauthenticate(request: HttpRequest) -> HttpResponse:
    """Is it the owner of the account who asks? The second factor says so."""
    account = own_account(request)
    back = onward(request, reverse("me_security"))
    if not factors_of(account).exists():
        return sessions.to_proof(back)
    code = ProofByCodeForm(request.POST if "code" in request.POST else None, user=account)
    key = ProofByPasskeyForm(request.POST if "credential" in request.POST else None, user=account)
    for form in (code, key):
        if form.is_valid():
            form.save()
            sessions.prove(request, second=True)
            return redirect(back)
        if form.is_bound:
            refused(request, account, _way_tried(form))
    context = {
        "form": code,
        "webauthn_form": key,
        "next": back,
        "js_data": {"request_options": begin_authentication(account)},
        **_ways(account),
    }
    return render(request, "sign_in/prove.html", context)


def onward(request: HttpRequest, otherwise: str) -> str:
    """Where the address says to go on; never off this site."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe else otherwise


def _ways(account: Account) -> dict[str, bool]:
    kinds = set(factors_of(account).values_list("type", flat=True))
    return {
        "has_app": Authenticator.Type.TOTP in kinds,
        "has_passkey": Authenticator.Type.WEBAUTHN in kinds,
    }


def _way_tried(form: Any) -> str:
    return SignInWay.PASSKEY if "credential" in form.fields else SignInWay.TOTP
