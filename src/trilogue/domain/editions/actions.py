"""Every write to series, editions, their record and appointments."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import F, Max

from trilogue.domain.editions.choices import FigureKind, LineKind, Status
from trilogue.domain.editions.models import (
    Appointment,
    Edition,
    EditionPlace,
    Fact,
    Figure,
    Installation,
    Line,
    Photograph,
    Publication,
    Series,
    Source,
)
from trilogue.domain.people.models import Account
from trilogue.domain.places.models import Country, Government
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log
from trilogue.foundation.text.value import Text

Recorded = TypeVar("Recorded", Series, Edition, Line, Fact, Figure, Photograph, Source)

EDITABLE: dict[type[models.Model], frozenset[str]] = {
    Series: frozenset({"name", "tagline", "host", "lead"}),
    Edition: frozenset({"date", "status", "location", "article_title"}),
    Line: frozenset({"title", "text", "introduction"}),
    Fact: frozenset({"kind", "text", "date", "source", "superseded_on"}),
    Figure: frozenset({"count", "approximate", "source"}),
    Photograph: frozenset({"caption", "credit"}),
    Source: frozenset({"title", "publisher", "url", "published"}),
}


FACT_LETTER = "F"
"""The letter in a fact's id, E7.F1; lines have that of their kind."""


class NotEditable(Exception):
    """The field is not one that the desk edits."""


@transaction.atomic
def change(obj: Recorded, *, by: Actor, **values: Any) -> tuple[str, ...]:
    """Store changed fields and return their names; nothing is written or logged when nothing differs."""
    if not values.keys() <= EDITABLE[type(obj)]:
        raise NotEditable(sorted(values.keys() - EDITABLE[type(obj)]))
    changed = tuple(sorted(name for name, value in values.items() if getattr(obj, name) != value))
    if changed:
        for name in changed:
            setattr(obj, name, values[name])
        obj.save(update_fields=changed)
        log.write("change", obj, by=by, fields=changed, edition=_edition_id(obj))
    return changed


@transaction.atomic
def add_series(*, by: Actor, slug: str, **values: Any) -> Series:
    series = Series.objects.create(slug=slug, **values)
    log.write("add", series, by=by)
    return series


@transaction.atomic
def add_edition(
    *, by: Actor, series: Series, number: int, date: str, status: str = Status.TENTATIVE
) -> Edition:
    edition = Edition.objects.create(series=series, number=number, date=date, status=status)
    log.write("add", edition, by=by, edition=edition.pk)
    return edition


@transaction.atomic
def set_places(edition: Edition, *, by: Actor, governments: list[Government]) -> None:
    """Where an edition is held, in order."""
    edition.places.all().delete()
    for position, government in enumerate(governments, start=1):
        EditionPlace.objects.create(edition=edition, government=government, position=position)
    log.write("change", edition, by=by, fields=["places"], edition=edition.pk)


@transaction.atomic
def add_line(
    *,
    by: Actor,
    series: Series,
    kind: str,
    text: Text,
    edition: Edition | None = None,
    title: Text = Text(),
    introduction: Text = Text(),
) -> Line:
    """Add a line at the end. Numbers are permanent: a line's id is quoted elsewhere."""
    taken = Line.objects.filter(series=series, edition=edition, kind=LineKind(kind))
    line = Line.objects.create(
        series=series,
        edition=edition,
        kind=kind,
        number=_next(taken, series, edition, kind),
        text=text,
        title=title,
        introduction=introduction,
    )
    log.write("add", line, by=by, edition=line.edition_id)
    return line


@transaction.atomic
def add_source(*, by: Actor, series: Series, key: str, **values: Any) -> Source:
    source = Source.objects.create(series=series, key=key, **values)
    log.write("add", source, by=by)
    return source


@transaction.atomic
def add_fact(*, by: Actor, edition: Edition, kind: str, text: Text, source: Source, date: str = "") -> Fact:
    fact = Fact.objects.create(
        edition=edition,
        number=_next(edition.facts, edition.series, edition, FACT_LETTER),
        kind=kind,
        text=text,
        source=source,
        date=date,
    )
    log.write("add", fact, by=by, edition=edition.pk)
    return fact


@transaction.atomic
def set_figure(
    *,
    by: Actor,
    edition: Edition,
    kind: str,
    country: Country | None,
    count: int,
    approximate: bool = False,
    source: Source | None = None,
) -> Figure:
    """Record one figure; an earlier one for the same kind and country is replaced, and the log says so."""
    figure, added = Figure.objects.update_or_create(
        edition=edition,
        kind=FigureKind(kind),
        country=country,
        defaults={"count": count, "approximate": approximate, "source": source},
    )
    log.write("add" if added else "change", figure, by=by, fields=["count"], edition=edition.pk)
    return figure


@transaction.atomic
def remove(obj: Line | Fact | Figure, *, by: Actor) -> None:
    log.write("remove", obj, by=by, edition=_edition_id(obj))
    obj.delete()


@transaction.atomic
def describe_photograph(*, by: Actor, edition: Edition, caption: Text, credit: Text) -> Photograph:
    photograph = Photograph.objects.create(edition=edition, caption=caption, credit=credit)
    log.write("add", photograph, by=by, edition=edition.pk)
    return photograph


@transaction.atomic
def appoint(
    *,
    by: Actor,
    account: Account,
    role: str,
    series: Series,
    edition: Edition | None = None,
    country: Country | None = None,
    government: Government | None = None,
) -> Appointment:
    """Appoint once; the same appointment again changes nothing."""
    appointment, added = Appointment.objects.get_or_create(
        account=account,
        role=role,
        series=series,
        edition=edition,
        country=country,
        government=government,
        defaults={"person": account.person},
    )
    if added:
        log.write("appoint", appointment, by=by, fields=["role"], edition=appointment.edition_id)
    return appointment


@transaction.atomic
def revoke(appointment: Appointment, *, by: Actor) -> None:
    log.write("revoke", appointment, by=by, edition=appointment.edition_id)
    appointment.delete()


@transaction.atomic
def store_publication(
    *, by: Actor, series: Series, edition: Edition | None, content: bytes, now: datetime
) -> Publication:
    """Raise the published version and store what readers see from it on. Empty content withdraws."""
    Installation.objects.filter(pk=1).update(published_version=F("published_version") + 1)
    publication = Publication.objects.create(
        series=series,
        edition=edition,
        version=Installation.objects.get(pk=1).published_version,
        content=content,
        published_at=now,
        published_by_id=by.account,
    )
    log.write("publish" if content else "withdraw", edition or series, by=by, edition=publication.edition_id)
    return publication


def figures_for(edition: Edition, counts: Mapping[Country, int], *, by: Actor) -> None:
    """Actual participants by country, counted from the roster: no outside source."""
    for country, count in counts.items():
        set_figure(by=by, edition=edition, kind=FigureKind.ACTUAL, country=country, count=count)


def _next(taken: Any, series: Series, edition: Edition | None, letter: str) -> int:
    """The number after every one that exists or was ever published: ids are quoted elsewhere."""
    owner = f"E{edition.number}" if edition else "S"
    mark = re.compile(rf'"{owner}\.{letter}(\d+)"'.encode())
    contents = series.publications.filter(edition=edition).values_list("content", flat=True)
    published = (int(number) for content in contents for number in mark.findall(bytes(content)))
    return max(taken.aggregate(last=Max("number"))["last"] or 0, *published, 0) + 1


def _edition_id(obj: models.Model) -> int | None:
    return obj.pk if isinstance(obj, Edition) else getattr(obj, "edition_id", None)
