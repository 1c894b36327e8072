"""Tags of the results of exchanges of opinions: measures, shares as bars, and the map."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from trilogue.documents import opinion_results
from trilogue.documents import opinion_words as words
from trilogue.documents.charts import pattern
from trilogue.documents.opinion_map import opinion_map
from trilogue.domain.opinions.queries import Group, Point, Share
from trilogue.foundation.text.value import ENDONYMS, TAGS, Text

register = template.Library()


def _language(context: Context) -> str:
    return str(context.get("language", "en"))


@register.inclusion_tag("opinions/shares.html", takes_context=True)
def share_bars(context: Context, shares: Sequence[Share], countries: Any) -> dict[str, Any]:
    """A bar a delegation: filled as far as it is sure, outlined as far as it may reach."""
    bars = [(each, pattern(each.country), words.share_text(each)) for each in shares]
    return {"bars": bars, "label": words.agreement(shares, countries, _language(context))}


@register.inclusion_tag("opinions/map.html", takes_context=True)
def opinion_picture(context: Context, groups: Sequence[Group], points: Sequence[Point]) -> dict[str, Any]:
    language = _language(context)
    labels = [f"{words.group_name(each.number, language)} · {words.people(each.size)}" for each in groups]
    return {"drawn": opinion_map(groups, points, labels), "label": words.map_words(groups, language)}


@register.filter
def share_said(share: Share) -> str:
    return words.share_text(share)


@register.simple_tag(takes_context=True)
def group_name(context: Context, number: int) -> str:
    return words.group_name(number, _language(context))


@register.filter
def of_people(count: int) -> str:
    return words.people(count)


@register.simple_tag
def list_name(name: str) -> str:
    return str(words.LISTS[name])


@register.simple_tag
def list_meaning(name: str) -> str:
    return str(words.MEANINGS[name])


@register.filter
def verdict(share: Share) -> str:
    return str(words.VERDICTS[share.verdict])


@register.simple_tag(takes_context=True)
def delegation_name(context: Context, share: Share, countries: Any) -> str:
    return words.delegation(share, countries, _language(context))


@register.simple_tag(takes_context=True)
def original(context: Context, value: Text) -> SafeString:
    """The words as they were written, where the reader has a translation: one tap away, without a script."""
    if value.shown(_language(context)).language == value.source or not value:
        return mark_safe("")
    return format_html(
        '<details class="orig"><summary class="tapl">{} <span lang="{}">{}</span></summary>'
        '<p lang="{}">{}</p></details>',
        gettext("Original:"),
        TAGS[value.source],
        ENDONYMS[value.source],
        TAGS[value.source],
        value.shown(value.source).text,
    )


@register.simple_tag
def how_to_read() -> str:
    return opinion_results.how_to_read()
