"""The logo of a series."""

from django.db import transaction

from trilogue.domain.editions.actions.photographs import PhotographRefused, is_complete
from trilogue.domain.editions.actions.record import change
from trilogue.domain.editions.models import Series
from trilogue.foundation.access import Actor
from trilogue.foundation.files.pictures import Picture
from trilogue.foundation.text.value import Text


@transaction.atomic
def set_logo(series: Series, *, by: Actor, alt: Text, picture: Picture | None = None) -> tuple[str, ...]:
    """Without a picture, only what is said of the one there is. The caller holds the row.

    Raises PhotographRefused: ALT_INCOMPLETE.
    """
    if not is_complete(alt):
        raise PhotographRefused("ALT_INCOMPLETE")
    drawn = (
        {"logo": picture.digest, "logo_width": picture.width, "logo_height": picture.height}
        if picture
        else {}
    )
    return change(series, by=by, logo_alt=alt, **drawn)


@transaction.atomic
def remove_logo(series: Series, *, by: Actor) -> None:
    change(series, by=by, logo="", logo_width=0, logo_height=0, logo_alt=Text())
