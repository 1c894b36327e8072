"""Finding what an address names in the published record."""

from django.http import Http404

from trilogue.documents.record import EditionRecord, Record
from trilogue.web.public.pages import STORE, Shelf


def find(slug: str) -> tuple[Shelf, Record]:
    shelf = STORE.shelf()
    record = shelf.records.get(slug)
    if record is None:
        raise Http404
    return shelf, record


def find_edition(slug: str, number: int) -> tuple[Shelf, Record, EditionRecord]:
    shelf, record = find(slug)
    edition = record.edition(number)
    if edition is None:
        raise Http404
    return shelf, record, edition
