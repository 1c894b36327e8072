"""Every way in and out passes here: sessions begin with what was proved, and the log of sign-ins has its line.

Django's own signals are the only seam that all of them have in common: codes, passkeys, links, demonstration.
"""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from trilogue.domain.people.actions import Client, note_refusal, note_sign_in, note_sign_out
from trilogue.domain.people.choices import SignInWay
from trilogue.domain.people.models import Account
from trilogue.domain.people.queries import factors_of
from trilogue.foundation.access import ANONYMOUS, Actor, origin_of, sessions

WAYS: dict[str, SignInWay] = {
    Authenticator.Type.WEBAUTHN: SignInWay.PASSKEY,
    Authenticator.Type.TOTP: SignInWay.TOTP,
    Authenticator.Type.RECOVERY_CODES: SignInWay.RECOVERY,
}


def client_of(request: HttpRequest) -> Client:
    return Client(origin_of(request), request.META.get("HTTP_USER_AGENT", ""))


@receiver(user_logged_in, dispatch_uid="trilogue.sign_in")
def begin(sender: Any, request: HttpRequest, user: Account, **more: Any) -> None:  # noqa: ARG001
    """A view that signs somebody in by another way than the library's says it in `request.sign_in_way`."""
    named = getattr(request, "sign_in_way", None)
    way = named or _way(request, user)
    second = way in (*WAYS.values(), SignInWay.DEMONSTRATION)
    sessions.begin(request, second=second, owes=not second and factors_of(user).exists())
    if not request.session.session_key:
        request.session.save()
    note_sign_in(
        by=Actor(user.pk),
        way=way,
        client=client_of(request),
        session=request.session.session_key or "",
        now=timezone.now(),
    )


@receiver(user_logged_out, dispatch_uid="trilogue.sign_out")
def end(sender: Any, request: HttpRequest, user: Account | None, **more: Any) -> None:  # noqa: ARG001
    key = request.session.session_key
    if user and user.pk and key:
        now = timezone.now()
        note_sign_out(by=Actor(user.pk), client=client_of(request), session=key, now=now)


def refused(request: HttpRequest, account: Account | None, way: str) -> None:
    by = Actor(account.pk) if account else ANONYMOUS
    note_refusal(by=by, way=way, client=client_of(request), now=timezone.now())


def _way(request: HttpRequest, user: Account) -> str:
    """By the second factor where one was used, else by the personal link or the code."""
    records = get_authentication_records(request, user)
    kinds = [each.get("type") for each in records if each["method"] == "mfa"]
    if kinds and kinds[-1] in WAYS:
        return WAYS[kinds[-1]]
    return SignInWay.LINK if records and records[-1]["method"] == "link" else SignInWay.CODE
