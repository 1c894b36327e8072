"""Tags of published exchanges of opinions: turnout, agenda, dates."""

from typing import Any

from django import template
from django.template import Context

from trilogue.algorithms.dates import ImpreciseDate
from trilogue.documents.exchange_record import AgendaRecord, ExchangeRecord
from trilogue.documents.record import CountryRecord, EditionRecord, Record
from trilogue.domain.opinions.choices import AgendaReason
from trilogue.domain.opinions.queries import Result
from trilogue.foundation.text import say
from trilogue.foundation.text.value import Text

register = template.Library()


def _language(context: Context) -> str:
    return str(context.get("language", "en"))


@register.simple_tag
def exchanges_of(record: Record, edition: EditionRecord) -> list[ExchangeRecord]:
    return record.exchanges_of(edition)


@register.simple_tag(takes_context=True)
def delegations_of(context: Context, exchange: ExchangeRecord) -> list[dict[str, Any]]:
    """Turnout by delegation, in the order of the page's language."""
    record: Record = context["record"]
    countries = record.series.countries_for(_language(context))
    place = {each.code: position for position, each in enumerate(countries)}
    known = {each.code: each for each in countries}
    return [
        {"turnout": each, "country": known.get(each.country, CountryRecord(each.country, Text(), Text()))}
        for each in sorted(
            exchange.delegations, key=lambda each: (place.get(each.country, len(place)), each.country)
        )
    ]


@register.simple_tag
def voted(exchange: ExchangeRecord) -> dict[str, int]:
    """How many people could vote, where that is known, and how many did."""
    delegations = exchange.delegations
    people = sum(each.people for each in delegations)
    return {"people": people, "voted": sum(each.voted for each in delegations) or exchange.vote.voters}


@register.simple_tag(takes_context=True)
def voting_days(context: Context, exchange: ExchangeRecord) -> str:
    """When votes were cast, to the day; nothing where it is not known."""
    days = sorted({exchange.voted_from, exchange.voted_until} - {""})
    return say.when(ImpreciseDate.parse("/".join(days)), _language(context)) if days else ""


@register.simple_tag
def discussed(exchange: ExchangeRecord) -> list[tuple[AgendaRecord, Text, str]]:
    """The agenda: the point, the text of its measure, and why it was on it."""
    return [
        (each, exchange.measure(each.measure).text, str(AgendaReason(each.reason).label))
        for each in exchange.agenda
    ]


@register.filter
def is_among(result: Result, results: tuple[Result, ...]) -> bool:
    """Whether the measure is also in another list."""
    return result.statement.number in {each.statement.number for each in results}
