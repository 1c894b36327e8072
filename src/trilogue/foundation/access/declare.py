"""`@requires`: load the object, ask the rule, only then run the view."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from rules.predicates import Predicate

from trilogue.foundation.access.actor import Actor

View = Callable[..., HttpResponse]
Load = Callable[..., Any]


def predicate(test: Callable[..., bool]) -> Any:
    """A rule about an actor, and the object asked about if there is one; rules combine with & | ~."""
    return Predicate(test)


@predicate
def anyone(actor: Actor) -> bool:  # noqa: ARG001
    return True


@predicate
def signed_in(actor: Actor) -> bool:
    return not actor.is_anonymous


@predicate
def half_signed_in(actor: Actor) -> bool:
    """Signed in, even without the second factor that a role asks for: what it takes to prove or set up one."""
    return not actor.is_anonymous


@dataclass(frozen=True)
class Access:
    """A view's declaration, read by the law tests."""

    rule: Any
    load: Load | None


def requires(rule: Any, load: Load | None = None) -> Callable[[View], View]:
    """Let a view run only when `rule(actor, object)` holds.

    `load(**route_kwargs)` fetches the object the rule judges and the view receives in place of the
    kwargs. Who is not signed in is sent to sign in, and who owes a second factor to that, before anything is
    loaded; who may not, gets 404 as if the object did not exist.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            actor: Actor = request.actor  # type: ignore[attr-defined]
            if rule is anyone:
                return view(request, load(**kwargs)) if load else view(request, **kwargs)
            if actor.is_anonymous:
                return _to("account_login", request)
            if actor.waits and rule is not half_signed_in:
                return _to("me_security", request)
            if load is None:
                if not rule.test(actor):
                    raise Http404
                return view(request, **kwargs)
            obj = load(**kwargs)
            if not rule.test(actor, obj):
                raise Http404
            return view(request, obj)

        guarded.access = Access(rule, load)  # type: ignore[attr-defined]
        return guarded

    return declare


def _to(name: str, request: HttpRequest) -> HttpResponse:
    target = reverse(name)
    if request.method == "GET":
        target += "?" + urlencode({"next": request.get_full_path()})
    return redirect(target)
