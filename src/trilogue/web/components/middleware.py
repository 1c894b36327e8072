"""What every request passes: invalid input refused first, the actor known last."""

import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from trilogue.domain.editions.access import is_staff, without_staff_roles
from trilogue.domain.editions.queries import actor_of
from trilogue.foundation.access import ANONYMOUS, Actor, sessions
from trilogue.foundation.access.limits import TooMany

GetResponse = Callable[[HttpRequest], HttpResponse]


class Guard:
    """Refuses foreign hosts, oversized bodies and input that is not text, before anything reads it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.get_host()
        if not _is_clean(request):
            return _answer(request, 400)
        if _length(request) > most_bytes(request):
            return _answer(request, 413)
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response


def _is_clean(request: HttpRequest) -> bool:
    """Addresses, and form bodies as far as their content type calls them text, are UTF-8 without null bytes."""
    raw = f"{request.META.get('RAW_URI', request.path)}?{request.META.get('QUERY_STRING', '')}"
    if "�" in request.path or not _is_text(unquote_to_bytes(raw.replace("+", " "))):
        return False
    if request.content_type == "application/x-www-form-urlencoded" and _length(request):
        try:
            return _is_text(unquote_to_bytes(request.body.replace(b"+", b" ")))
        except RequestDataTooBig:
            return True
    if request.content_type == "multipart/form-data" and 0 < _length(request) <= most_bytes(request):
        values = [value for key in request.POST for value in (key, *request.POST.getlist(key))]
        names = [each.name or "" for key in request.FILES for each in request.FILES.getlist(key)]
        return not any("\x00" in value or "�" in value for value in (*values, *names))
    return True


def _is_text(data: bytes) -> bool:
    if b"\x00" in data:
        return False
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _length(request: HttpRequest) -> int:
    declared = request.META.get("CONTENT_LENGTH") or "0"
    return int(declared) if declared.isdigit() else most_bytes(request) + 1


def most_bytes(request: HttpRequest) -> int:
    """A request's body may have, where it is sent to."""
    if re.match(settings.UPLOADS, request.path_info):
        return int(settings.UPLOAD_MAX_BYTES)
    return int(settings.REQUEST_MAX_BYTES)


def _answer(request: HttpRequest, status: int) -> HttpResponse:
    from trilogue.web.components.errors import page

    return page(request, status, is_upload=most_bytes(request) == settings.UPLOAD_MAX_BYTES)


class ActorMiddleware:
    """Gives each request its `actor`, loaded when first asked for, and keeps signed-in pages out of caches.

    The one place that says whether a session still counts, and whether it has the second factor that roles ask for.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        response = self.get_response(request)
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "private, no-store"
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Whoever asks too often is told when to try again."""
        if not isinstance(exception, TooMany):
            return None
        from trilogue.web.components.errors import page

        return page(request, 429, wait=exception.wait)


def _actor(request: HttpRequest) -> Actor:
    actor = actor_of(request.user)  # type: ignore[arg-type]
    if actor.is_anonymous:
        return actor
    staff = is_staff.test(actor)
    if sessions.is_over(request, may_idle=not staff):
        logout(request)
        return ANONYMOUS
    if staff:
        sessions.note_use(request)
    must = staff and settings.SECOND_FACTOR == "required" and not sessions.has_second(request)
    if must or sessions.owes_second(request):
        return without_staff_roles(actor)
    return actor
