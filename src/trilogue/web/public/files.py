"""Pictures and documents. Public is what the published record names; anything else needs a role where it belongs.

The published version is asked of the database each time: what was withdrawn is gone with the next request.
"""

from collections.abc import Iterable
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseNotModified
from django.views.decorators.http import require_safe

from trilogue.documents.record import EditionRecord, Record, published
from trilogue.domain.delegations.access import fetches
from trilogue.domain.editions.access import translates
from trilogue.domain.editions.models import EditionFile, Photograph, Series
from trilogue.foundation.access import Actor, anyone, requires
from trilogue.foundation.files import papers, pictures, store
from trilogue.web.public.pages import STORE, current_version, is_known

PUBLIC = "public, max-age=0, must-revalidate"
PRIVATE = "private, no-store"
HARMLESS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-site",
}


@requires(anyone)
@require_safe
def picture(request: HttpRequest, digest: str, width: int, form: str) -> HttpResponse:
    shown = any(digest in _pictures(record) for record in _records())
    if not shown and not _may_see(request.actor, digest):  # type: ignore[attr-defined]
        raise Http404
    name = pictures.file_name(digest, width, form)
    headers = HARMLESS | {"Content-Type": pictures.MEDIA_TYPES[form]}
    return _answer(request, name, headers, public=shown)


@requires(anyone)
@require_safe
def paper(request: HttpRequest, digest: str, name: str) -> HttpResponse:
    shown = any(
        file.digest == digest and file.name == name for edition in _editions() for file in edition.files
    )
    if not shown and not _may_fetch(request.actor, digest, name):  # type: ignore[attr-defined]
        raise Http404
    kind = name.rpartition(".")[2]
    headers = HARMLESS | {
        "Content-Type": papers.MEDIA_TYPES[kind],
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
    }
    return _answer(request, papers.file_name(digest, kind), headers, public=shown)


def _records() -> Iterable[Record]:
    version, shelf = current_version(), STORE.shelf()
    return (shelf.records if shelf.version == version else published(version[0])).values()


def _editions() -> Iterable[EditionRecord]:
    return (edition for record in _records() for edition in record.editions)


def _pictures(record: Record) -> Iterable[str]:
    yield record.series.logo
    for edition in record.editions:
        yield from (each.picture for each in edition.album)


def _may_see(actor: Actor, digest: str) -> bool:
    """At the desk where it belongs."""
    if actor.is_anonymous:
        return False
    places = [each.edition for each in Photograph.objects.filter(picture=digest).select_related("edition")]
    return any(translates.test(actor, place) for place in (*places, *Series.objects.filter(logo=digest)))


def _may_fetch(actor: Actor, digest: str, name: str) -> bool:
    if actor.is_anonymous:
        return False
    files = EditionFile.objects.filter(digest=digest, name=name).select_related("edition")
    return any(fetches.test(actor, file) for file in files)


def _answer(request: HttpRequest, name: str, headers: dict[str, str], *, public: bool) -> HttpResponse:
    """The name says what the file holds, so that it makes the tag."""
    etag = f'"{name.rpartition("/")[2]}"'
    headers = headers | {"Cache-Control": PUBLIC if public else PRIVATE, "ETag": etag}
    if is_known(etag, request.META.get("HTTP_IF_NONE_MATCH", "")) and store.exists(name):
        return HttpResponseNotModified(
            headers={key: headers[key] for key in headers if key != "Content-Type"}
        )
    try:
        return HttpResponse(store.read(name), headers=headers)
    except FileNotFoundError as error:
        raise Http404 from error
