"""The public record as plain values: built from live rows for a preview, frozen as bytes by publishing.

Pages and downloads are made from these values alone, so that what readers see is exactly what was published.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import msgspec

from trilogue.algorithms.dates import ImpreciseDate
from trilogue.domain.editions.choices import FigureKind, LineKind, Status
from trilogue.domain.editions.models import Edition, Figure, Series, Source
from trilogue.domain.editions.queries import current_publications, published_version
from trilogue.domain.places.models import Country
from trilogue.domain.places.queries import name_at
from trilogue.domain.programme.models import Session, Speaker
from trilogue.foundation.text.value import Text


@dataclass(frozen=True)
class LineRecord:
    id: str
    text: Text
    title: Text
    introduction: Text


@dataclass(frozen=True)
class SourceRecord:
    key: str
    title: Text
    publisher: Text
    url: str


@dataclass(frozen=True)
class CountryRecord:
    code: str
    name: Text
    short: Text


@dataclass(frozen=True)
class PlaceRecord:
    """A local government under the code and name it had at the time of the edition; its position may be unknown."""

    code: str
    name: Text
    parent: Text
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True)
class FactRecord:
    id: str
    kind: str
    text: Text
    date: str
    source: str
    superseded_on: str


@dataclass(frozen=True)
class FigureRecord:
    kind: str
    country: str
    count: int
    approximate: bool
    source: str


@dataclass(frozen=True)
class SpeakerRecord:
    name: Text
    native_name: str
    native_tag: str
    romanisation_confirmed: bool
    title: Text


@dataclass(frozen=True)
class SessionRecord:
    number: int
    kind: str
    title: Text
    starts_on: str
    source: str
    speakers: tuple[SpeakerRecord, ...]


@dataclass(frozen=True)
class PhotographRecord:
    caption: Text
    credit: Text


@dataclass(frozen=True)
class SeriesRecord:
    slug: str
    demonstration: bool
    name: Text
    tagline: Text
    host: Text
    lead: Text
    country_order: dict[str, tuple[str, ...]]
    countries: tuple[CountryRecord, ...]
    story: tuple[LineRecord, ...]
    objectives: tuple[LineRecord, ...]

    def countries_for(self, language: str) -> list[CountryRecord]:
        """Countries in the order set for a language; those not named there follow by code."""
        order = self.country_order.get(language, ())
        place = {code: index for index, code in enumerate(order)}
        return sorted(self.countries, key=lambda each: (place.get(each.code, len(place)), each.code))


@dataclass(frozen=True)
class EditionRecord:
    series: str
    number: int
    status: str
    date: str
    location: Text
    places: tuple[PlaceRecord, ...]
    details: tuple[LineRecord, ...]
    facts: tuple[FactRecord, ...]
    figures: tuple[FigureRecord, ...]
    article_title: Text
    article: tuple[LineRecord, ...]
    photograph: PhotographRecord | None
    sessions: tuple[SessionRecord, ...]
    sources: tuple[SourceRecord, ...]

    @property
    def when(self) -> ImpreciseDate:
        return ImpreciseDate.parse(self.date)

    @property
    def is_held(self) -> bool:
        return self.status == Status.COMPLETED

    @property
    def is_tentative(self) -> bool:
        return self.status == Status.TENTATIVE

    def source(self, key: str) -> SourceRecord | None:
        return next((each for each in self.sources if each.key == key), None)

    def counts(self) -> dict[str, int]:
        """Who took part, by country code."""
        return {
            each.country: each.count
            for each in self.figures
            if each.kind == FigureKind.ACTUAL and each.country
        }

    def took_part(self) -> FigureRecord | None:
        return self._total(FigureKind.ACTUAL)

    def announced(self) -> FigureRecord | None:
        return self._total(FigureKind.ANNOUNCED)

    def _total(self, kind: str) -> FigureRecord | None:
        """The sum over the countries, or the total that was given without them."""
        known = [each for each in self.figures if each.kind == kind]
        parts = [each for each in known if each.country]
        if parts:
            count = sum(each.count for each in parts)
            return FigureRecord(kind, "", count, any(each.approximate for each in parts), parts[0].source)
        return known[0] if known else None


@dataclass(frozen=True)
class Record:
    """One series with its editions, newest first."""

    version: int
    series: SeriesRecord
    editions: tuple[EditionRecord, ...]

    def edition(self, number: int) -> EditionRecord | None:
        return next((each for each in self.editions if each.number == number), None)

    def held(self) -> list[EditionRecord]:
        return [each for each in self.editions if each.is_held]

    def facts(self) -> dict[str, Text]:
        """Every text of the record under its id: the product's own table of what it states."""
        table = {"S.N": self.series.name, "S.G": self.series.tagline, "S.H": self.series.host}
        table |= {line.id: line.text for line in (*self.series.story, *self.series.objectives)}
        for edition in self.editions:
            table |= edition_facts(edition)
        return table


