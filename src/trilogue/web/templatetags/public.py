"""Tags of the public record: texts under their ids, titles in phrases, sources, what can be counted."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from trilogue.algorithms.ties.growth import possible_ties as pairs_across
from trilogue.documents import summary as counted
from trilogue.documents.record import (
    EditionRecord,
    FigureRecord,
    PlaceRecord,
    Record,
    SessionRecord,
    SourceRecord,
    edition_facts,
)
from trilogue.domain.editions.choices import Status
from trilogue.domain.programme.choices import SessionKind
from trilogue.foundation.text import say
from trilogue.foundation.text.phrases import phrases
from trilogue.foundation.text.value import Shown, Text
from trilogue.web.templatetags import trilogue

register = template.Library()


def _language(context: Context) -> str:
    return str(context.get("language", "en"))


def _marked(context: Context, key: str, shown: Shown, words: SafeString) -> SafeString:
    """The element that carries a fact: its text is the fact and nothing else. Labels stand behind it."""
    if shown.language == _language(context):
        return format_html('<span data-fact="{}">{}</span>', key, words)
    return format_html(
        '<span data-fact="{}" lang="{}">{}</span> <span class="chip dash">{}</span>',
        key,
        shown.tag,
        words,
        gettext("not translated yet"),
    )


@register.simple_tag(takes_context=True)
def fact(context: Context, key: str, value: Text) -> SafeString:
    shown = value.shown(_language(context))
    return _marked(context, key, shown, format_html("{}", shown.text))


@register.simple_tag(takes_context=True)
def title(context: Context, value: Text, key: str = "") -> SafeString:
    """A heading's words in phrases that do not break; under its id when one is given."""
    shown = value.shown(_language(context))
    words = _phrased(shown.text, shown.language)
    if key:
        return _marked(context, key, shown, words)
    return (
        words
        if shown.language == _language(context)
        else format_html('<span lang="{}">{}</span>', shown.tag, words)
    )


@register.filter
def phrased(words: str, language: str) -> SafeString:
    """Interface words of a heading in phrases that do not break."""
    return _phrased(str(words), language)


def _phrased(words: str, language: str) -> SafeString:
    parts = phrases(words, language)
    if len(parts) == 1:
        return format_html("{}", words)
    return format_html_join("", "{}{}{}", (_phrase(part) for part in parts))


def _phrase(part: str) -> tuple[str, SafeString, str]:
    """Spaces at the ends stay outside the phrase, where they can be seen."""
    inner = part.strip()
    before = part[: len(part) - len(part.lstrip())]
    after = part[len(part.rstrip()) :] if inner else ""
    return before, format_html('<span class="ph">{}</span>', inner) if inner else mark_safe(""), after


@register.simple_tag(takes_context=True)
def stated(context: Context, edition: EditionRecord, part: str) -> SafeString:
    """A text of an edition by the last part of its id: "L" is E7.L, the location."""
    key = f"E{edition.number}.{part}"
    return fact(context, key, edition_facts(edition).get(key, Text()))


@register.simple_tag(takes_context=True)
def stated_of(context: Context, edition: EditionRecord, one: Any, part: str) -> SafeString:
    """A text of a photograph or a file by its own id and its part: "C" is E7.I2.C, the caption; "" the title."""
    facts = edition_facts(edition)
    if edition.photograph == one:
        return stated(context, edition, part)
    key = f"{one.id}.{part}" if part else one.id
    return fact(context, key, facts.get(key, Text()))


