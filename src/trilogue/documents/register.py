"""The register of past events: No., date, location, details, and who took part."""

from typing import Any

import msgspec
from django.utils.translation import gettext, override

from trilogue.documents import open_data
from trilogue.documents.document import CSV, JSON, XLSX, Document
from trilogue.documents.figures import by_country, number
from trilogue.documents.record import EditionRecord, Record
from trilogue.documents.typeset import set_pdf
from trilogue.documents.wording import banner, legend, plain, run, standing
from trilogue.domain.editions.choices import Status
from trilogue.foundation.formats import csv, xlsx
from trilogue.foundation.formats.table import Table
from trilogue.foundation.text import say
from trilogue.foundation.text.value import Text


def build(record: Record, language: str, form: str) -> Document:
    """As "csv", "xlsx", "json" (one for all languages) or "pdf". Raises LookupError for another form."""
    name = f"{record.series.slug}-editions"
    with override(language):
        match form:
            case "csv":
                return Document(f"{name}.{language}.csv", CSV, csv.write(table(record, language)))
            case "xlsx":
                title = plain(record.series.name, language)
                data = xlsx.write([table(record, language)], title=title, language=language)
                return Document(f"{name}.{language}.xlsx", XLSX, data)
            case "json":
                return Document(f"{name}.json", JSON, json_bytes(open_data.series(record)))
            case "pdf":
                return set_pdf(f"{name}.{language}.pdf", "register.typ", language, _page(record, language))
    raise LookupError(form)


def json_bytes(content: dict[str, Any]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(content), indent=1)


def table(record: Record, language: str) -> Table:
    """Newest first, as on the page. Countries stand in the order of the language."""
    countries = record.series.countries_for(language)
    header = [
        gettext("No."),
        gettext("Date"),
        gettext("Date (ISO 8601)"),
        gettext("Status"),
        gettext("Location"),
        gettext("Codes of places"),
        gettext("Details"),
        *(gettext("Took part: %(country)s") % {"country": plain(each.short, language)} for each in countries),
        gettext("Took part"),
        gettext("Announced"),
        gettext("Standing of the texts"),
    ]
    codes = [each.code for each in countries]
    return Table(gettext("Past events"), header, [_row(each, codes, language) for each in record.editions])


def _row(edition: EditionRecord, codes: list[str], language: str) -> list[str]:
    return [
        str(edition.number),
        say.when(edition.when, language),
        edition.date,
        str(Status(edition.status).label),
        plain(edition.location, language),
        " ".join(each.code for each in edition.places),
        "\n".join(plain(each.text, language) for each in edition.details),
        *by_country(edition, codes),
        number(edition.took_part()),
        number(edition.announced()),
        standing(_texts(edition), language),
    ]


def _texts(edition: EditionRecord) -> list[Text]:
    return [edition.location, *(each.text for each in edition.details)]


def _page(record: Record, language: str) -> dict[str, Any]:
    series = record.series
    texts = [series.name, series.tagline, series.host]
    texts += [text for each in record.editions for text in _texts(each)]
    return {
        "title": plain(series.name, language),
        "name": run(series.name, language),
        "tagline": run(series.tagline, language),
        "host": run(series.host, language),
        "heading": gettext("Past events"),
        "columns": [
            gettext("No."),
            gettext("Date"),
            gettext("Location"),
            gettext("Details"),
            gettext("Took part"),
        ],
        "demonstration": banner(demonstration=record.series.demonstration),
        "editions": [_entry(record, each, language) for each in record.editions],
        "legend": legend(texts, language),
    }


def _entry(record: Record, edition: EditionRecord, language: str) -> dict[str, Any]:
    counts = edition.counts()
    announced = number(edition.announced())
    return {
        "number": edition.number,
        "date": say.when(edition.when, language),
        "status": "" if edition.is_held else str(Status(edition.status).label),
        "location": run(edition.location, language),
        "details": [run(each.text, language) for each in edition.details],
        "took_part": number(edition.took_part()),
        "announced": gettext("announced: %(count)s") % {"count": announced} if announced else "",
        "countries": [
            {"code": each.code, "count": counts[each.code]}
            for each in record.series.countries_for(language)
            if each.code in counts
        ],
    }
