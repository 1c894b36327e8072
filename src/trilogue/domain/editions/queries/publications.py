"""What readers have, and what they are to have at a given time."""

from django.db.models import QuerySet

from trilogue.domain.editions.models import Edition, Installation, Publication, ScheduledPublication, Series


def installation() -> Installation:
    return Installation.objects.get(pk=1)


def published_version() -> int:
    """The number readers' pages depend on. 0 before the first publication."""
    return Installation.objects.values_list("published_version", flat=True).filter(pk=1).first() or 0


def current_publications() -> list[Publication]:
    """The latest publication of every series and edition, those withdrawn left out."""
    latest: dict[tuple[int, int | None], Publication] = {}
    for publication in Publication.objects.order_by("version").select_related("edition"):
        latest[publication.series_id, publication.edition_id] = publication
    return [each for each in latest.values() if each.content]


def scheduled_at(place: Edition | Series) -> QuerySet[ScheduledPublication]:
    """Publications of a place that were asked for beforehand, the latest first."""
    owner = {"edition": place} if isinstance(place, Edition) else {"series": place, "edition": None}
    return ScheduledPublication.objects.filter(**owner).select_related("asked_by").order_by("-asked_at")
