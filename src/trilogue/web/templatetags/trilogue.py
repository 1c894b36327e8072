"""Template tags: text with its language and standing, dates and ordinals, icons, delegation marks."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from trilogue.algorithms.dates import ImpreciseDate
from trilogue.foundation.files import pictures
from trilogue.foundation.text import say
from trilogue.foundation.text.value import ENDONYMS, TAGS, State, Text

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


@register.filter
def endonym(language: str) -> str:
    """What a language calls itself."""
    return ENDONYMS.get(language, language)


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


SIZES = {
    "whole": "(min-width: 64rem) 46rem, 100vw",
    "thumb": "(min-width: 46rem) 20rem, 100vw",
    "large": "100vw",
}
USUAL_WIDTH = 960
"""Of the form for a browser that knows nothing of several."""


@register.simple_tag(takes_context=True)
def picture(context: Context, one: Any, use: str = "whole") -> SafeString:
    """A photograph in its sizes, WebP before JPEG, with what can be seen on it in the language of the page.

    `one` is a photograph of the record or its row. What it is cut to keeps its most important point in view.
    """
    shown = one.alt.shown(_language(context))
    widths = pictures.widths(one.width)
    usual = max((each for each in widths if each <= USUAL_WIDTH), default=widths[0])
    return format_html(
        '<picture><source type="image/webp" srcset="{}" sizes="{}"><img class="pic fx{} fy{}" src="{}" srcset="{}" '
        'sizes="{}" width="{}" height="{}" alt="{}"{} loading="lazy" decoding="async"></picture>',
        _sizes(one.picture, widths, pictures.WEBP),
        SIZES[use],
        round(one.focus_x / 10),
        round(one.focus_y / 10),
        _address(one.picture, usual, pictures.JPEG),
        _sizes(one.picture, widths, pictures.JPEG),
        SIZES[use],
        one.width,
        one.height,
        shown.text,
        format_html(' lang="{}"', shown.tag) if shown.language != _language(context) else "",
    )


@register.simple_tag(takes_context=True)
def logo(context: Context, series: Any) -> SafeString:
    """The logo of a series, of the record or its row; nothing where there is none."""
    if not series.logo:
        return format_html("")
    shown = series.logo_alt.shown(_language(context))
    return format_html(
        '<img class="logo" src="{}" width="{}" height="{}" alt="{}"{}>',
        _address(series.logo, pictures.widths(series.logo_width)[0], pictures.WEBP),
        series.logo_width,
        series.logo_height,
        shown.text,
        format_html(' lang="{}"', shown.tag) if shown.language != _language(context) else "",
    )


def _sizes(digest: str, widths: tuple[int, ...], form: str) -> str:
    return ", ".join(f"{_address(digest, width, form)} {width}w" for width in widths)


def _address(digest: str, width: int, form: str) -> str:
    return reverse("picture", args=(digest, width, form))
