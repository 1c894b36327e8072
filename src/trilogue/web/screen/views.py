"""The screen: a page that stays open, and the part of it that follows what the desk commands and how many voted."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import override
from django.views.decorators.http import require_GET

from trilogue.domain.opinions.models import Screen
from trilogue.foundation.access import anyone, requires
from trilogue.foundation.brief import Brief
from trilogue.web.screen.stage import stage

SHOWN: Brief[str] = Brief(moment=0.3)
"""Several screens can show the same; all ask about once a second."""


def load_screen(code: str) -> Screen:
    related = ("series", "edition__series", "conversation__series", "conversation__edition", "question_time")
    return get_object_or_404(Screen.objects.select_related(*related), code=code)


@requires(anyone, load_screen)
@require_GET
def screen(request: HttpRequest, screen: Screen) -> HttpResponse:
    """Whoever has the address may look."""
    made = stage(screen)
    language = made.context["language"]
    with override(language):
        part = render_to_string(made.template, made.context)
        context = {**made.context, "screen": screen, "part": part, "etag": _etag(part)}
        return render(request, "screen/screen.html", context)


@requires(anyone, load_screen)
@require_GET
def now(request: HttpRequest, screen: Screen) -> HttpResponse:
    """The part that changes; 304 while it does not."""

    def read() -> str:
        made = stage(screen)
        with override(made.context["language"]):
            return render_to_string(made.template, made.context)

    asks_again = "If-None-Match" in request.headers
    part = SHOWN.get((screen.pk, screen.number), read) if asks_again else read()
    etag = _etag(part)
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None and unchanged.status_code == 304:
        return unchanged
    return HttpResponse(part, headers={"ETag": etag})


def _etag(part: str) -> str:
    return quote_etag(sha256(part.encode()).hexdigest()[:32])
