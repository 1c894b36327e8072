"""An edition as a plain value, and how many took part in it."""

from dataclasses import dataclass

from trilogue.algorithms.dates import ImpreciseDate
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
)
from trilogue.domain.editions.choices import FigureKind, Status
from trilogue.foundation.text.value import Text


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
    errata: tuple[ErratumRecord, ...] = ()
    photographs: tuple[PhotographRecord, ...] = ()
    files: tuple[FileRecord, ...] = ()

    @property
    def album(self) -> list[PhotographRecord]:
        """Every photograph whose file is there, the group photograph in its place among them."""
        group = [self.photograph] if self.photograph and self.photograph.picture else []
        return sorted([*group, *self.photographs], key=lambda each: (each.position, each.number))

    def in_album(
        self, number: int
    ) -> tuple[PhotographRecord, PhotographRecord | None, PhotographRecord | None] | None:
        """The photograph of this number with the one before and the one after it."""
        album = self.album
        at = next((index for index, each in enumerate(album) if each.number == number), None)
        if at is None:
            return None
        return album[at], album[at - 1] if at else None, album[at + 1] if at + 1 < len(album) else None

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
