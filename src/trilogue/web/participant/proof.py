"""Is it really the owner of the account who asks? A sign-in of a moment ago, or a code by mail, says so."""

import secrets
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django import forms
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from trilogue.domain.people.queries import factors_of
from trilogue.foundation.access import half_signed_in, limits, requires, sessions
from trilogue.foundation.access.limits import spend
from trilogue.web.participant.own import own_account

GOOD_FOR = timedelta(minutes=10)
TRIES = 3
DIGITS = 8
KEY = "code"


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code from the mail"),
        max_length=20,
        help_text=gettext_lazy("The eight digits as they stand in the mail."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


@requires(half_signed_in)
@require_http_methods(["GET", "POST"])
def proof(request: HttpRequest) -> HttpResponse:
    """POST without a code sends one. Who has a second factor proves by that."""
    if factors_of(own_account(request)):
        back = _safe(request, request.GET.get("next") or "")
        return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': back})}")
    email = str(request.user.email)  # type: ignore[union-attr]
    back = _safe(request, request.POST.get("next") or request.GET.get("next") or "")
    form = CodeForm(request.POST if "code" in request.POST else None)
    if request.method == "POST" and "code" not in request.POST and not send(request, email):
        return _page(request, form, back, too_many=True)
    if form.is_valid():
        if confirmed(request, form.cleaned_data["code"]) == email:
            sessions.prove(request)
            return redirect(back)
        form.add_error("code", _("This code is wrong or too old. Have a new one sent."))
    return _page(request, form, back)


def send(request: HttpRequest, address: str) -> bool:
    """Send a code to an address and remember it; False when too many were asked for within the hour."""
    if spend(limits.CODES_OF_AN_ACCOUNT, str(request.user.pk)) is not None:
        return False
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    request.session[KEY] = {
        "digest": _digest(code, address),
        "to": address,
        "at": timezone.now().isoformat(),
        "tries": 0,
    }
    words = _(
        "It is good for ten minutes and for one use. If you did not ask for it, sign out and tell the host."
    )
    heading = _("Your code:")
    send_mail(_("Your code for Trilogue"), f"{heading}\n\n{code}\n\n{words}", None, [address])
    return True


def confirmed(request: HttpRequest, code: str) -> str | None:
    """The address that this code was sent to; None for a wrong, old or often tried one. It counts once."""
    kept = request.session.get(KEY)
    if not kept:
        return None
    kept["tries"] += 1
    request.session.modified = True
    old = timezone.now() - datetime.fromisoformat(kept["at"]) > GOOD_FOR
    right = constant_time_compare(kept["digest"], _digest("".join(code.split()), kept["to"]))
    if right or old or kept["tries"] >= TRIES:
        del request.session[KEY]
    return str(kept["to"]) if right and not old else None


def waiting_for(request: HttpRequest) -> str:
    """The address that a code was sent to and not yet entered."""
    return str(request.session.get(KEY, {}).get("to", ""))


def _digest(code: str, address: str) -> str:
    return salted_hmac("trilogue.participant.code", f"{address}\0{code}", algorithm="sha256").hexdigest()


def _safe(request: HttpRequest, target: str) -> str:
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe else reverse("me")


def _page(request: HttpRequest, form: CodeForm, back: str, *, too_many: bool = False) -> HttpResponse:
    context = {"form": form, "next": back, "sent": bool(waiting_for(request)), "too_many": too_many}
    return render(request, "participant/proof.html", context)
