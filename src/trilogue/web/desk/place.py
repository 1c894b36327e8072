"""What a desk address means: a series or one of its editions, and who may do what with it."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from trilogue.domain.editions import access
from trilogue.domain.editions.models import Edition, Series
from trilogue.flows.hold import hold
from trilogue.foundation.access import Actor
from trilogue.foundation.access import predicate as access_predicate

Place = Series | Edition
LARGEST = 32767
"""The largest number an edition can have; a larger one in an address asks the database nothing."""


def load(slug: str, number: int | None = None) -> Place:
    return load_edition(slug, number) if number is not None else load_series(slug)


def load_series(slug: str) -> Series:
    return get_object_or_404(Series, slug=slug)


def load_edition(slug: str, number: int) -> Edition:
    if number > LARGEST:
        raise Http404
    return get_object_or_404(Edition.objects.select_related("series"), series__slug=slug, number=number)


def series_of(place: Place) -> Series:
    return place if isinstance(place, Series) else place.series


def edition_of(place: Place) -> Edition | None:
    return place if isinstance(place, Edition) else None


def address(name: str, place: Place, *rest: Any) -> str:
    """The desk page `name` of a series or an edition."""
    series, edition = series_of(place), edition_of(place)
    numbers = (edition.number,) if edition else ()
    return reverse(f"desk_{name}", args=(series.slug, *numbers, *rest))


@dataclass(frozen=True)
class Spot:
    """Something of a place that an address names: what it is, and the row itself when there is one."""

    place: Place
    kind: Any = None
    row: Any = None


def load_part(model: type[Model], slug: str, number: int, pk: int) -> Spot:
    """One of what an edition has several of, by its number."""
    edition = load_edition(slug, number)
    found: QuerySet[Any] = QuerySet(model).select_related("edition__series")
    return Spot(edition, row=get_object_or_404(found, edition=edition, pk=pk))


def held(row: Any) -> Any:
    """The row as it is now, under its lock; one that somebody removed meanwhile does not exist."""
    try:
        return hold(row)
    except ObjectDoesNotExist:
        raise Http404 from None


def there(predicate: Any) -> Any:
    """The predicate asked about the place of a spot."""

    @access_predicate
    def holds(actor: Actor, spot: Spot) -> bool:
        return bool(predicate.test(actor, spot.place))

    return holds


@access_predicate
def has_desk(actor: Actor) -> bool:
    return any(each.role in access.DESK_ROLES for each in actor.appointments)


@access_predicate
def runs_anywhere(actor: Actor) -> bool:
    """Runs some edition or series: may add to what all of them share."""
    return any(each.role in access.RUNNING_ROLES for each in actor.appointments)
