"""Who changed what when, from the audit log: actions, things and field names, never values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet

from trilogue.domain.editions.models import Edition, Series
from trilogue.domain.people.models import Account
from trilogue.foundation.audit.models import Entry
from trilogue.web.desk import words
from trilogue.web.desk.place import Place

SAME_DEED = timedelta(minutes=2)


@dataclass(frozen=True)
class Deed:
    """Entries that one person made in one go."""

    at: datetime
    who: str
    action: str
    what: str
    count: int
    fields: tuple[str, ...]


def entries(place: Place) -> QuerySet[Entry]:
    """Newest first."""
    wanted = Q(edition=place.pk) if isinstance(place, Edition) else _of_series(place)
    return Entry.objects.filter(wanted).order_by("-number")


def _of_series(series: Series) -> Q:
    """What belongs to the series itself carries no edition; it is found by its rows."""
    rows = {
        "editions.series": [series.pk],
        "editions.line": series.lines.filter(edition=None).values_list("pk", flat=True),
        "editions.source": series.sources.values_list("pk", flat=True),
        "editions.appointment": series.appointments.filter(edition=None).values_list("pk", flat=True),
        "editions.appointmentlink": series.appointment_links.filter(edition=None).values_list(
            "pk", flat=True
        ),
        "editions.accessreview": series.access_reviews.values_list("pk", flat=True),
    }
    wanted = Q(pk__in=[])
    for kind, keys in rows.items():
        wanted |= Q(edition=None, object_type=kind, object_id__in=[str(key) for key in keys])
    return wanted


def deeds(found: Iterable[Entry]) -> list[Deed]:
    """Entries in a row by the same person of the same kind, within minutes, are one deed."""
    read = list(found)
    accounts = Account.objects.in_bulk({each.account for each in read if each.account})
    return [
        _deed(list(group), accounts)
        for _key, group in groupby(
            read, key=lambda each: (each.account, each.action, each.object_type, _time(each))
        )
    ]


def _time(entry: Entry) -> int:
    return int(entry.at.timestamp() // SAME_DEED.total_seconds())


def _deed(group: list[Entry], accounts: dict[Any, Account]) -> Deed:
    first = group[0]
    account = accounts.get(first.account)
    names = sorted({name for each in group for name in each.fields})
    return Deed(
        first.at,
        (account.name or account.email) if account else "",
        str(words.ACTIONS.get(first.action, first.action)),
        str(words.OBJECTS.get(first.object_type, first.object_type)),
        len(group),
        tuple(words.field(name) for name in names),
    )
