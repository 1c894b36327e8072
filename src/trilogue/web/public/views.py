"""The public pages. Each is made from the published record alone and may be kept until the version moves."""

from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe

from trilogue.documents.summary import summary
from trilogue.domain.editions.queries import published_version
from trilogue.foundation.access import anyone, requires
from trilogue.web.public import structured
from trilogue.web.public.feeds import robots, sitemap
from trilogue.web.public.lookup import find, find_edition
from trilogue.web.public.pages import STORE, Published, Shelf

__all__ = [
    "accessibility",
    "album",
    "article",
    "data",
    "edition",
    "editions",
    "figures",
    "front_door",
    "healthz",
    "home",
    "network",
    "objectives",
    "photograph",
    "privacy",
    "readyz",
    "robots",
    "series",
    "session",
    "sitemap",
    "sources",
]


def render(request: HttpRequest, shelf: Shelf, template: str, **context: Any) -> Published:
    return Published(shelf, render_to_string(template, context, request))


@requires(anyone)
@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """To the home page in the language the browser prefers. Never kept by anybody."""
    with translation.override(preferred(request.headers.get("Accept-Language", ""))):
        target = reverse("home")
    return HttpResponseRedirect(target, headers={"Cache-Control": "no-store", "Vary": "Accept-Language"})


def preferred(accept_language: str) -> str:
    for code, _ in parse_accept_lang_header(accept_language):
        try:
            return translation.get_supported_language_variant(code)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


@requires(anyone)
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The process is up."""
    return _plain("ok\n")


@requires(anyone)
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The database answers and says what is published."""
    try:
        return _plain(f"ok {published_version()}\n")
    except DatabaseError:
        return _plain("the database does not answer\n", status=503)


def _plain(words: str, status: int = 200) -> HttpResponse:
    return HttpResponse(
        words, status=status, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"}
    )


@requires(anyone)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    shelf = STORE.shelf()
    records = sorted(shelf.records.values(), key=lambda each: (each.series.demonstration, each.series.slug))
    return render(request, shelf, "public/home.html", records=records)


@requires(anyone)
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, STORE.shelf(), "public/accessibility.html")


@requires(anyone)
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, STORE.shelf(), "public/privacy.html")


@requires(anyone)
@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    return _series_page(request, slug, "series")


@requires(anyone)
@require_safe
def objectives(request: HttpRequest, slug: str) -> HttpResponse:
    return _series_page(request, slug, "objectives")


@requires(anyone)
@require_safe
def figures(request: HttpRequest, slug: str) -> HttpResponse:
    return _series_page(request, slug, "figures")


@requires(anyone)
@require_safe
def network(request: HttpRequest, slug: str) -> HttpResponse:
    """Only what the record itself knows: counts, and what follows from them."""
    return _series_page(request, slug, "network")


@requires(anyone)
@require_safe
def sources(request: HttpRequest, slug: str) -> HttpResponse:
    return _series_page(request, slug, "sources")


@requires(anyone)
@require_safe
def data(request: HttpRequest, slug: str) -> HttpResponse:
    return _series_page(request, slug, "data")


def _series_page(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    shelf, record = find(slug)
    return render(request, shelf, f"public/{name}.html", record=record)


@requires(anyone)
@require_safe
def editions(request: HttpRequest, slug: str, show: str = "all") -> HttpResponse:
    shelf, record = find(slug)
    counted = summary(record)
    shown = {"all": record.editions, "held": counted.held, "tentative": counted.tentative}[show]
    return render(request, shelf, "public/editions.html", record=record, editions=shown, show=show)


@requires(anyone)
@require_safe
def edition(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    shelf, record, found = find_edition(slug, number)
    event = structured.event(record, found, translation.get_language() or "en")
    return render(request, shelf, "public/edition.html", record=record, edition=found, event=event)


@requires(anyone)
@require_safe
def article(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    shelf, record, found = find_edition(slug, number)
    if not found.article:
        raise Http404
    return render(request, shelf, "public/article.html", record=record, edition=found)


@requires(anyone)
@require_safe
def session(request: HttpRequest, slug: str, number: int, session: int) -> HttpResponse:
    shelf, record, found = find_edition(slug, number)
    one = next((each for each in found.sessions if each.number == session), None)
    if one is None:
        raise Http404
    return render(request, shelf, "public/session.html", record=record, edition=found, session=one)


@requires(anyone)
@require_safe
def album(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    shelf, record, found = find_edition(slug, number)
    if not found.album:
        raise Http404
    return render(request, shelf, "public/album.html", record=record, edition=found)


@requires(anyone)
@require_safe
def photograph(request: HttpRequest, slug: str, number: int, photograph: int) -> HttpResponse:
    """One photograph large, with its neighbours in the album."""
    shelf, record, found = find_edition(slug, number)
    there = found.in_album(photograph)
    if there is None:
        raise Http404
    one, before, after = there
    beside = {"before": before, "after": after}
    return render(
        request, shelf, "public/shown_photograph.html", record=record, edition=found, one=one, **beside
    )
