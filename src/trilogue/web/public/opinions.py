"""Exchanges of opinions that are over: the list of a series, each with its results, and its files."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from trilogue.documents import exchange_data, exchange_told
from trilogue.documents.exchange_record import ExchangeRecord
from trilogue.documents.opinion_results import facts
from trilogue.documents.record import Record
from trilogue.documents.register import json_bytes
from trilogue.domain.opinions.queries import pieces_of_folder
from trilogue.foundation.access import anyone, requires
from trilogue.web.public import structured
from trilogue.web.public.lookup import find
from trilogue.web.public.pages import Published, Shelf


@requires(anyone)
@require_safe
def opinions(request: HttpRequest, slug: str) -> HttpResponse:
    shelf, record = find(slug)
    return Published(shelf, render_to_string("public/opinions.html", {"record": record}, request))


@requires(anyone)
@require_safe
def opinion(request: HttpRequest, slug: str, exchange: int) -> HttpResponse:
    shelf, record, found = find_exchange(slug, exchange)
    language = translation.get_language() or "en"
    told = exchange_told.told(record, found, language)
    context = {
        "record": record,
        "exchange": found,
        "edition": record.edition(found.edition),
        "found": told.open,
        "final": told.final,
        "countries": told.countries,
        "by_delegation": any(each.shares for each in told.open.all),
        "facts": facts(told.open),
        "forms": exchange_told.FORMS,
        "dataset": structured.dataset(record, found, language),
    }
    return Published(shelf, render_to_string("public/opinion.html", context, request))


@requires(anyone)
@require_safe
def download(request: HttpRequest, slug: str, exchange: int, form: str) -> HttpResponse:  # noqa: ARG001
    """The results as a workbook or on paper, in the language of the page."""
    shelf, record, found = find_exchange(slug, exchange)
    try:
        made = exchange_told.build(record, found, form, translation.get_language() or "en")
    except LookupError as missing:
        raise Http404 from missing
    return Published(shelf, made.data, content_type=made.media_type, headers=_attached(made.name))


@requires(anyone)
@require_safe
def results(request: HttpRequest, slug: str, exchange: int) -> HttpResponse:  # noqa: ARG001
    """The figures of the page and every text in four languages (docs/opinions-json.md)."""
    shelf, record, found = find_exchange(slug, exchange)
    address = structured.BASE + reverse("opinion_votes", kwargs={"slug": slug, "exchange": exchange})
    content = exchange_data.exchange(record, found, address=address)
    name = f"{slug}-opinions-{exchange}.json"
    return Published(shelf, json_bytes(content), content_type="application/json", headers=_attached(name))


@requires(anyone)
@require_safe
def votes(request: HttpRequest, slug: str, exchange: int) -> HttpResponse:
    """The single votes, in pieces: they may be many, and nobody's memory has to hold them."""
    _shelf, _record, found = find_exchange(slug, exchange)
    if found.folder is None:
        raise Http404
    headers = {
        "ETag": f'"{found.folder.sha256[:32]}"',
        "Cache-Control": "public, max-age=0, must-revalidate",
        "Content-Language": "zxx",
        **_attached(f"{slug}-opinions-{exchange}.zip"),
    }
    known = get_conditional_response(request, etag=headers["ETag"])
    if isinstance(known, HttpResponseNotModified):
        return HttpResponse(status=304, headers={name: headers[name] for name in ("ETag", "Cache-Control")})
    pieces = () if request.method == "HEAD" else pieces_of_folder(slug, exchange)
    headers["Content-Length"] = str(found.folder.size)
    streamed = StreamingHttpResponse(pieces, content_type="application/zip", headers=headers)
    return cast(
        "HttpResponse", streamed
    )  # what declares access is typed for pages; it only passes answers on


def _attached(name: str) -> dict[str, str]:
    """The headers of a file to keep. None of these holds anybody's data."""
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def find_exchange(slug: str, number: int) -> tuple[Shelf, Record, ExchangeRecord]:
    shelf, record = find(slug)
    found = record.exchange(number)
    if found is None:
        raise Http404
    return shelf, record, found