def edition_facts(edition: EditionRecord) -> dict[str, Text]:
    owner = f"E{edition.number}"
    table = {line.id: line.text for line in (*edition.details, *edition.article)}
    table |= {fact.id: fact.text for fact in edition.facts if fact.text}
    if edition.location:
        table[f"{owner}.L"] = edition.location
    if edition.photograph:
        table |= {f"{owner}.C": edition.photograph.caption, f"{owner}.X": edition.photograph.credit}
    for session in edition.sessions:
        table[f"{owner}.S{session.number}"] = session.title
    return table


def live(series: Series) -> Record:
    """The record as the rows stand now, published or not."""
    editions = series.editions.order_by("-number")
    return Record(published_version(), live_series(series), tuple(live_edition(each) for each in editions))


def live_series(series: Series) -> SeriesRecord:
    lines = list(series.lines.filter(edition=None).order_by("number"))
    countries = Country.objects.order_by("code")
    return SeriesRecord(
        slug=series.slug,
        demonstration=series.demonstration,
        name=series.name,
        tagline=series.tagline,
        host=series.host,
        lead=series.lead,
        country_order={language: tuple(codes) for language, codes in series.country_order.items()},
        countries=tuple(CountryRecord(each.code, each.name, each.short) for each in countries),
        story=_lines(lines, "S", LineKind.STORY),
        objectives=_lines(lines, "S", LineKind.OBJECTIVE),
    )


def live_edition(edition: Edition) -> EditionRecord:
    owner = f"E{edition.number}"
    lines = list(edition.lines.order_by("number"))
    facts = list(edition.facts.select_related("source"))
    figures = list(edition.figures.select_related("source"))
    sessions = list(edition.sessions.select_related("source").prefetch_related("speakers"))
    photograph = getattr(edition, "photograph", None)
    day = ImpreciseDate.parse(edition.date).earliest
    places = edition.places.select_related("government").prefetch_related("government__names")
    return EditionRecord(
        series=edition.series.slug,
        number=edition.number,
        status=edition.status,
        date=edition.date,
        location=edition.location,
        places=tuple(
            PlaceRecord(
                name.code,
                name.name,
                name.parent_name,
                _degrees(each.government.latitude),
                _degrees(each.government.longitude),
            )
            for each in places
            for name in [name_at(each.government, day)]
        ),
        details=_lines(lines, owner, LineKind.DETAIL),
        facts=tuple(
            FactRecord(
                f"{owner}.F{each.number}",
                each.kind,
                each.text,
                each.date,
                each.source.key,
                each.superseded_on.isoformat() if each.superseded_on else "",
            )
            for each in facts
        ),
        figures=tuple(_figure(each) for each in figures),
        article_title=edition.article_title,
        article=_lines(lines, owner, LineKind.ARTICLE),
        photograph=PhotographRecord(photograph.caption, photograph.credit) if photograph else None,
        sessions=tuple(_session(each) for each in sessions),
        sources=_sources([*facts, *figures, *sessions]),
    )


def _degrees(known: Decimal | None) -> float | None:
    return None if known is None else float(known)


def _lines(lines: list, owner: str, kind: LineKind) -> tuple[LineRecord, ...]:  # type: ignore[type-arg]
    return tuple(
        LineRecord(f"{owner}.{kind.value}{each.number}", each.text, each.title, each.introduction)
        for each in lines
        if each.kind == kind
    )


def _figure(figure: Figure) -> FigureRecord:
    source = figure.source.key if figure.source else ""
    return FigureRecord(figure.kind, figure.country_id or "", figure.count, figure.approximate, source)


def _session(session: Session) -> SessionRecord:
    return SessionRecord(
        session.number,
        session.kind,
        session.title,
        session.starts_on.isoformat() if session.starts_on else "",
        session.source.key if session.source else "",
        tuple(_speaker(each) for each in session.speakers.all()),
    )


def _speaker(speaker: Speaker) -> SpeakerRecord:
    return SpeakerRecord(
        speaker.name,
        speaker.native_name,
        speaker.native_tag,
        speaker.romanisation_confirmed,
        speaker.title,
    )


def _sources(rows: Iterable[object]) -> tuple[SourceRecord, ...]:
    found: dict[str, Source] = {}
    for row in rows:
        source = getattr(row, "source", None)
        if isinstance(source, Source):
            found.setdefault(source.key, source)
    return tuple(SourceRecord(each.key, each.title, each.publisher, each.url) for each in found.values())


def freeze(part: SeriesRecord | EditionRecord) -> bytes:
    return msgspec.json.encode(part)


def published() -> dict[str, Record]:
    """Every published series by slug. Two queries; an edition shows only when its series does."""
    version = published_version()
    series: dict[int, SeriesRecord] = {}
    editions: dict[int, list[EditionRecord]] = {}
    for each in current_publications():
        if each.edition_id is None:
            series[each.series_id] = msgspec.json.decode(bytes(each.content), type=SeriesRecord)
        else:
            edition = msgspec.json.decode(bytes(each.content), type=EditionRecord)
            editions.setdefault(each.series_id, []).append(edition)
    return {
        record.slug: Record(
            version,
            record,
            tuple(sorted(editions.get(key, ()), key=lambda edition: -edition.number)),
        )
        for key, record in series.items()
    }
