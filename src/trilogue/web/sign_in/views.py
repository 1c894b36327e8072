"""Signing in by a code from an e-mail; in a demonstration on this machine also by one click."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django.conf import settings
from django.contrib.auth import login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from trilogue.domain.editions.access import DESK_ROLES
from trilogue.domain.editions.models import Installation
from trilogue.domain.editions.queries import actor_of
from trilogue.domain.people.choices import SignInWay
from trilogue.domain.people.models import Account
from trilogue.flows.first_start import SIGN_INS, SignIn
from trilogue.foundation.access import Actor, anyone, limits, network_of, requires
from trilogue.foundation.access.limits import refuse_spent, take, take_of_network
from trilogue.foundation.mail.models import Mail
from trilogue.web.sign_in.noting import refused

LOOPBACK = frozenset({"127.0.0.1", "::1"})
FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP")
MAILS_A_PAGE = 20
TAGS = {"kr": "ko", "jp": "ja", "cn": "zh-Hans"}
"""The language of an invented person's name, by the end of the invented address."""


def landing(actor: Actor) -> str:
    """Where somebody goes after signing in: to the desk who works there, everybody else to the own page."""
    at_desk = any(each.role in DESK_ROLES for each in actor.appointments)
    return reverse("desk" if at_desk else "me")


class AskForCode(RequestLoginCodeView):  # type: ignore[misc]
    """The address is entered here. Known or not, the answer is the same, and so is how often it may be asked."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        take_of_network(limits.CODES_OF_A_NETWORK, request)
        address = request.POST.get("email", "").strip().lower()
        for limit in (limits.CODES_AT_ONCE, limits.CODES_OF_AN_ADDRESS):
            take(limit, address)
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer

    def get_authenticated_redirect_url(self) -> str:
        return self.get_next_url() or landing(actor_of(self.request.user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        offered = [(each, _tag(each)) for each in SIGN_INS] if is_offered(self.request) else []
        return {**super().get_context_data(**kwargs), "sign_ins": offered}


class ConfirmCode(ConfirmLoginCodeView):  # type: ignore[misc]
    """Takes as many queries for an address that nobody has."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._look_up_as_if()
        answer: HttpResponse = super().get(request, *args, **kwargs)
        return answer

    def _look_up_as_if(self) -> None:
        """The library has looked up the account of an address that has one."""
        if self._process.user is None:
            Account.objects.filter(pk=0).first()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refuse_spent(limits.WRONG_CODES, network_of(request))
        self._look_up_as_if()
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer

    def get_next_url(self) -> str | None:
        wanted: str | None = super().get_next_url()
        user = self._process.user
        return wanted or (landing(actor_of(user)) if user else None)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Known address or not, the log has a line."""
        refused(self.request, self._process.user, SignInWay.CODE)
        take_of_network(limits.WRONG_CODES, self.request)
        return super().form_invalid(form)  # type: ignore[no-any-return]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "outbox": is_offered(self.request)}


def is_offered(request: HttpRequest) -> bool:
    """One-click sign-in: in a demonstration, asked for from this very machine and through no proxy."""
    here = request.META.get("REMOTE_ADDR") in LOOPBACK
    forwarded = any(name in request.META for name in FORWARDED)
    return here and not forwarded and Installation.objects.filter(demonstration=True).exists()


def demonstration_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not is_offered(request):
            raise Http404
        return view(request, **kwargs)

    return guarded


def _tag(sign_in: SignIn) -> str:
    return TAGS.get(sign_in.email.rpartition(".")[2], "en")


@requires(anyone)
@demonstration_only
@require_POST
def sign_in_as(request: HttpRequest, role: str) -> HttpResponse:
    account = get_object_or_404(Account, email=_sign_in(role).email)
    request.sign_in_way = SignInWay.DEMONSTRATION  # type: ignore[attr-defined]
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect(landing(actor_of(account)))


def _sign_in(role: str) -> SignIn:
    for each in SIGN_INS:
        if each.role == role:
            return each
    raise Http404


@requires(anyone)
@demonstration_only
@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    mails = Paginator(Mail.objects.all(), MAILS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "sign_in/outbox.html", {"mails": mails})
