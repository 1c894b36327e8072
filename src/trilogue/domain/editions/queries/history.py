"""How things of the record stood before, and what was removed from it."""

from collections.abc import Collection

from django.db.models import Exists, Max, Model, OuterRef, QuerySet

from trilogue.domain.editions.models import Edition, Revision, Series
from trilogue.domain.editions.queries.files import FILED, file_names
from trilogue.foundation.files import store
from trilogue.foundation.text.value import State

MOST_REVISIONS = 2_000
"""Looked through for what was official before."""


def revisions_of(model: type[Model], key: int) -> QuerySet[Revision]:
    """The history of one object, newest first."""
    found = Revision.objects.filter(object_type=model._meta.label_lower, object_id=key)
    return found.order_by("-number")


def removed_from(place: Edition | Series) -> QuerySet[Revision]:
    """The last states of what was removed from a place and can be brought back, newest first.

    A photograph or a file can as long as its file is there.
    """
    later = Revision.objects.filter(
        object_type=OuterRef("object_type"), object_id=OuterRef("object_id"), number__gt=OuterRef("number")
    )
    owner = {"edition": place} if isinstance(place, Edition) else {"series": place, "edition": None}
    found = Revision.objects.filter(**owner, removed=True).exclude(Exists(later))
    filed = found.filter(object_type__in=FILED).values_list("pk", "object_type", "values")
    lost = [key for key, kind, values in filed if not all(map(store.exists, file_names(kind, values)))]
    found = found.exclude(pk__in=lost).select_related("account", "edition", "series")
    return found.order_by("-at", "-pk")


def changed_at(rows: Collection[Model]) -> dict[tuple[str, int], float]:
    """By type and number, when each of these was last changed, in seconds; those never changed are left out."""
    kept = (
        Revision.objects.filter(object_id__in={each.pk for each in rows}, at__isnull=False)
        .values_list("object_type", "object_id")
        .annotate(last=Max("at"))
        .order_by()
    )
    return {(kind, key): last.timestamp() for kind, key, last in kept}


def official_before(texts: Collection[tuple[Model, str]], language: str) -> dict[str, str]:
    """Rows with the name of a field: the last wording that was official in a language, by the text's key."""
    wanted = {(row._meta.label_lower, row.pk) for row, _field in texts}
    kept = (
        Revision.objects.filter(object_id__in={key for _kind, key in wanted})
        .order_by("-number")
        .values_list("object_type", "object_id", "values")
    )
    said: dict[str, str] = {}
    for kind, key, values in kept[:MOST_REVISIONS]:
        for field, value in values.items():
            entry = value.get(language) if isinstance(value, dict) else None
            if isinstance(entry, dict) and entry.get("state") == State.OFFICIAL:
                said.setdefault(f"{kind}.{key}.{field}", entry["text"])
    return said
