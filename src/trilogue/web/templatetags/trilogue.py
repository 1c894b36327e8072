"""Template tags: text with its language and standing, dates and ordinals, icons, delegation marks."""

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from trilogue.algorithms.dates import ImpreciseDate
from trilogue.foundation.text import say
from trilogue.foundation.text.value import TAGS, State, Text

register = template.Library()


def _language(context: Context) -> str:
    return str(context.get("language", "en"))


@register.simple_tag(takes_context=True)
def text(context: Context, value: Text) -> SafeString:
    """The words for this page's language. A fallback carries its own `lang` and says that it is one."""
    language = _language(context)
    shown = value.shown(language)
    if shown.language == language or not shown.text:
        return format_html("{}", shown.text)
    return format_html(
        '<span lang="{}">{}</span> <span class="chip dash">{}</span>',
        shown.tag,
        shown.text,
        gettext("not translated yet"),
    )


@register.simple_tag(takes_context=True)
def plain(context: Context, value: Text) -> str:
    """The words alone, for titles and attributes."""
    return value.shown(_language(context)).text


@register.simple_tag(takes_context=True)
def standing(context: Context, *values: Text) -> SafeString:
    """One label for a group of texts when any of them is a translation that is not official."""
    language = _language(context)
    here = [value.shown(language) for value in values if value and value.source != language]
    here = [each for each in here if each.language == language]
    labels = []
    if any(each.state == State.MACHINE for each in here):
        labels.append(gettext("machine translation"))
    elif any(each.state == State.HUMAN for each in here):
        labels.append(gettext("unofficial translation"))
    if any(each.outdated for each in here):
        labels.append(gettext("original changed since"))
    return format_html_join(" ", '<span class="chip dash">{}</span>', ((label,) for label in labels))


@register.simple_tag(takes_context=True)
def when(context: Context, value: str | ImpreciseDate) -> SafeString:
    """`<time>` with a date as precise as it is known."""
    known = value if isinstance(value, ImpreciseDate) else ImpreciseDate.parse(value)
    machine = known.iso().split("/")[0]
    return format_html('<time datetime="{}">{}</time>', machine, say.when(known, _language(context)))


@register.simple_tag(takes_context=True)
def ordinal(context: Context, number: int) -> str:
    return say.ordinal(number, _language(context))


@register.simple_tag(takes_context=True)
def stop(context: Context) -> str:
    """The end of a sentence."""
    return say.STOP[_language(context)]


@register.filter
def bcp47(language: str) -> str:
    return TAGS.get(language, language)


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    return format_html(
        '<svg class="i{}" viewBox="0 0 24 24" aria-hidden="true"><use href="#i-{}"/></svg>',
        f" {extra}" if extra else "",
        name,
    )


@register.simple_tag(takes_context=True)
def delegation(context: Context, country: Any) -> SafeString:
    """Letters, pattern and colour of a delegation, with the country's short name."""
    short = country.short.shown(_language(context))
    return format_html(
        '<span class="dl {}">{} <span lang="{}">{}</span></span>',
        country.code.lower(),
        country.code,
        shown_tag(short.language),
        short.text,
    )


def shown_tag(language: str) -> str:
    return TAGS[language]


@register.filter
def at(mapping: Any, key: Any) -> Any:
    """`mapping[key]`, or nothing."""
    return mapping.get(key)
