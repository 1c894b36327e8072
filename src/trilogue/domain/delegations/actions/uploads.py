import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from trilogue.domain.delegations.models import ColumnMapping, RosterUpload
from trilogue.domain.editions.models import Edition
from trilogue.domain.places.models import Government
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log

KEPT = timedelta(days=1)
"""How long an upload waits: retention.yaml, class upload."""


@transaction.atomic
def keep_upload(*, by: Actor, edition: Edition, name: str, data: bytes, now: datetime) -> RosterUpload:
    """Keep one list of participants until the desk has answered its questions."""
    return keep_uploads([(name, data)], by=by, edition=edition, now=now)


@transaction.atomic
def keep_uploads(
    files: Sequence[tuple[str, bytes]],
    *,
    by: Actor,
    edition: Edition,
    now: datetime,
    sender: str = "",
    nominations: bool = False,
) -> RosterUpload:
    """Keep files that are read together until the desk has answered their questions; returns the first.

    One batch a desk officer and edition, a day at most.
    """
    uploader = by.account or 0
    RosterUpload.objects.filter(edition=edition, uploaded_by_id=uploader).delete()
    drop_stale_uploads(by=by, now=now)
    batch = uuid.uuid4()
    kept = [
        RosterUpload.objects.create(
            edition=edition,
            batch=batch,
            sender=sender[:200],
            nominations=nominations,
            name=name[:200],
            data=data,
            uploaded_at=now,
            uploaded_by_id=uploader,
        )
        for name, data in files
    ]
    for upload in kept:
        log.write("upload", upload, by=by, fields=["data"], edition=edition.pk)
    return kept[0]


@transaction.atomic
def keep_returned(
    *, by: Actor, edition: Edition, government: Government, sender: str, name: str, data: bytes, now: datetime
) -> RosterUpload:
    """Keep a workbook that a government returned; one a government and edition, a day at most."""
    RosterUpload.objects.filter(edition=edition, government=government).delete()
    drop_stale_uploads(by=by, now=now)
    upload = RosterUpload.objects.create(
        edition=edition,
        government=government,
        sender=sender[:200],
        name=name[:200],
        data=data,
        uploaded_at=now,
        uploaded_by_id=by.account,
    )
    log.write("upload", upload, by=by, fields=["data"], edition=edition.pk)
    return upload


@transaction.atomic
def drop_stale_uploads(*, by: Actor, now: datetime) -> None:
    """Rosters that nobody answered within the day that the retention policy gives them."""
    for upload in RosterUpload.objects.filter(uploaded_at__lt=now - KEPT).defer("data"):
        discard_upload(upload, by=by)


@transaction.atomic
def discard_batch(upload: RosterUpload, *, by: Actor) -> None:
    """This file and all that were sent together with it."""
    for each in RosterUpload.objects.filter(edition=upload.edition_id, batch=upload.batch).defer("data"):
        discard_upload(each, by=by)


@transaction.atomic
def remember_columns(upload: RosterUpload, fields: Mapping[str, str], *, by: Actor) -> None:
    """From now on this sender's headings mean these fields; an empty field leaves the column out."""
    for header, field in fields.items():
        known, _ = ColumnMapping.objects.update_or_create(
            series=upload.edition.series,
            sender=upload.sender,
            header=header[:200],
            defaults={"field": field},
        )
        log.write("remember_column", known, by=by, fields=["field"], edition=upload.edition_id)


@transaction.atomic
def discard_upload(upload: RosterUpload, *, by: Actor) -> None:
    log.write("discard", upload, by=by, edition=upload.edition_id)
    upload.delete()
