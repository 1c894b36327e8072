"""The album of an edition. A photograph with a file has alternative text in every language and the consent of those
who can be recognised; one of them may be the group photograph.
"""

from typing import Any

from django.db import transaction
from django.db.models import Max

from trilogue.domain.editions.actions import history
from trilogue.domain.editions.actions.record import EDITABLE, change, next_number
from trilogue.domain.editions.choices import PHOTOGRAPH_LETTER, PhotoConsent
from trilogue.domain.editions.models import Edition, Photograph
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log
from trilogue.foundation.files.pictures import Picture
from trilogue.foundation.text.value import LANGUAGES, State, Text


class PhotographRefused(Exception):
    """`code`: ALT_INCOMPLETE, NO_CAPTION, NO_CREDIT, NO_CONSENT."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def add_photograph(
    *, by: Actor, edition: Edition, picture: Picture, group: bool = False, **values: Any
) -> Photograph:
    """At the end of the album. `values` are the editable fields. Raises PhotographRefused."""
    log.hold(Edition.objects.filter(pk=edition.pk)).get()
    if group:
        _no_other_group(edition, by=by)
    photograph = Photograph(edition=edition, group=group, **_at_the_end(edition), **_of(picture), **values)
    _check(photograph)
    photograph.save(force_insert=True)
    log.write("add", photograph, by=by, edition=edition.pk)
    return photograph


@transaction.atomic
def describe_photograph(*, by: Actor, edition: Edition, caption: Text, credit: Text) -> Photograph:
    """The group photograph, whose file has not been supplied yet."""
    log.hold(Edition.objects.filter(pk=edition.pk)).get()
    photograph = Photograph.objects.create(
        edition=edition, group=True, caption=caption, credit=credit, **_at_the_end(edition)
    )
    log.write("add", photograph, by=by, edition=edition.pk)
    return photograph


@transaction.atomic
def change_photograph(
    photograph: Photograph, *, by: Actor, picture: Picture | None = None, **values: Any
) -> tuple[str, ...]:
    """Also its file, where one is given. The caller holds the row. Raises PhotographRefused."""
    asked = values | (_of(picture) if picture else {})
    _check(Photograph(**{name: getattr(photograph, name) for name in EDITABLE[Photograph]} | asked))
    return change(photograph, by=by, **asked)


@transaction.atomic
def choose_group(photograph: Photograph, *, by: Actor) -> None:
    """It stands at the head of the edition's page; the one before stays in the album."""
    log.hold(Edition.objects.filter(pk=photograph.edition_id)).get()
    _no_other_group(photograph.edition, by=by, but=photograph.pk)
    change(photograph, by=by, group=True)


@transaction.atomic
def move_photograph(photograph: Photograph, *, by: Actor, earlier: bool) -> bool:
    """Change places with the neighbour in the album; False where there is none."""
    log.hold(Edition.objects.filter(pk=photograph.edition_id)).get()
    album = list(photograph.edition.photographs.all())
    at = album.index(photograph)
    other = at - 1 if earlier else at + 1
    if not 0 <= other < len(album):
        return False
    album[at], album[other] = album[other], album[at]
    for position, each in enumerate(album, start=1):
        change(each, by=by, position=position)
    return True


@transaction.atomic
def remove_photograph(photograph: Photograph, *, by: Actor) -> None:
    """It can be brought back as long as its file is there, which goes a day after no page shows it any more."""
    history.keep_last(photograph, photograph.edition, by=by)
    log.write("remove", photograph, by=by, edition=photograph.edition_id)
    photograph.delete()


def _no_other_group(edition: Edition, *, by: Actor, but: int = 0) -> None:
    for other in edition.photographs.filter(group=True).exclude(pk=but):
        change(other, by=by, group=False)


def _at_the_end(edition: Edition) -> dict[str, int]:
    last = edition.photographs.aggregate(last=Max("position"))["last"] or 0
    number = next_number(edition.photographs, edition, PHOTOGRAPH_LETTER)
    return {"number": number, "position": last + 1}


def _of(picture: Picture) -> dict[str, Any]:
    return {"picture": picture.digest, "width": picture.width, "height": picture.height}


def _check(photograph: Photograph) -> None:
    for name in ("caption", "credit"):
        if not getattr(photograph, name):
            raise PhotographRefused(f"NO_{name.upper()}")
    if not photograph.picture:
        return
    if not is_complete(photograph.alt):
        raise PhotographRefused("ALT_INCOMPLETE")
    if photograph.consent not in PhotoConsent.values:
        raise PhotographRefused("NO_CONSENT")


def is_complete(text: Text) -> bool:
    """Written in every language."""
    return all(text.state(language) != State.MISSING for language in LANGUAGES)
