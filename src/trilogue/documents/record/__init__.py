"""The public record as plain values: built from live rows for a preview, frozen as bytes by publishing.

Pages and downloads are made from these values alone, so that what readers see is exactly what was published.
"""

from trilogue.documents.record.edition import EditionRecord
from trilogue.documents.record.facts import edition_facts, series_facts
from trilogue.documents.record.frozen import freeze, published
from trilogue.documents.record.parts import (
    CountryRecord,
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
from trilogue.documents.record.rows import live, live_edition, live_series
from trilogue.documents.record.series import SeriesRecord
from trilogue.documents.record.whole import Record

__all__ = [
    "CountryRecord",
    "EditionRecord",
    "ErratumRecord",
    "FactRecord",
    "FigureRecord",
    "FileRecord",
    "LineRecord",
    "PhotographRecord",
    "PlaceRecord",
    "Record",
    "SeriesRecord",
    "SessionRecord",
    "SourceRecord",
    "SpeakerRecord",
    "edition_facts",
    "freeze",
    "live",
    "live_edition",
    "live_series",
    "published",
    "series_facts",
]
