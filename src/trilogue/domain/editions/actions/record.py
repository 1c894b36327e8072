"""Every write to series, editions and their record."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import Max

from trilogue.domain.editions.actions import history
from trilogue.domain.editions.choices import ERRATUM_LETTER, FigureKind, LineKind, Status
from trilogue.domain.editions.models import (
    Edition,
    EditionFile,
    EditionPlace,
    Erratum,
    Fact,
    Figure,
    Line,
    Photograph,
    Series,
    Source,
    Term,
)
from trilogue.domain.places.models import Country, Government
from trilogue.foundation.access import Actor
from trilogue.foundation.audit import log
from trilogue.foundation.text.value import Text

Recorded = TypeVar(
    "Recorded", Series, Edition, Line, Fact, Figure, Photograph, EditionFile, Source, Term, Erratum
)

LOGO = ("logo", "logo_width", "logo_height", "logo_alt")
PICTURE = ("picture", "width", "height")
FOCUS = ("focus_x", "focus_y")
CONSENT = ("consent", "consent_note")
EDITABLE: dict[type[models.Model], frozenset[str]] = {
    Series: frozenset({"name", "tagline", "host", "lead", "country_order", *LOGO}),
    Edition: frozenset({"date", "status", "location", "article_title"}),
    Line: frozenset({"title", "text", "introduction"}),
    Fact: frozenset({"kind", "text", "date", "source", "superseded_on"}),
    Figure: frozenset({"count", "approximate", "source"}),
    Photograph: frozenset({"caption", "credit", "alt", "position", "group", *CONSENT, *FOCUS, *PICTURE}),
    EditionFile: frozenset({"title", "credit", "language", "audience"}),
    Source: frozenset({"title", "publisher", "url", "published"}),
    Term: frozenset({"text", "note"}),
    Erratum: frozenset({"mark", "text"}),
}

FACT_LETTER = "F"
"""The letter in a fact's id, E7.F1; lines have that of their kind."""


class NotEditable(Exception):
    """The field is not one that the desk edits."""


class NotRemovable(Exception):
    """Readers were told, and what they were told stands."""


@transaction.atomic
def change(obj: Recorded, *, by: Actor, **values: Any) -> tuple[str, ...]:
    """Store changed fields and return their names; nothing is written or logged when nothing differs."""
    if not values.keys() <= EDITABLE[type(obj)]:
        raise NotEditable(sorted(values.keys() - EDITABLE[type(obj)]))
    changed = tuple(sorted(name for name, value in values.items() if getattr(obj, name) != value))
    if changed:
        before = history.plain(obj, _told(obj))
        for name in changed:
            setattr(obj, name, values[name])
        obj.save(update_fields=changed)
        history.keep(obj, place_of(obj), before, by=by, fields=changed)
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
    """Where an edition is held, in order; nothing is written or logged when nothing differs."""
    before = history.plain(edition, _told(edition))
    if before[history.PLACES] == [each.pk for each in governments]:
        return
    edition.places.all().delete()
    for position, government in enumerate(governments, start=1):
        EditionPlace.objects.create(edition=edition, government=government, position=position)
    history.keep(edition, edition, before, by=by, fields=[history.PLACES])
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
        number=next_number(taken, edition or series, kind, kind=kind),
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
def add_term(*, by: Actor, series: Series, key: str, text: Text, note: str = "") -> Term:
    term = Term.objects.create(series=series, key=key, text=text, note=note)
    log.write("add", term, by=by)
    return term


@transaction.atomic
def load_terms(series: Series, terms: Iterable[tuple[str, Text, str]], *, by: Actor) -> int:
    """Key, words and note of each; keys that the series has stay as they are. Returns how many came."""
    known = set(series.terms.values_list("key", flat=True))
    new = [
        Term(series=series, key=key, text=text, note=note) for key, text, note in terms if key not in known
    ]
    Term.objects.bulk_create(new)
    log.write("load_terms", series, by=by, fields=["terms"])
    return len(new)


