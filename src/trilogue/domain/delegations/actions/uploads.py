from datetime import datetime, timedelta

from django.db import transaction

from trilogue.domain.delegations.models import RosterUpload
from trilogue.domain.editions.models import Edition
from trilogue.domain.places.models import Government
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log

KEPT = timedelta(days=1)
"""How long an upload waits: retention.yaml, class upload."""


@transaction.atomic
def keep_upload(*, by: Actor, edition: Edition, name: str, data: bytes, now: datetime) -> RosterUpload:
    """Keep a roster until the desk has answered its questions; one a desk officer and edition, a day at most."""
    uploader = by.account or 0
    RosterUpload.objects.filter(edition=edition, uploaded_by_id=uploader).delete()
    drop_stale_uploads(by=by, now=now)
    upload = RosterUpload.objects.create(
        edition=edition, name=name[:200], data=data, uploaded_at=now, uploaded_by_id=uploader
    )
    log.write("upload", upload, by=by, fields=["data"], edition=edition.pk)
    return upload


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
def discard_upload(upload: RosterUpload, *, by: Actor) -> None:
    log.write("discard", upload, by=by, edition=upload.edition_id)
    upload.delete()
