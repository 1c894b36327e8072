"""What every request passes: invalid input refused first, the actor known last."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from trilogue.domain.editions.queries import actor_of

GetResponse = Callable[[HttpRequest], HttpResponse]


class Guard:
    """Refuses foreign hosts, oversized bodies and input that is not text, before anything reads it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.get_host()
        if not _is_clean(request):
            return _answer(request, 400)
        if _length(request) > settings.REQUEST_MAX_BYTES:
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
    if request.content_type == "multipart/form-data" and 0 < _length(request) <= settings.REQUEST_MAX_BYTES:
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
    return int(declared) if declared.isdigit() else settings.REQUEST_MAX_BYTES + 1


def _answer(request: HttpRequest, status: int) -> HttpResponse:
    from trilogue.web.components.errors import page

    return page(request, status)


class ActorMiddleware:
    """Gives each request its `actor`, loaded when first asked for, and keeps signed-in pages out of caches."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor_of(request.user))  # type: ignore[attr-defined,arg-type]
        response = self.get_response(request)
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "private, no-store"
        return response
