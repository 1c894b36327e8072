"""An earlier state of an object of the record becomes its present one: a change like any other, in its history."""

from django.db import IntegrityError, transaction

from trilogue.domain.editions import actions as editions
from trilogue.domain.editions.actions.history import PLACES, NoLongerFits, keep_file, values_of
from trilogue.domain.editions.models import Edition, Photograph, Revision
from trilogue.domain.places.models import Government
from trilogue.domain.programme import actions as programme
from trilogue.domain.programme.models import Session, Speaker
from trilogue.foundation.access import Actor


@transaction.atomic
def restore(row: object, revision: Revision, *, by: Actor) -> None:
    """The row stands again as in that revision. The caller holds it. Raises NoLongerFits, and changes nothing."""
    if isinstance(row, Photograph) and revision.values["picture"] != row.picture:
        keep_file(revision)
    try:
        with transaction.atomic():
            if isinstance(row, Session | Speaker):
                names = programme.EDITABLE[type(row)]
                programme.change(row, by=by, **values_of(revision, type(row), names))
            else:
                names = editions.EDITABLE[type(row)]  # type: ignore[index]
                editions.change(row, by=by, **values_of(revision, type(row), names))  # type: ignore[type-var,arg-type]
    except IntegrityError:
        raise NoLongerFits("taken") from None
    if isinstance(row, Edition) and PLACES in revision.values:
        editions.set_places(row, by=by, governments=_governments(revision.values[PLACES]))


def _governments(keys: list[int]) -> list[Government]:
    found = Government.objects.in_bulk(keys)
    if len(found) < len(keys):
        raise NoLongerFits("gone", PLACES)
    return [found[key] for key in keys]
