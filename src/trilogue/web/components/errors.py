"""Error pages in four languages, written so that they need no database, session or translation catalogue state."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from trilogue.foundation.text.value import LANGUAGES


def page(
    request: HttpRequest, status: int, *, is_upload: bool = False, wait: timedelta = timedelta()
) -> HttpResponse:
    """`is_upload`: where photographs and documents are sent, for the sentence about what is too large; `wait` is
    when to try again, where that helps.
    """
    language = _language(request)
    minutes = max(-(-wait // timedelta(minutes=1)), 1)
    context = {"status": status, "language": language, "is_upload": is_upload, "minutes": minutes}
    with translation.override(language):
        body = render_to_string("error.html", context)
    headers = {"Cache-Control": "no-store"}
    if wait:
        headers["Retry-After"] = str(-(-wait // timedelta(seconds=1)))
    return HttpResponse(body, status=status, headers=headers)


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
