"""A series as a plain value."""

from dataclasses import dataclass

from trilogue.documents.record.parts import CountryRecord, ErratumRecord, LineRecord
from trilogue.foundation.text.value import Text


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
    errata: tuple[ErratumRecord, ...] = ()
    logo: str = ""
    logo_width: int = 0
    logo_height: int = 0
    logo_alt: Text = Text()

    def countries_for(self, language: str) -> list[CountryRecord]:
        """Countries in the order set for a language; those not named there follow by code."""
        order = self.country_order.get(language, ())
        place = {code: index for index, code in enumerate(order)}
        return sorted(self.countries, key=lambda each: (place.get(each.code, len(place)), each.code))
