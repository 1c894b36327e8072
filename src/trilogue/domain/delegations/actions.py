from datetime import date, datetime, timedelta

from django.db import transaction

from trilogue.domain.delegations.models import Delegation, Participation, QuotaDecision, RosterUpload
from trilogue.domain.editions.models import Edition
from trilogue.domain.people.models import Person
from trilogue.domain.places.models import Country, Government
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log

KEPT = timedelta(days=1)
"""How long an upload waits: retention.yaml, class upload."""


@transaction.atomic
def form_delegation(*, by: Actor, edition: Edition, country: Country) -> Delegation:
    delegation, added = Delegation.objects.get_or_create(edition=edition, country=country)
    if added:
        log.write("add", delegation, by=by, edition=edition.pk)
    return delegation


@transaction.atomic
def decide_quota(
    delegation: Delegation, *, by: Actor, places: int, decided_on: date, reason: str = ""
) -> QuotaDecision:
    decision = QuotaDecision.objects.create(
        delegation=delegation, places=places, decided_on=decided_on, reason=reason, decided_by_id=by.account
    )
    log.write("decide_quota", decision, by=by, fields=["quota"], edition=delegation.edition_id)
    return decision


@transaction.atomic
def take_part(
    *,
    by: Actor,
    delegation: Delegation,
    person: Person,
    reference: str,
    home: Government | None,
    host: Government | None,
    home_written: str,
    host_written: str,
    department: str,
    position: str,
) -> Participation:
    participation = Participation.objects.create(
        edition=delegation.edition,
        person=person,
        delegation=delegation,
        reference=reference,
        home=home,
        host=host,
        home_written=home_written,
        host_written=host_written,
        department=department,
        position=position,
    )
    log.write("take_part", participation, by=by, fields=["post"], edition=delegation.edition_id)
    return participation


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
def drop_stale_uploads(*, by: Actor, now: datetime) -> None:
    """Rosters that nobody answered within the day that the retention policy gives them."""
    for upload in RosterUpload.objects.filter(uploaded_at__lt=now - KEPT).defer("data"):
        discard_upload(upload, by=by)


@transaction.atomic
def discard_upload(upload: RosterUpload, *, by: Actor) -> None:
    log.write("discard", upload, by=by, edition=upload.edition_id)
    upload.delete()
