"""Seeing what readers would see: every public page of a series as the rows stand now. Nothing of it is kept."""

import re
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from trilogue.documents.record import EditionRecord, Record, live
from trilogue.documents.summary import summary
from trilogue.domain.editions.access import translates
from trilogue.domain.editions.models import Edition, Series
from trilogue.foundation.access import Actor, requires
from trilogue.foundation.text.value import LANGUAGES
from trilogue.web.desk import place
from trilogue.web.desk.frame import actor_of
from trilogue.web.desk.place import Place, Spot, load_edition, load_series, series_of, there

SERIES_PAGES = ("objectives", "figures", "network", "sources", "data")
LISTS = ("editions", "held", "tentative")
"""The register, whole and by what was held."""
OF_EDITION = re.compile(r"editions/(\d+)/(?:(article|sessions|photographs)/(?:(\d+)/)?)?")
OF_EDITIONS = {
    ("", False): "desk_preview",
    ("article", False): "desk_preview_article",
    ("sessions", True): "desk_preview_session",
    ("photographs", False): "desk_preview_album",
    ("photographs", True): "desk_preview_photograph",
}
"""The preview of a page of an edition, by its kind and whether it is one of several."""


def load_page(slug: str, page: str) -> Spot:
    if page not in (*SERIES_PAGES, *LISTS):
        raise Http404
    return Spot(load_series(slug), page)


def load_session(slug: str, number: int, session: int) -> Spot:
    return Spot(load_edition(slug, number), session)


def load_photograph(slug: str, number: int, photograph: int) -> Spot:
    return Spot(load_edition(slug, number), photograph)


@requires(translates, place.load)
@require_GET
def preview(request: HttpRequest, where: Place) -> HttpResponse:
    """The page of an edition, or the first page of the series."""
    if isinstance(where, Edition):
        return _shown(request, where, "edition")
    return _shown(request, where, "series")


@requires(there(translates), load_page)
@require_GET
def series_page(request: HttpRequest, spot: Spot) -> HttpResponse:
    if spot.kind not in LISTS:
        return _shown(request, spot.place, spot.kind)
    record = live(series_of(spot.place))
    counted = summary(record)
    listed = {"editions": record.editions, "held": counted.held, "tentative": counted.tentative}
    show = "all" if spot.kind == "editions" else spot.kind
    return _shown(request, spot.place, "editions", editions=listed[spot.kind], show=show)


@requires(translates, load_edition)
@require_GET
def article(request: HttpRequest, edition: Edition) -> HttpResponse:
    if not edition.lines.filter(kind="A").exists():
        raise Http404
    return _shown(request, edition, "article")


@requires(there(translates), load_session)
@require_GET
def session(request: HttpRequest, spot: Spot) -> HttpResponse:
    shown = _edition(live(series_of(spot.place)), spot.place)
    one = next((each for each in shown.sessions if each.number == spot.kind), None) if shown else None
    if one is None:
        raise Http404
    return _shown(request, spot.place, "session", session=one)


@requires(translates, load_edition)
@require_GET
def album(request: HttpRequest, edition: Edition) -> HttpResponse:
    shown = _edition(live(series_of(edition)), edition)
    if shown is None or not shown.album:
        raise Http404
    return _shown(request, edition, "album")


@requires(there(translates), load_photograph)
@require_GET
def photograph(request: HttpRequest, spot: Spot) -> HttpResponse:
    shown = _edition(live(series_of(spot.place)), spot.place)
    there_is = shown.in_album(spot.kind) if shown else None
    if there_is is None:
        raise Http404
    one, before, after = there_is
    return _shown(request, spot.place, "shown_photograph", one=one, before=before, after=after)


def _edition(record: Record, where: Place) -> EditionRecord | None:
    return record.edition(where.number) if isinstance(where, Edition) else None


def _shown(request: HttpRequest, where: Place, name: str, **more: Any) -> HttpResponse:
    """The public page's own template, with links that lead to other previews where this actor may see them."""
    series = series_of(where)
    record = live(series)
    context = {
        "record": record,
        "edition": _edition(record, where),
        "language": get_language() or "en",
        "preview": True,
    }
    body = render_to_string(f"public/{name}.html", {**context, **more}, request)
    return HttpResponse(_leading_to_previews(body, series, actor_of(request)))


def _leading_to_previews(body: str, series: Series, actor: Actor) -> str:
    link = re.compile(rf'href="/({"|".join(LANGUAGES)})/{series.slug}/([^"#]*)')
    editions = {each.number: each for each in series.editions.select_related("series")}

    def led(found: re.Match[str]) -> str:
        path = _preview_of(series, editions, found[2], actor)
        return f'href="/{found[1]}/{path}' if path else found[0]

    return link.sub(led, body)


def _preview_of(series: Series, editions: Mapping[int, Edition], page: str, actor: Actor) -> str:
    """The preview of a public page beneath the language, "" where there is none for this actor."""
    of_edition = OF_EDITION.fullmatch(page)
    if of_edition:
        edition = editions.get(int(of_edition[1]))
        if edition is None or not translates.test(actor, edition):
            return ""
        kind, number = of_edition[2] or "", of_edition[3]
        arguments = (series.slug, edition.number, *([int(number)] if number else []))
        return (
            _path(OF_EDITIONS[kind, bool(number)], *arguments) if (kind, bool(number)) in OF_EDITIONS else ""
        )
    if not translates.test(actor, series):
        return ""
    if not page:
        return _path("desk_preview", series.slug)
    name = page.removeprefix("editions/").rstrip("/") or "editions"
    return _path("desk_preview_page", series.slug, name) if name in (*SERIES_PAGES, *LISTS) else ""


def _path(name: str, *arguments: Any) -> str:
    """An address without its language."""
    return reverse(name, args=arguments).split("/", 2)[2]
