"""The record for researchers: every text in four languages with its state, every date with its precision."""

from collections.abc import Mapping
from typing import Any

from trilogue.algorithms.dates import ImpreciseDate
from trilogue.documents.record import EditionRecord, LineRecord, Record, SessionRecord, SourceRecord
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
    "A article, F fact, S session, L location, C caption, X credit",
    "status": "tentative, announced, open, running, completed or cancelled",
    "date (of an edition)": "as in the organiser's register; other sources may be more precise, see facts",
    "places.code": "country code and the official code the government had at the time",
    "figures.kind": "announced beforehand, or actual; country null: a total given without countries",
    "figures.approximate": "true where the source says about",
    "facts.superseded_on": "the day from which the fact no longer holds; null while it does",
    "source": "key of an entry of sources",
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
            "lead": _text(about.lead),
            "story": [_line(each) for each in about.story],
            "objectives": [_line(each) for each in about.objectives],
        },
        "countries": [
            {"code": each.code, "name": _text(each.name), "short": _text(each.short)}
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
                "name": _text(each.name),
                "parent": _text(each.parent) if each.parent else None,
                "latitude": each.latitude,
                "longitude": each.longitude,
            }
            for each in record.places
        ],
        "details": [_line(each) for each in record.details],
        "article": {
            "title": _text(record.article_title) if record.article_title else None,
            "lines": [_line(each) for each in record.article],
        },
        "photograph": _photograph(owner, record),
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
                "text": _text(each.text) if each.text else None,
                "date": _date(each.date) if each.date else None,
                "source": each.source,
                "superseded_on": each.superseded_on or None,
            }
            for each in record.facts
        ],
        "sessions": [_session(owner, each) for each in record.sessions],
        "sources": [_source(each) for each in record.sources],
    }


def _photograph(owner: str, record: EditionRecord) -> dict[str, Any] | None:
    if record.photograph is None:
        return None
    return {
        "caption": _identified(f"{owner}.C", record.photograph.caption),
        "credit": _identified(f"{owner}.X", record.photograph.credit),
    }


def _session(owner: str, session: SessionRecord) -> dict[str, Any]:
    return {
        "id": f"{owner}.S{session.number}",
        "kind": session.kind,
        "title": _text(session.title),
        "date": _date(session.starts_on) if session.starts_on else None,
        "source": session.source or None,
        "speakers": [
            {
                "name": _text(each.name),
                "native_name": {"text": each.native_name, "language": each.native_tag}
                if each.native_name
                else None,
                "romanisation_confirmed": each.romanisation_confirmed,
                "title": _text(each.title),
            }
            for each in session.speakers
        ],
    }


def _source(source: SourceRecord) -> dict[str, Any]:
    return {
        "key": source.key,
        "title": _text(source.title),
        "publisher": _text(source.publisher),
        "url": source.url or None,
    }


def _line(line: LineRecord) -> dict[str, Any]:
    extra = {"title": line.title, "introduction": line.introduction}
    return _identified(line.id, line.text) | {key: _text(text) for key, text in extra.items() if text}


def _identified(identifier: str, text: Text) -> dict[str, Any]:
    return {"id": identifier, "text": _text(text)}


def _text(text: Text) -> Mapping[str, Any]:
    """Every language is named, those without words as missing."""
    missing = {"text": None, "state": State.MISSING.value}
    known = text.to_json()
    return {"source": text.source} | {language: known.get(language, missing) for language in LANGUAGES}


def _date(iso: str, *, tentative: bool = False) -> dict[str, Any]:
    date = ImpreciseDate.parse(iso)
    return {
        "iso": iso,
        "precision": date.precision,
        "earliest": date.earliest.isoformat(),
        "latest": date.latest.isoformat(),
        "tentative": tentative,
    }
