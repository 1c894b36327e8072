"""Inclusion tags for the record's pictures: geometry in, SVG out, with the numbers in its label."""

from typing import Any

from django import template
from django.template import Context
from django.utils.translation import ngettext

from trilogue.documents import charts
from trilogue.documents.record import CountryRecord, EditionRecord, Record
from trilogue.documents.sketch_map import Spot, sketch_map
from trilogue.documents.summary import Host, hosts
from trilogue.foundation.text import say
from trilogue.foundation.text.value import Text

register = template.Library()


def _language(context: Context) -> str:
    return str(context.get("language", "en"))


def _counted(context: Context, record: Record, edition: EditionRecord) -> list[tuple[CountryRecord, int]]:
    counts = edition.counts()
    countries = record.series.countries_for(_language(context))
    known = {each.code for each in countries}
    unnamed = [CountryRecord(code, Text(), Text()) for code in sorted(counts.keys() - known)]
    return [(each, counts[each.code]) for each in [*countries, *unnamed] if each.code in counts]


@register.simple_tag(takes_context=True)
def shares(context: Context, record: Record, edition: EditionRecord) -> list[dict[str, Any]]:
    """Rows of the table beside the bars: country, how many, percentage rounded."""
    counted = _counted(context, record, edition)
    total = sum(count for _, count in counted) or 1
    return [
        {"country": country, "count": count, "share": round(100 * count / total)}
        for country, count in counted
    ]


@register.inclusion_tag("public/svg/bars.html", takes_context=True)
def bars(context: Context, record: Record, edition: EditionRecord) -> dict[str, Any]:
    language = _language(context)
    counted = _counted(context, record, edition)
    drawn = charts.bars([(country.code, count) for country, count in counted])
    names = [(country.short or country.name).shown(language) for country, _ in counted]
    return {
        "drawn": drawn,
        "rows": list(zip(drawn.bars, names, strict=True)),
        "language": language,
        "numbers": _numbers(context, record, edition),
        "year": say.year(edition.when.earliest.year, language),
    }


@register.inclusion_tag("public/svg/group.html", takes_context=True)
def group(context: Context, record: Record, edition: EditionRecord) -> dict[str, Any]:
    drawn = charts.group(edition.counts())
    return {
        "drawn": drawn,
        "patterns": sorted({each.pattern for each in drawn.figures}),
        "numbers": _numbers(context, record, edition),
    }


@register.simple_tag(takes_context=True)
def numbers_by_country(context: Context, record: Record, edition: EditionRecord) -> str:
    return _numbers(context, record, edition)


def _numbers(context: Context, record: Record, edition: EditionRecord) -> str:
    """ "China 35, Japan 15, ROK 38" in the order of the page's language."""
    language = _language(context)
    parts = [
        f"{country.short.shown(language).text or country.code} {count}"
        for country, count in _counted(context, record, edition)
    ]
    return say.LIST_GLUE[language].join(parts)


@register.inclusion_tag("public/svg/round_table.html")
def round_table(record: Record) -> dict[str, Any]:
    return {"drawn": charts.round_table([each.code for each in record.series.countries])}


@register.inclusion_tag("public/svg/map.html", takes_context=True)
def host_map(context: Context, record: Record) -> dict[str, Any]:
    """Only places whose position is known are drawn; the list beside the map has all of them."""
    found = [each for each in hosts(record) if each.place.latitude is not None]
    return {"drawn": sketch_map([_spot(each, _language(context)) for each in found]), "label": _label(found)}


def _spot(host: Host, language: str) -> Spot:
    place = host.place
    return Spot(
        latitude=place.latitude or 0,
        longitude=place.longitude or 0,
        name=place.name.shown(language).text,
        note=place.parent.shown(language).text,
        mark="·".join(map(str, host.numbers)),
        stops=host.stops,
    )


def _label(found: list[Host]) -> str:
    return ngettext(
        "A sketch of %(count)s host place. Its position is true to latitude and longitude; no borders are drawn.",
        "A sketch of %(count)s host places. Positions are true to latitude and longitude; no borders are drawn.",
        len(found),
    ) % {"count": len(found)}


@register.filter
def units(value: float) -> str:
    """A coordinate as SVG wants it, whatever the page's language does to numbers: 12 or 12.5."""
    return f"{value:g}"