@register.simple_tag(takes_context=True)
def file_size(context: Context, size: int) -> str:  # noqa: ARG001
    """ "1.2 MB", "310 KB": the same in all four languages."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} KB"


@register.simple_tag(takes_context=True)
def nth(context: Context, edition: EditionRecord) -> SafeString:
    number = say.ordinal(edition.number, _language(context))
    return format_html('<span data-fact="E{}.N">{}</span>', edition.number, number)


@register.simple_tag(takes_context=True)
def register_date(context: Context, edition: EditionRecord) -> SafeString:
    """The date exactly as precise as the register gives it."""
    when = trilogue.when(context, edition.when)
    return format_html('<span data-fact="E{}.W">{}</span>', edition.number, when)


@register.simple_tag(takes_context=True)
def place_names(context: Context, edition: EditionRecord) -> str:
    """The host places by the names they had then: "Gangneung City, Sokcho City"."""
    language = _language(context)
    return say.LIST_GLUE[language].join(each.name.shown(language).text for each in edition.places)


@register.simple_tag(takes_context=True)
def place(context: Context, value: PlaceRecord) -> SafeString:
    """One government in full, its province with it, so that namesakes cannot be confused."""
    name, parent = trilogue.text(context, value.name), trilogue.text(context, value.parent)
    if not value.parent:
        return name
    order = {"en": "{name}, {parent}", "ko": "{parent} {name}"}.get(_language(context), "{parent}{name}")
    return format_html(order, name=name, parent=parent)


@register.simple_tag(takes_context=True)
def year(context: Context, number: int) -> str:
    return say.year(number, _language(context))


@register.simple_tag(takes_context=True)
def years_of(context: Context, editions: Iterable[EditionRecord]) -> str:
    return years(context, sorted({each.when.earliest.year for each in editions}))


@register.simple_tag(takes_context=True)
def first_date(context: Context, known: counted.Summary) -> str:
    """When the first edition was held."""
    return say.when(known.held[-1].when, _language(context))


@register.simple_tag
def amount(figure: FigureRecord | None) -> SafeString:
    """ "88", "about 90", or a dash where nothing is recorded."""
    if figure is None:
        return format_html(
            '<span class="mute" title="{0}">–<span class="vh">{0}</span></span>', gettext("Not recorded")
        )
    if figure.approximate:
        return format_html("{}", gettext("about %(count)s") % {"count": figure.count})
    return format_html("{}", figure.count)


@register.simple_tag(takes_context=True)
def one_line(context: Context, edition: EditionRecord) -> str:
    """An edition in one line, for those who only see a link to it."""
    language = _language(context)
    part = edition.took_part()
    people = (
        ngettext("%(count)s local public official", "%(count)s local public officials", part.count)
        if part
        else ""
    )
    line = (
        say.when(edition.when, language),
        edition.location.shown(language).text,
        people % {"count": part.count} if part else str(Status(edition.status).label),
    )
    return " · ".join(each for each in line if each)


@register.simple_tag(takes_context=True)
def fact_of_session(
    context: Context, edition: EditionRecord, session: SessionRecord, form: str = ""
) -> SafeString:
    key = f"E{edition.number}.S{session.number}"
    return title(context, session.title, key) if form == "phrased" else fact(context, key, session.title)


@register.filter
def said(value: Text, language: str) -> str:
    return value.shown(language).text


@register.simple_tag(takes_context=True)
def label_of_details(context: Context, editions: Iterable[EditionRecord]) -> SafeString:
    """One label for a whole register."""
    return label_of(context, *[part for each in editions for part in (each.location, each.details)])


@register.simple_tag(takes_context=True)
def years(context: Context, numbers: Iterable[int]) -> str:
    language = _language(context)
    return say.LIST_GLUE[language].join(say.year(each, language) for each in numbers)


@register.simple_tag(takes_context=True)
def source_of(context: Context, edition: EditionRecord, key: str) -> SafeString:
    """Who says so, linked where there is an address; nothing for what was counted here."""
    source = edition.source(key)
    return _cited(context, source) if source else mark_safe("")


@register.simple_tag(takes_context=True)
def cited_source(context: Context, source: SourceRecord) -> SafeString:
    return _cited(context, source)


def _cited(context: Context, source: SourceRecord) -> SafeString:
    name = trilogue.text(context, source.publisher or source.title)
    if not source.url:
        return name
    return format_html('<a href="{}" rel="external noreferrer">{}</a>', source.url, name)


@register.simple_tag(takes_context=True)
def label_of(context: Context, *values: Any) -> SafeString:
    """One label for texts, lines, facts or sessions when some are translations that are not official."""
    language = _language(context)
    translated = [text for text in _texts(values) if text and text.shown(language).language != text.source]
    return trilogue.standing(context, *translated)


def _texts(values: Iterable[Any]) -> Iterable[Text]:
    for value in values:
        if isinstance(value, Text):
            yield value
        elif isinstance(value, tuple | list):
            yield from _texts(value)
        elif value is not None:
            yield from _texts(getattr(value, part, None) for part in ("title", "text", "introduction"))


@register.simple_tag
def status_of(edition: EditionRecord) -> SafeString:
    """The status in a word: dashed while it is not sure, with a tick once it was held."""
    word = Status(edition.status).label
    if edition.is_held:
        return format_html('<span class="chip ok">{}{}</span>', trilogue.icon("check"), word)
    kind = {Status.TENTATIVE: " dash", Status.CANCELLED: " bad"}.get(Status(edition.status), " info")
    return format_html('<span class="chip{}">{}</span>', kind, word)


@register.filter
def kind_of_session(kind: str) -> str:
    return str(SessionKind(kind).label)


@register.simple_tag
def summary(record: Record) -> counted.Summary:
    return counted.summary(record)


@register.simple_tag
def neighbours(record: Record, edition: EditionRecord) -> tuple[EditionRecord | None, EditionRecord | None]:
    return counted.neighbours(record, edition.number)


@register.simple_tag
def cited(record: Record) -> list[counted.Cited]:
    return counted.cited(record)


@register.simple_tag
def with_counts(record: Record) -> list[EditionRecord]:
    """The editions whose participants are known by country."""
    return [each for each in record.editions if each.counts()]


@register.filter
def possible_ties(edition: EditionRecord) -> int:
    """How many pairs of participants of two countries there could be, from the counts alone."""
    return pairs_across(edition.counts().values())


@register.simple_tag
def download_forms() -> tuple[str, ...]:
    return ("csv", "xlsx", "json", "pdf")
