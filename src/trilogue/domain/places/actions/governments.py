from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.db import transaction

from trilogue.algorithms.places import Period
from trilogue.algorithms.places.keys import search_keys
from trilogue.algorithms.places.model import OWN
from trilogue.domain.places.models import Country, Government, GovernmentName
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log
from trilogue.foundation.text.value import Entry, State, Text

Grouped = Mapping[str, Sequence[Period]]
Stored = Mapping[str, Government]
BATCH = 500


@transaction.atomic
def add_country(*, by: Actor, code: str, name: Text, short: Text) -> Country:
    country = Country.objects.create(code=code, name=name, short=short)
    log.write("add", country, by=by)
    return country


@transaction.atomic
def add_governments(*, by: Actor, country: Country, periods: Sequence[Period]) -> int:
    """Governments of a country with all their periods; one that is there is replaced. Returns how many.

    The periods have passed algorithms.places.findings together with those that are there, so that every parent and
    successor exists. One entry in the log, of the country.
    """
    grouped = _grouped(periods)
    rows = {each.code: each for each in Government.objects.filter(country=country)}
    GovernmentName.objects.filter(government__country=country, government__code__in=grouped).delete()
    names = _first_level(country)
    for level in (1, 2):
        chosen = {code: each for code, each in grouped.items() if each[-1].level == level}
        rows |= _stored(country, chosen, rows, {each.code: each.government for each in names})
        made = [_name(rows[code], each, names) for code, periods in chosen.items() for each in periods]
        GovernmentName.objects.bulk_create(made, batch_size=BATCH)
        names += made if level == 1 else []
    _succeed(rows, grouped)
    log.write("add_governments", country, by=by, fields=["governments"])
    return len(grouped)


def _grouped(periods: Iterable[Period]) -> dict[str, list[Period]]:
    grouped = defaultdict(list)
    for period in sorted(periods, key=lambda each: each.since or date.min):
        grouped[period.government].append(period)
    return dict(sorted(grouped.items()))


def _first_level(country: Country) -> list[GovernmentName]:
    found = GovernmentName.objects.filter(government__country=country, government__level=1)
    return list(found.select_related("government"))


def _name(government: Government, period: Period, above: Iterable[GovernmentName]) -> GovernmentName:
    parent = _parent(period, above)
    return GovernmentName(
        government=government,
        code=period.code,
        name=_text(period),
        parent_name=parent.name if parent else Text(),
        valid_from=period.since,
        valid_until=period.until,
    )


def _parent(period: Period, above: Iterable[GovernmentName]) -> GovernmentName | None:
    """The name its parent had then: the latest of that code that began no later."""
    same = [each for each in above if each.code == period.parent]
    begun = [each for each in same if (each.valid_from or date.min) <= (period.since or date.min)]
    return next(reversed(begun or same), None)


def _text(period: Period) -> Text:
    entries = {language: Entry(name.text, State(name.state)) for language, name in period.names.items()}
    return Text(OWN.get(period.country, "en"), entries)


def _stored(country: Country, chosen: Grouped, rows: Stored, parents: Stored) -> dict[str, Government]:
    """Governments as of their last period, the new ones made; `parents` are found by every code they have had."""
    new = []
    for code, periods in chosen.items():
        last = periods[-1]
        government = rows.get(code) or Government(country=country, code=code)
        government.level = last.level
        government.parent = parents.get(last.parent)
        government.latitude, government.longitude = last.position or (None, None)
        government.keys = search_keys(periods)
        if government.pk:
            government.save()
        else:
            new.append(government)
    made = Government.objects.bulk_create(new, batch_size=BATCH)
    return {**{code: rows[code] for code in chosen if code in rows}, **{each.code: each for each in made}}


def _succeed(rows: Stored, grouped: Grouped) -> None:
    """Successors come last: they may be any of the governments."""
    for code, periods in grouped.items():
        successor = rows.get(periods[-1].successor)
        if rows[code].successor_id != (successor.pk if successor else None):
            rows[code].successor = successor
            rows[code].save(update_fields=["successor"])
