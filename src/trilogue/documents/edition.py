"""One edition with every fact of the record and its source."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext, override

from trilogue.algorithms.dates import ImpreciseDate
from trilogue.documents import figures, open_data
from trilogue.documents.document import CSV, JSON, XLSX, Document
from trilogue.documents.edition_page import page, pictures_of
from trilogue.documents.record import EditionRecord, Record
from trilogue.documents.register import json_bytes
from trilogue.documents.typeset import set_pdf
from trilogue.documents.wording import nth_edition, plain, standing
from trilogue.domain.editions.choices import FactKind, FigureKind, LineKind
from trilogue.domain.programme.choices import SessionKind
from trilogue.foundation.formats import csv, xlsx
from trilogue.foundation.formats.table import Table
from trilogue.foundation.text import say
from trilogue.foundation.text.value import Text


def build(record: Record, number: int, language: str, form: str) -> Document:
    """As "csv", "xlsx", "json" or "pdf". Raises LookupError for another form or an unknown number."""
    found = record.edition(number)
    if found is None:
        raise LookupError(number)
    name = f"{record.series.slug}-{number}"
    with override(language):
        match form:
            case "csv":
                return Document(f"{name}.{language}.csv", CSV, csv.write(statements(found, language)))
            case "xlsx":
                return Document(f"{name}.{language}.xlsx", XLSX, _workbook(record, found, language))
            case "json":
                content = open_data.one_edition(record, number)
                return Document(f"{name}.json", JSON, json_bytes(content))
            case "pdf":
                drawn = pictures_of(record, found)
                data = page(record, found, language, drawn)
                return set_pdf(f"{name}.{language}.pdf", "edition.typ", language, data, pictures=drawn)
    raise LookupError(form)


def _workbook(record: Record, edition: EditionRecord, language: str) -> bytes:
    tables = [statements(edition, language), _figures(record, edition, language), _sources(edition, language)]
    title = f"{nth_edition(edition.number, language)} · {plain(record.series.name, language)}"
    return xlsx.write(tables, title=title, language=language)


def statements(edition: EditionRecord, language: str) -> Table:
    """Everything the record states of an edition, one statement a row."""
    header = [
        gettext("ID"),
        gettext("Kind"),
        gettext("Text"),
        gettext("Date"),
        gettext("Date (ISO 8601)"),
        gettext("Source"),
        gettext("Standing of the text"),
    ]
    return Table(
        nth_edition(edition.number, language), header, [each.row(language) for each in _statements(edition)]
    )


@dataclass(frozen=True)
class Statement:
    """`figure` is what a statement says that is a number and no text."""

    id: str
    kind: str
    text: Text
    date: str = ""
    source: str = ""
    figure: str = ""

    def row(self, language: str) -> list[str]:
        return [
            self.id,
            self.kind,
            self.figure or plain(self.text, language),
            say.when(ImpreciseDate.parse(self.date), language) if self.date else "",
            self.date,
            self.source,
            standing([self.text], language),
        ]


def _statements(edition: EditionRecord) -> Iterator[Statement]:
    owner = f"E{edition.number}"
    yield Statement(f"{owner}.W", gettext("date"), Text(), edition.date)
    if edition.location:
        yield Statement(f"{owner}.L", gettext("location"), edition.location)
    for kind, lines in ((LineKind.DETAIL, edition.details), (LineKind.ARTICLE, edition.article)):
        yield from (Statement(each.id, str(kind.label), each.text) for each in lines)
    for session in edition.sessions:
        kind_of_session = str(SessionKind(session.kind).label)
        number = f"{owner}.S{session.number}"
        yield Statement(number, kind_of_session, session.title, session.starts_on, session.source)
    yield from _pictures(edition, owner)
    for figure in edition.figures:
        kind_of_figure = str(FigureKind(figure.kind).label)
        letter = "P" if figure.kind == FigureKind.ACTUAL else "Q"
        number = f"{owner}.{letter}.{figure.country}".rstrip(".")
        yield Statement(number, kind_of_figure, Text(), "", figure.source, figures.number(figure))
    for fact in edition.facts:
        yield Statement(fact.id, str(FactKind(fact.kind).label), fact.text, fact.date, fact.source)
    for erratum in edition.errata:
        kind_of_erratum = " · ".join(part for part in (gettext("erratum"), erratum.mark) if part)
        yield Statement(erratum.id, kind_of_erratum, erratum.text, erratum.issued)


def _pictures(edition: EditionRecord, owner: str) -> Iterator[Statement]:
    if edition.photograph:
        yield Statement(f"{owner}.C", gettext("caption"), edition.photograph.caption)
        yield Statement(f"{owner}.X", gettext("credit"), edition.photograph.credit)
    if edition.photograph and edition.photograph.picture:
        yield Statement(f"{edition.photograph.id}.T", gettext("what can be seen"), edition.photograph.alt)
    for photograph in edition.photographs:
        yield Statement(f"{photograph.id}.C", gettext("caption"), photograph.caption)
        yield Statement(f"{photograph.id}.X", gettext("credit"), photograph.credit)
        yield Statement(f"{photograph.id}.T", gettext("what can be seen"), photograph.alt)
    for file in edition.files:
        yield Statement(file.id, gettext("file"), file.title)


def _figures(record: Record, edition: EditionRecord, language: str) -> Table:
    header = [
        gettext("Kind"),
        gettext("Country"),
        gettext("Country code"),
        gettext("Number of people"),
        gettext("Approximate"),
        gettext("Source"),
    ]
    names = {each.code: plain(each.name, language) for each in record.series.countries_for(language)}
    order = {code: place for place, code in enumerate(("", *names))}
    rows = [
        [
            str(FigureKind(each.kind).label),
            names.get(each.country, each.country) if each.country else gettext("total"),
            each.country,
            str(each.count),
            gettext("yes") if each.approximate else gettext("no"),
            each.source,
        ]
        for each in sorted(edition.figures, key=lambda each: (each.kind, order.get(each.country, len(order))))
    ]
    return Table(gettext("Participants"), header, rows)


def _sources(edition: EditionRecord, language: str) -> Table:
    header = [gettext("Source"), gettext("Title"), gettext("Publisher"), gettext("Address")]
    rows: list[list[str]] = [
        [each.key, plain(each.title, language), plain(each.publisher, language), each.url]
        for each in edition.sources
    ]
    return Table(gettext("Sources"), header, rows)
