"""What a session knows of itself: when it began and was last used, and when its owner proved what.

begin(request, second=True, owes=False)    at sign-in: a second factor was used, or is there and was not
prove(request)                             the owner has just shown again who they are
"""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

BEGAN, SEEN, PROVED, SECOND, OWES = "began", "seen", "proved", "second", "owes"
FRESH = timedelta(minutes=10)
LONGEST = timedelta(hours=12)
IDLE = timedelta(minutes=60)
"""After so long without a request the session of somebody who works for a series is over."""
STEP = timedelta(minutes=5)
"""A session notes its use only so often: a note is a write."""


def begin(request: HttpRequest, *, second: bool, owes: bool) -> None:
    now = _now()
    request.session.update({BEGAN: now, SEEN: now, SECOND: second, OWES: owes})
    if not owes:
        request.session[PROVED] = now


def prove(request: HttpRequest, *, second: bool = False) -> None:
    request.session[PROVED] = _now()
    if second:
        request.session.update({SECOND: True, OWES: False})


def owes_second(request: HttpRequest) -> bool:
    """Signed in by a way that passed over the second factor of the account."""
    return request.session.get(OWES) is True


def has_second(request: HttpRequest) -> bool:
    return request.session.get(SECOND) is True


def is_fresh(request: HttpRequest) -> bool:
    """Signed in, or proved anew, in this very session within the last ten minutes."""
    return _age(request, PROVED) < FRESH


def is_over(request: HttpRequest, *, may_idle: bool) -> bool:
    return _age(request, BEGAN) >= LONGEST or not (may_idle or _age(request, SEEN) < IDLE)


def note_use(request: HttpRequest) -> None:
    if _age(request, SEEN) >= STEP:
        request.session[SEEN] = _now()


def freshly(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Ask for a proof first where the sign-in is not fresh, and come back to this page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs) if is_fresh(request) else to_proof(request.path)

    return guarded


def to_proof(back: str) -> HttpResponse:
    return redirect(f"{reverse('me_proof')}?{urlencode({'next': back})}")


def _age(request: HttpRequest, mark: str) -> timedelta:
    """Since the mark was set; for ever where it never was."""
    at = request.session.get(mark)
    return timedelta(seconds=_now() - at) if isinstance(at, int) else timedelta.max


def _now() -> int:
    return int(time.time())
