"""Each part of the record from its row; `owner` is the series or the edition, as permanent ids begin."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.timezone import localdate

from trilogue.documents.record.parts import (
    ErratumRecord,
    FactRecord,
    FigureRecord,
    FileRecord,
    LineRecord,
    PhotographRecord,
    PlaceRecord,
    SessionRecord,
    SourceRecord,
    SpeakerRecord,
)
from trilogue.domain.editions.choices import ERRATUM_LETTER, FILE_LETTER, PHOTOGRAPH_LETTER, LineKind
from trilogue.domain.editions.models import (
    EditionFile,
    EditionPlace,
    Erratum,
    Fact,
    Figure,
    Line,
    Photograph,
    Source,
)
from trilogue.domain.places.queries import name_at
from trilogue.domain.programme.models import Session, Speaker


def place_of(held: EditionPlace, day: date) -> PlaceRecord:
    government = held.government
    name = name_at(government, day)
    return PlaceRecord(
        name.code,
        name.name,
        name.parent_name,
        _degrees(government.latitude),
        _degrees(government.longitude),
    )


def _degrees(known: Decimal | None) -> float | None:
    return None if known is None else float(known)


def lines_of(rows: list[Line], owner: str, kind: LineKind) -> tuple[LineRecord, ...]:
    return tuple(
        LineRecord(f"{owner}.{kind.value}{each.number}", each.text, each.title, each.introduction)
        for each in rows
        if each.kind == kind
    )


def fact_of(fact: Fact, owner: str) -> FactRecord:
    return FactRecord(
        f"{owner}.F{fact.number}",
        fact.kind,
        fact.text,
        fact.date,
        fact.source.key,
        fact.superseded_on.isoformat() if fact.superseded_on else "",
    )


def figure_of(figure: Figure) -> FigureRecord:
    source = figure.source.key if figure.source else ""
    return FigureRecord(figure.kind, figure.country_id or "", figure.count, figure.approximate, source)


def session_of(session: Session) -> SessionRecord:
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


def photograph_of(photograph: Photograph, owner: str) -> PhotographRecord:
    if not photograph.picture:
        return PhotographRecord(photograph.caption, photograph.credit)
    return PhotographRecord(
        photograph.caption,
        photograph.credit,
        f"{owner}.{PHOTOGRAPH_LETTER}{photograph.number}",
        photograph.alt,
        photograph.picture,
        photograph.width,
        photograph.height,
        photograph.focus_x,
        photograph.focus_y,
        photograph.position,
    )


def file_of(file: EditionFile, owner: str) -> FileRecord:
    return FileRecord(
        f"{owner}.{FILE_LETTER}{file.number}",
        file.title,
        file.credit,
        file.language,
        file.kind,
        file.name,
        file.size,
        file.digest,
    )


def errata_of(rows: Iterable[Erratum], owner: str) -> tuple[ErratumRecord, ...]:
    """Newest first."""
    found = sorted(rows, key=lambda each: -each.number)
    return tuple(
        ErratumRecord(
            f"{owner}.{ERRATUM_LETTER}{each.number}",
            each.number,
            localdate(each.issued_at).isoformat() if each.issued_at else "",
            each.mark,
            each.text,
        )
        for each in found
    )


def sources_of(rows: Iterable[object]) -> tuple[SourceRecord, ...]:
    found: dict[str, Source] = {}
    for row in rows:
        source = getattr(row, "source", None)
        if isinstance(source, Source):
            found.setdefault(source.key, source)
    return tuple(SourceRecord(each.key, each.title, each.publisher, each.url) for each in found.values())
