"""The history of each object of the record: how it stood after every change, and what it was when it was removed."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from trilogue.domain.editions.models import Edition, Revision, Series
from trilogue.domain.editions.queries.files import file_names
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log
from trilogue.foundation.files import store
from trilogue.foundation.text.fields import MultilingualField
from trilogue.foundation.text.value import Text

PLACES = "places"
"""Where an edition is held, in order: no column of its own, but part of how it stands."""


class NoLongerFits(Exception):
    """An earlier state cannot come back: `code` says why, `field` where.

    "gone": what the field points at is no more; "taken": something else has this place now;
    "unknown": the field says nothing that this version of the program knows; "deleted": its file is no more.
    """

    def __init__(self, code: str, field: str = "") -> None:
        super().__init__(code, field)
        self.code, self.field = code, field


def plain(obj: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """The values of these fields as JSON has them: a text by languages, a day in ISO form, a row by its number."""
    return {name: _plain(_value(obj, name)) for name in sorted(names)}


def _value(obj: models.Model, name: str) -> Any:
    if name == PLACES:
        return list(obj.places.values_list("government_id", flat=True))  # type: ignore[attr-defined]
    return getattr(obj, obj._meta.get_field(name).attname)  # type: ignore[union-attr]


def _plain(value: Any) -> Any:
    if isinstance(value, Text):
        return value.to_json()
    return value.isoformat() if isinstance(value, date) else value


def whole(obj: models.Model) -> dict[str, Any]:
    """Every column but its number, as `plain` has them: enough to make it anew."""
    return plain(obj, [each.name for each in obj._meta.concrete_fields if not each.primary_key])


def values_of(revision: Revision, model: type[models.Model], names: Iterable[str]) -> dict[str, Any]:
    """The values of these fields as the object had them. Raises NoLongerFits where one has no meaning any more."""
    return {name: _former(model, name, revision.values[name]) for name in names if name in revision.values}


def _former(model: type[models.Model], name: str, value: Any) -> Any:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        raise NoLongerFits("unknown", name) from None
    if isinstance(field, MultilingualField):
        return Text.from_json(value)
    if value is None or (value == "" and field.blank):  # type: ignore[union-attr]
        return value
    if isinstance(field, models.ForeignKey):
        found = models.QuerySet(field.related_model).filter(pk=value).first()
        if found is None:
            raise NoLongerFits("gone", name)
        return found
    if field.choices and value not in dict(field.flatchoices):  # type: ignore[union-attr]
        raise NoLongerFits("unknown", name)
    return field.to_python(value)  # type: ignore[union-attr]


@transaction.atomic
def keep(
    obj: models.Model,
    edition: Edition | Series,
    before: Mapping[str, Any],
    *,
    by: Actor,
    fields: Iterable[str],
    removed: bool = False,
) -> Revision:
    """How `obj` stands now, and at its first change how it stood `before`; both as `plain` has them.

    `edition` is the one it belongs to, or the series for what belongs to no edition. The caller holds the row.
    """
    kind, key = obj._meta.label_lower, obj.pk
    place = (
        {"series_id": edition.series_id, "edition": edition}
        if isinstance(edition, Edition)
        else {"series": edition}
    )
    known = Revision.objects.filter(object_type=kind, object_id=key).order_by("-number")
    last = known.values_list("number", flat=True).first()
    if last is None:
        last = 1
        Revision.objects.create(**place, object_type=kind, object_id=key, number=last, values=dict(before))
    return Revision.objects.create(
        **place,
        object_type=kind,
        object_id=key,
        number=last + 1,
        at=timezone.now(),
        account_id=by.account,
        removed=removed,
        fields=sorted(fields),
        values=plain(obj, before),
    )


@transaction.atomic
def keep_last(obj: models.Model, edition: Edition | Series, *, by: Actor) -> None:
    """What it is now that it goes. The caller holds the row, and removes it; a file of it stays for a day."""
    last = keep(obj, edition, whole(obj), by=by, fields=[], removed=True)
    _renew_file(last)


@transaction.atomic
def bring_back(revision: Revision, model: type[models.Model], *, by: Actor) -> models.Model:
    """What was removed stands again as it was, under the number it had. Raises NoLongerFits."""
    if not revision.removed or models.QuerySet(model).filter(pk=revision.object_id).exists():
        raise NoLongerFits("taken")
    keep_file(revision)
    obj = model(pk=revision.object_id, **values_of(revision, model, revision.values))
    try:
        with transaction.atomic():
            obj.save(force_insert=True)
    except IntegrityError:
        raise NoLongerFits("taken") from None
    place = revision.edition or revision.series
    keep(obj, place, revision.values, by=by, fields=[])
    log.write("bring_back", obj, by=by, edition=revision.edition_id)
    return obj


def keep_file(revision: Revision) -> None:
    """The file that goes with this state stays until what names it is stored. Raises NoLongerFits."""
    if not _renew_file(revision):
        raise NoLongerFits("deleted")


def _renew_file(revision: Revision) -> bool:
    names = file_names(revision.object_type, revision.values)
    return not names or store.renew(names)


def removed_numbers(model: type[models.Model], place: Edition | Series, **like: Any) -> list[int]:
    """The numbers of those removed from a place: they stay theirs. `like` narrows them by other values."""
    owner = {"edition": place} if isinstance(place, Edition) else {"series": place, "edition": None}
    found = Revision.objects.filter(**owner, object_type=model._meta.label_lower, removed=True)
    values = found.values_list("values", flat=True)
    return [each["number"] for each in values if all(each.get(name) == value for name, value in like.items())]