@transaction.atomic
def add_fact(*, by: Actor, edition: Edition, kind: str, text: Text, source: Source, date: str = "") -> Fact:
    fact = Fact.objects.create(
        edition=edition,
        number=next_number(edition.facts, edition, FACT_LETTER),
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
    """Record one figure; an earlier one for the same kind and country is replaced, and its history says so."""
    said: dict[str, Any] = {"count": count, "approximate": approximate, "source": source}
    figure, added = Figure.objects.get_or_create(
        edition=edition, kind=FigureKind(kind), country=country, defaults=said
    )
    if added:
        log.write("add", figure, by=by, fields=["count"], edition=edition.pk)
    else:
        change(figure, by=by, **said)
    return figure


@transaction.atomic
def remove(obj: Line | Fact | Figure | Erratum | Term, *, by: Actor) -> None:
    """It can be brought back. An erratum that readers have seen stays."""
    if isinstance(obj, Erratum) and obj.issued_at:
        raise NotRemovable(obj.pk)
    history.keep_last(obj, place_of(obj), by=by)
    log.write("remove", obj, by=by, edition=_edition_id(obj))
    obj.delete()


def figures_for(edition: Edition, counts: Mapping[Country, int], *, by: Actor) -> None:
    """Actual participants by country, counted from the roster: no outside source."""
    for country, count in counts.items():
        set_figure(by=by, edition=edition, kind=FigureKind.ACTUAL, country=country, count=count)


@transaction.atomic
def add_erratum(*, by: Actor, place: Edition | Series, text: Text, mark: str = "") -> Erratum:
    """It waits for the next publication. Numbers are permanent, as those of lines."""
    series, edition = (place.series, place) if isinstance(place, Edition) else (place, None)
    taken = Erratum.objects.filter(series=series, edition=edition)
    erratum = Erratum.objects.create(
        series=series,
        edition=edition,
        number=next_number(taken, place, ERRATUM_LETTER),
        mark=mark,
        text=text,
        issued_by_id=by.account,
    )
    log.write("add", erratum, by=by, edition=erratum.edition_id)
    return erratum


@transaction.atomic
def issue_errata(place: Edition | Series, *, by: Actor, now: datetime) -> None:
    """Those that wait are issued: this is called by what publishes the place."""
    series, edition = (place.series, place) if isinstance(place, Edition) else (place, None)
    for each in Erratum.objects.filter(series=series, edition=edition, issued_at=None).order_by("number"):
        each.issued_at, each.issued_by_id = now, by.account
        each.save(update_fields=["issued_at", "issued_by"])
        log.write("issue", each, by=by, edition=each.edition_id)


def next_number(taken: Any, place: Edition | Series, letter: str, **like: str) -> int:
    """The number after every one that exists, was removed or was ever published: ids are quoted elsewhere."""
    series, edition = (place.series, place) if isinstance(place, Edition) else (place, None)
    owner = f"E{edition.number}" if edition else "S"
    mark = re.compile(rf'"{owner}\.{letter}(\d+)"'.encode())
    contents = series.publications.filter(edition=edition).values_list("content", flat=True)
    published = (int(number) for content in contents for number in mark.findall(bytes(content)))
    removed = history.removed_numbers(taken.model, place, **like)
    return max(taken.aggregate(last=Max("number"))["last"] or 0, *removed, *published, 0) + 1


def _edition_id(obj: models.Model) -> int | None:
    return obj.pk if isinstance(obj, Edition) else getattr(obj, "edition_id", None)


def _told(obj: models.Model) -> frozenset[str]:
    """What a revision of it has: all that can be changed."""
    names = EDITABLE[type(obj)]
    return names | {history.PLACES} if isinstance(obj, Edition) else names


def place_of(obj: models.Model) -> Edition | Series:
    """What it belongs to."""
    if isinstance(obj, Edition | Series):
        return obj
    if isinstance(obj, Source | Term):
        return obj.series
    if isinstance(obj, Line | Erratum):
        return obj.edition or obj.series
    edition: Edition = obj.edition  # type: ignore[attr-defined]
    return edition
