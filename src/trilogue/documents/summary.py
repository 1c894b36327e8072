"""What can be counted from a record: nothing here is stored, nothing is invented."""

from dataclasses import dataclass

from trilogue.documents.record import EditionRecord, PlaceRecord, Record, SourceRecord
from trilogue.domain.editions.choices import Status


@dataclass(frozen=True)
class Host:
    """A government that hosted, under its latest name in the record, with the numbers of its editions."""

    place: PlaceRecord
    numbers: tuple[int, ...]
    stops: tuple[int, ...]


@dataclass(frozen=True)
class Cited:
    """A source with the numbers of the editions that rest on it."""

    source: SourceRecord
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Summary:
    held: tuple[EditionRecord, ...]
    tentative: tuple[EditionRecord, ...]
    latest: EditionRecord | None
    coming: EditionRecord | None
    first_year: int | None
    hosts: tuple[Host, ...]
    years_without: tuple[int, ...]


def summary(record: Record) -> Summary:
    held = tuple(record.held())
    coming = (Status.ANNOUNCED, Status.OPEN, Status.RUNNING)
    return Summary(
        held=held,
        tentative=tuple(each for each in record.editions if each.is_tentative),
        latest=held[0] if held else None,
        coming=next((each for each in reversed(record.editions) if each.status in coming), None),
        first_year=held[-1].when.earliest.year if held else None,
        hosts=tuple(hosts(record)),
        years_without=tuple(years_without(record)),
    )


def hosts(record: Record) -> list[Host]:
    """Who hosted an edition that was held, in the order of first hosting. A code counts once."""
    found: dict[str, Host] = {}
    stop = 0
    for edition in reversed(record.held()):
        for place in edition.places:
            stop += 1
            before = found.get(place.code, Host(place, (), ()))
            found[place.code] = Host(place, (*before.numbers, edition.number), (*before.stops, stop))
    return list(found.values())


def years_without(record: Record) -> list[int]:
    """Years between the first and the last registered edition for which the register holds none."""
    years = {edition.when.earliest.year for edition in record.editions if edition.status != Status.CANCELLED}
    return [year for year in range(min(years), max(years)) if year not in years] if years else []


def neighbours(record: Record, number: int) -> tuple[EditionRecord | None, EditionRecord | None]:
    """The edition before and the one after, by number."""
    before = next((each for each in record.editions if each.number < number), None)
    after = next((each for each in reversed(record.editions) if each.number > number), None)
    return before, after


def cited(record: Record) -> list[Cited]:
    """Every source of the record, in the order of the editions that name it first."""
    found: dict[str, Cited] = {}
    for edition in reversed(record.editions):
        for source in edition.sources:
            before = found.get(source.key, Cited(source, ()))
            found[source.key] = Cited(source, (*before.numbers, edition.number))
    return list(found.values())


def countries_counted(record: Record, language: str) -> list[str]:
    """Codes of the countries for which some edition has a figure, in the language's order."""
    known = {code for edition in record.editions for code in edition.counts()}
    return [each.code for each in record.series.countries_for(language) if each.code in known]
