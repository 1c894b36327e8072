"""The record as the rows stand now, published or not."""

from trilogue.algorithms.dates import ImpreciseDate
from trilogue.documents.record.edition import EditionRecord
from trilogue.documents.record.parts import CountryRecord
from trilogue.documents.record.row_parts import (
    errata_of,
    fact_of,
    figure_of,
    file_of,
    lines_of,
    photograph_of,
    place_of,
    session_of,
    sources_of,
)
from trilogue.documents.record.series import SeriesRecord
from trilogue.documents.record.whole import Record
from trilogue.domain.editions.choices import FileAudience, LineKind
from trilogue.domain.editions.models import Edition, Series
from trilogue.domain.editions.queries import published_version
from trilogue.domain.places.models import Country


def live(series: Series) -> Record:
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
        story=lines_of(lines, "S", LineKind.STORY),
        objectives=lines_of(lines, "S", LineKind.OBJECTIVE),
        errata=errata_of(series.errata.filter(edition=None), "S"),
        logo=series.logo,
        logo_width=series.logo_width,
        logo_height=series.logo_height,
        logo_alt=series.logo_alt,
    )


def live_edition(edition: Edition) -> EditionRecord:
    owner = f"E{edition.number}"
    lines = list(edition.lines.order_by("number"))
    facts = list(edition.facts.select_related("source"))
    figures = list(edition.figures.select_related("source"))
    sessions = list(edition.sessions.select_related("source").prefetch_related("speakers"))
    photographs = list(edition.photographs.all())
    group = next((each for each in photographs if each.group), None)
    album = [each for each in photographs if each.picture and not each.group]
    day = ImpreciseDate.parse(edition.date).earliest
    places = edition.places.select_related("government").prefetch_related("government__names")
    files = edition.files.filter(audience=FileAudience.EVERYBODY)
    return EditionRecord(
        series=edition.series.slug,
        number=edition.number,
        status=edition.status,
        date=edition.date,
        location=edition.location,
        places=tuple(place_of(each, day) for each in places),
        details=lines_of(lines, owner, LineKind.DETAIL),
        facts=tuple(fact_of(each, owner) for each in facts),
        figures=tuple(figure_of(each) for each in figures),
        article_title=edition.article_title,
        article=lines_of(lines, owner, LineKind.ARTICLE),
        photograph=photograph_of(group, owner) if group else None,
        sessions=tuple(session_of(each) for each in sessions),
        sources=sources_of([*facts, *figures, *sessions]),
        errata=errata_of(edition.errata.all(), owner),
        photographs=tuple(photograph_of(each, owner) for each in album),
        files=tuple(file_of(each, owner) for each in files),
    )
