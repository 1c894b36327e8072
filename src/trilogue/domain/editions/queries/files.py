"""Which stored files are still spoken of."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from trilogue.domain.editions.models import EditionFile, Photograph, Publication, Revision, Series
from trilogue.foundation.files import papers, pictures

FILED = (Photograph._meta.label_lower, EditionFile._meta.label_lower)
"""What goes with a file."""
DIGEST = re.compile(rb'"([0-9a-f]{64})"')


def file_names(object_type: str, values: Mapping[str, Any]) -> list[str]:
    """In the store, of the file that goes with something of the record that stood so; most things have none."""
    if object_type == Photograph._meta.label_lower and values["picture"]:
        return pictures.file_names(values["picture"], values["width"])
    if object_type == EditionFile._meta.label_lower:
        return [papers.file_name(values["digest"], values["kind"])]
    return []


def named_files() -> set[str]:
    """The digests of all stored files that a row names, or an earlier state of a row that still exists."""
    series, photographs = Series.objects.all(), Photograph.objects.all()
    named = {*series.values_list("logo", flat=True), *photographs.values_list("picture", flat=True)}
    named |= {*EditionFile.objects.values_list("digest", flat=True)}
    named |= _named_before(Series, "logo") | _named_before(Photograph, "picture")
    return named - {""}


def shown_files(since: datetime) -> set[str]:
    """The digests of all stored files that readers have, or had at some time since then."""
    contents = Publication.objects.filter(pk__in=[*_shown(since)]).values_list("content", flat=True)
    return {digest.decode() for each in contents.iterator() for digest in DIGEST.findall(bytes(each))}


def _shown(since: datetime) -> Iterator[int]:
    """Each publication is shown until the next one of its place."""
    until: dict[tuple[int, int | None], datetime] = {}
    rows = Publication.objects.order_by("-version")
    for key, series, edition, at in rows.values_list("pk", "series_id", "edition_id", "published_at"):
        if until.get((series, edition), since) >= since:
            yield key
        until[series, edition] = at


def _named_before(model: type[Series] | type[Photograph], name: str) -> set[str]:
    """By earlier states of rows that are still there, to which they can be restored."""
    there: QuerySet[Any] = QuerySet(model).values_list("pk", flat=True)
    kept = Revision.objects.filter(object_type=model._meta.label_lower, object_id__in=there)
    return {values.get(name, "") for values in kept.values_list("values", flat=True).iterator()}
