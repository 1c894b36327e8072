"""Error pages in four languages, written so that they need no database, session or translation catalogue state."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from trilogue.foundation.text.value import LANGUAGES


def page(request: HttpRequest, status: int) -> HttpResponse:
    language = _language(request)
    with translation.override(language):
        body = render_to_string("error.html", {"status": status, "language": language})
    return HttpResponse(body, status=status, headers={"Cache-Control": "no-store"})


def _language(request: HttpRequest) -> str:
    """From the address, else from the browser's preference."""
    first = request.path_info.split("/")[1] if "/" in request.path_info else ""
    if first in LANGUAGES:
        return first
    return translation.get_language_from_request(request)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:  # noqa: ARG001
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return page(request, 404)


def failed(request: HttpRequest) -> HttpResponse:
    return page(request, 500)
