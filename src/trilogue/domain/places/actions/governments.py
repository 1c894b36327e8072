from datetime import date
from typing import Any

from django.db import transaction

from trilogue.domain.places.models import Country, Government, GovernmentName
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log
from trilogue.foundation.text.value import Text


@transaction.atomic
def add_country(*, by: Actor, code: str, name: Text, short: Text) -> Country:
    country = Country.objects.create(code=code, name=name, short=short)
    log.write("add", country, by=by)
    return country


@transaction.atomic
def add_government(
    *,
    by: Actor,
    code: str,
    country: Country,
    parent: Government | None,
    names: list[dict[str, Any]],
    **position: Any,
) -> Government:
    """A government with the names it has had; `position` is level, latitude and longitude."""
    government = Government.objects.create(code=code, country=country, parent=parent, **position)
    GovernmentName.objects.bulk_create(
        GovernmentName(
            government=government,
            code=name["code"],
            name=Text.from_json(name["name"]),
            parent_name=Text.from_json(name["parent_name"]),
            valid_from=_day(name["from"]),
            valid_until=_day(name["until"]),
        )
        for name in names
    )
    log.write("add", government, by=by)
    return government


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
