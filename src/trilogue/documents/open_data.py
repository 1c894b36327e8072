"""The record for researchers: every text in four languages with its state, every date with its precision."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from trilogue.algorithms.dates import ImpreciseDate
from trilogue.documents.record import (
    EditionRecord,
    ErratumRecord,
    FileRecord,
    LineRecord,
    PhotographRecord,
    Record,
    SessionRecord,
    SourceRecord,
)
from trilogue.foundation.files.pictures import JPEG, file_name
from trilogue.foundation.text.value import LANGUAGES, State, Text

FORMAT = "trilogue-record-1"
KEYS = {
    "version": "number of the publication this file was made from; it grows with every publication",
    "text": "wording by language (en, ko, ja, zh-hans); source: the language it was written in first",
    "text.state": "official, human or machine (translated by), missing; outdated: the source changed since",
    "date.iso": "ISO 8601 as precise as the source: year, year-month, day, or an interval of two days",
    "date.precision": "year, month or day",
    "date.earliest, date.latest": "the first and last day that can be meant",
    "id": "permanent identifier of a text: S series, E7 seventh edition; P story, O objective, D detail, "
    "A article, F fact, S session, L location, C caption, X credit, T what can be seen, I photograph, "
    "M file, R erratum",
    "picture": "address of the largest form of a photograph, below the installation's; null while it is not supplied",
    "focus": "the most important point of a photograph, in percent from the left and from the top",
    "files.sha256": "digest of the document, which its address ends with",
    "status": "tentative, announced, open, running, completed or cancelled",
    "date (of an edition)": "as in the organiser's register; other sources may be more precise, see facts",
    "places.code": "country code and the official code the government had at the time",
    "figures.kind": "announced beforehand, or actual; country null: a total given without countries",
    "figures.approximate": "true where the source says about",
    "facts.superseded_on": "the day from which the fact no longer holds; null while it does",
    "source": "key of an entry of sources",
    "errata": "corrections of what had been published, numbered for ever; issued: the day; concerns: the id of what "
    "was wrong, or null",
}


def series(record: Record) -> dict[str, Any]:
    """The whole series with all its editions, oldest first."""
    return _file(record) | {"editions": [edition(each) for each in reversed(record.editions)]}


def one_edition(record: Record, number: int) -> dict[str, Any]:
    """Raises LookupError for a number the record does not hold."""
    found = record.edition(number)
    if found is None:
        raise LookupError(number)
    return _file(record) | {"editions": [edition(found)]}


def _file(record: Record) -> dict[str, Any]:
    about = record.series
    return {
        "format": FORMAT,
        "keys": KEYS,
        "version": record.version,
        "series": {
            "slug": about.slug,
            "demonstration": about.demonstration,
            "name": _identified("S.N", about.name),
            "tagline": _identified("S.G", about.tagline),
            "host": _identified("S.H", about.host),
            "lead": text(about.lead),
            "story": [_line(each) for each in about.story],
            "objectives": [_line(each) for each in about.objectives],
            "errata": [_erratum(each) for each in about.errata],
        },
        "countries": [
            {"code": each.code, "name": text(each.name), "short": text(each.short)}
            for each in about.countries
        ],
    }


def edition(record: EditionRecord) -> dict[str, Any]:
    owner = f"E{record.number}"
    return {
        "number": record.number,
        "status": record.status,
        "date": _date(record.date, tentative=record.is_tentative),
        "location": _identified(f"{owner}.L", record.location) if record.location else None,
        "places": [
            {
                "code": each.code,
                "name": text(each.name),
                "parent": text(each.parent) if each.parent else None,
                "latitude": each.latitude,
                "longitude": each.longitude,
            }
            for each in record.places
        ],
        "details": [_line(each) for each in record.details],
        "article": {
            "title": text(record.article_title) if record.article_title else None,
            "lines": [_line(each) for each in record.article],
        },
        "photograph": _photograph(owner, record),
        "photographs": [_album(each) for each in record.album],
        "files": [_file_of(each) for each in record.files],
        "figures": [
            {
                "kind": each.kind,
                "country": each.country or None,
                "count": each.count,
                "approximate": each.approximate,
                "source": each.source or None,
            }
            for each in record.figures
        ],
        "facts": [
            {
                "id": each.id,
                "kind": each.kind,
                "text": text(each.text) if each.text else None,
                "date": _date(each.date) if each.date else None,
                "source": each.source,
                "superseded_on": each.superseded_on or None,
            }
            for each in record.facts
        ],
        "sessions": [_session(owner, each) for each in record.sessions],
        "sources": [_source(each) for each in record.sources],
        "errata": [_erratum(each) for each in record.errata],
    }


def _photograph(owner: str, record: EditionRecord) -> dict[str, Any] | None:
    if record.photograph is None:
        return None
    return {
        "caption": _identified(f"{owner}.C", record.photograph.caption),
        "credit": _identified(f"{owner}.X", record.photograph.credit),
    }


def _album(photograph: PhotographRecord) -> dict[str, Any]:
    return {
        "id": photograph.id,
        "caption": text(photograph.caption),
        "credit": text(photograph.credit),
        "alt": text(photograph.alt),
        "picture": f"/files/{file_name(photograph.picture, photograph.width, JPEG)}",
        "width": photograph.width,
        "height": photograph.height,
        "focus": [photograph.focus_x, photograph.focus_y],
    }


def _file_of(file: FileRecord) -> dict[str, Any]:
    return {
        "id": file.id,
        "title": text(file.title),
        "credit": text(file.credit),
        "language": file.language,
        "kind": file.kind,
        "name": file.name,
        "bytes": file.size,
        "sha256": file.digest,
        "address": f"/files/documents/{file.digest}/{quote(file.name)}",
    }


def _session(owner: str, session: SessionRecord) -> dict[str, Any]:
    return {
        "id": f"{owner}.S{session.number}",
        "kind": session.kind,
        "title": text(session.title),
        "date": _date(session.starts_on) if session.starts_on else None,
        "source": session.source or None,
        "speakers": [
            {
                "name": text(each.name),
                "native_name": {"text": each.native_name, "language": each.native_tag}
                if each.native_name
                else None,
                "romanisation_confirmed": each.romanisation_confirmed,
                "title": text(each.title),
            }
            for each in session.speakers
        ],
    }


def _source(source: SourceRecord) -> dict[str, Any]:
    return {
        "key": source.key,
        "title": text(source.title),
        "publisher": text(source.publisher),
        "url": source.url or None,
    }


def _erratum(erratum: ErratumRecord) -> dict[str, Any]:
    return _identified(erratum.id, erratum.text) | {
        "number": erratum.number,
        "issued": erratum.issued or None,
        "concerns": erratum.mark or None,
    }


def _line(line: LineRecord) -> dict[str, Any]:
    extra = {"title": line.title, "introduction": line.introduction}
    return _identified(line.id, line.text) | {key: text(value) for key, value in extra.items() if value}


def _identified(identifier: str, value: Text) -> dict[str, Any]:
    return {"id": identifier, "text": text(value)}


def text(value: Text) -> Mapping[str, Any]:
    """Every language is named, those without words as missing."""
    missing = {"text": None, "state": State.MISSING.value}
    entries = {language: replace(said, of="") for language, said in value.entries.items()}
    known = Text(value.source, entries).to_json()
    return {"source": value.source} | {language: known.get(language, missing) for language in LANGUAGES}


def _date(iso: str, *, tentative: bool = False) -> dict[str, Any]:
    date = ImpreciseDate.parse(iso)
    return {
        "iso": iso,
        "precision": date.precision,
        "earliest": date.earliest.isoformat(),
        "latest": date.latest.isoformat(),
        "tentative": tentative,
    }
