"""The documents of an edition."""

from django.db import transaction

from trilogue.domain.editions.actions import history
from trilogue.domain.editions.actions.record import next_number
from trilogue.domain.editions.choices import FILE_LETTER, FileAudience
from trilogue.domain.editions.models import Edition, EditionFile
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log
from trilogue.foundation.files.papers import Paper
from trilogue.foundation.text.value import Text


@transaction.atomic
def add_file(
    *,
    by: Actor,
    edition: Edition,
    paper: Paper,
    title: Text,
    credit: Text,
    language: str,
    audience: str = FileAudience.DESK,
) -> EditionFile:
    log.hold(Edition.objects.filter(pk=edition.pk)).get()
    file = EditionFile.objects.create(
        edition=edition,
        number=next_number(edition.files, edition, FILE_LETTER),
        title=title,
        credit=credit,
        language=language,
        audience=FileAudience(audience),
        kind=paper.kind,
        name=paper.name,
        size=paper.size,
        digest=paper.digest,
    )
    log.write("add", file, by=by, edition=edition.pk)
    return file


@transaction.atomic
def remove_file(file: EditionFile, *, by: Actor) -> None:
    """It can be brought back as long as its file is there, which goes a day after no page shows it any more."""
    history.keep_last(file, file.edition, by=by)
    log.write("remove", file, by=by, edition=file.edition_id)
    file.delete()
