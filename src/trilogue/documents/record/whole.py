"""All that readers have of one series."""

from dataclasses import dataclass

from trilogue.documents.exchange_record import ExchangeRecord
from trilogue.documents.record.edition import EditionRecord
from trilogue.documents.record.facts import edition_facts, series_facts
from trilogue.documents.record.series import SeriesRecord
from trilogue.foundation.text.value import Text


@dataclass(frozen=True)
class Record:
    """One series with its editions and its exchanges of opinions, newest first."""

    version: int
    series: SeriesRecord
    editions: tuple[EditionRecord, ...]
    exchanges: tuple[ExchangeRecord, ...] = ()

    def edition(self, number: int) -> EditionRecord | None:
        return next((each for each in self.editions if each.number == number), None)

    def exchange(self, number: int) -> ExchangeRecord | None:
        return next((each for each in self.exchanges if each.number == number), None)

    def exchanges_of(self, edition: EditionRecord) -> list[ExchangeRecord]:
        return [each for each in self.exchanges if each.edition == edition.number]

    def held(self) -> list[EditionRecord]:
        return [each for each in self.editions if each.is_held]

    def facts(self) -> dict[str, Text]:
        """Every text of the record under its id: the product's own table of what it states."""
        table = series_facts(self.series)
        for edition in self.editions:
            table |= edition_facts(edition)
        return table
