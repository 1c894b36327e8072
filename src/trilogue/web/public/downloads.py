"""The record as files: register and edition in four forms, and the pictures that links are previewed with."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from trilogue.foundation.access import anyone, requires
from trilogue.web.public.lookup import find, find_edition
from trilogue.web.public.pages import Published, Shelf

if TYPE_CHECKING:
    from trilogue.documents.document import Document


@requires(anyone)
@require_safe
def register(request: HttpRequest, slug: str, form: str) -> HttpResponse:  # noqa: ARG001
    from trilogue.documents import register as document

    shelf, record = find(slug)
    return _file(shelf, document.build(record, _language(), form))


@requires(anyone)
@require_safe
def edition(request: HttpRequest, slug: str, number: int, form: str) -> HttpResponse:  # noqa: ARG001
    from trilogue.documents import edition as document

    shelf, record, _ = find_edition(slug, number)
    return _file(shelf, document.build(record, number, _language(), form))


@requires(anyone)
@require_safe
def preview(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:  # noqa: ARG001
    from trilogue.documents import preview as document

    if number is None:
        shelf, record = find(slug)
    else:
        shelf, record, _ = find_edition(slug, number)
    made = document.build(record, number, _language())
    return Published(shelf, made.data, content_type=made.media_type)


def _language() -> str:
    return translation.get_language() or "en"


def _file(shelf: Shelf, made: "Document") -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{made.name}"'}
    return Published(shelf, made.data, content_type=made.media_type, headers=disposition)
