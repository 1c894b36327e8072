from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from trilogue.domain.delegations.models import ListEntry, ListVersion
from trilogue.domain.editions.models import Edition
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log


class NobodyListed(Exception):
    """A list without people is no list to hand out."""


@transaction.atomic
def freeze_list(
    edition: Edition, *, by: Actor, now: datetime, purpose: str, shown: Mapping[int, Mapping[str, Any]]
) -> ListVersion:
    """Keep the list as it is shown now: by participation, what stands there. Numbered from 1, without a gap.

    Raises NobodyListed.
    """
    if not shown:
        raise NobodyListed
    log.stand_in_line()
    last = edition.list_versions.aggregate(last=Max("number"))["last"] or 0
    version = ListVersion.objects.create(
        edition=edition, number=last + 1, purpose=purpose, frozen_at=now, frozen_by_id=by.account
    )
    ListEntry.objects.bulk_create(
        ListEntry(version=version, participation_id=participation, shown=dict(what))
        for participation, what in shown.items()
    )
    log.write("freeze_list", version, by=by, fields=["participations"], edition=edition.pk)
    return version
