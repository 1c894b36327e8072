"""Which stored files are still spoken of."""

from typing import Any

from django.db.models import QuerySet

from trilogue.domain.editions.models import EditionFile, Photograph, Revision, Series


def named_files() -> set[str]:
    """The digests of all stored files that a row names, or an earlier state of a row that still exists."""
    series, photographs = Series.objects.all(), Photograph.objects.all()
    named = {*series.values_list("logo", flat=True), *photographs.values_list("picture", flat=True)}
    named |= {*EditionFile.objects.values_list("digest", flat=True)}
    named |= _named_before(Series, "logo") | _named_before(Photograph, "picture")
    return named - {""}


def _named_before(model: type[Series] | type[Photograph], name: str) -> set[str]:
    """By earlier states of rows that are still there, to which they can be restored."""
    there: QuerySet[Any] = QuerySet(model).values_list("pk", flat=True)
    kept = Revision.objects.filter(object_type=model._meta.label_lower, object_id__in=there)
    return {values.get(name, "") for values in kept.values_list("values", flat=True).iterator()}
