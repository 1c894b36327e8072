"""The personal link to a role: who offers what, and one button that takes it up.

Opening the page changes nothing, so that programs which look at every link of a mail use none up. A link that was used,
expired, revoked or never was gets the same page with the same status after the same query.
"""

from functools import wraps
from typing import TYPE_CHECKING, Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from trilogue.domain.editions.actions import LinkDead, OwnAppointment
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import AppointmentLink
from trilogue.domain.editions.queries import actor_of, living_link, token_hash
from trilogue.domain.people.models import Account
from trilogue.flows.appoint import scope_of, take_up
from trilogue.foundation.access import anyone, limits, requires
from trilogue.foundation.access.limits import take_of_network
from trilogue.foundation.access.private import private
from trilogue.web.sign_in.views import landing

if TYPE_CHECKING:
    from collections.abc import Callable


class DeadLink(Http404):
    """The token opens nothing."""


def load_link(token: str) -> tuple[AppointmentLink, str]:
    link = living_link(token_hash(token), timezone.now())
    if link is None:
        raise DeadLink
    return link, token


def _by_link(view: "Callable[..., HttpResponse]") -> "Callable[..., HttpResponse]":
    guarded = requires(anyone, load_link)(view)

    @wraps(guarded)
    def opened(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            return private(guarded(request, **kwargs))
        except DeadLink:
            take_of_network(limits.DEAD_LINKS, request)
            return private(render(request, "sign_in/appointment_dead.html", status=404))

    return opened


@_by_link
@require_http_methods(["GET", "HEAD", "POST"])
def appointment(request: HttpRequest, found: tuple[AppointmentLink, str]) -> HttpResponse:
    """Whoever is signed in under another address than the link's has to sign out first: a link gives nobody a role
    but the owner of its address, nor to whoever offers it, where the address has become theirs.
    """
    link, token = found
    other, own = _somebody_else(request, link), False
    if request.method == "POST" and not other:
        try:
            account = take_up(token, now=timezone.now())
        except LinkDead:
            raise DeadLink from None
        except OwnAppointment:
            own = True
        else:
            return _signed_in(request, account)
    context = {
        "link": link,
        "series": link.series,
        "edition": link.edition,
        "role": Role(link.role).label,
        "scope": scope_of(link),
        "other": other,
        "own": own,
    }
    return render(request, "sign_in/appointment.html", context)


def _somebody_else(request: HttpRequest, link: AppointmentLink) -> str:
    """The address of whoever is signed in, unless it is the link's."""
    signed_in = str(getattr(request.user, "email", ""))
    return "" if signed_in.casefold() == link.email.casefold() else signed_in


def _signed_in(request: HttpRequest, account: Account) -> HttpResponse:
    """By the same way as a code: the mail proves the address, and a second factor is asked for where there is one."""
    record_authentication(request, account, method="link", email=account.email)
    login = Login(user=account, email=account.email, redirect_url=landing(actor_of(account)))
    response: HttpResponse = perform_login(request, login)
    return response
