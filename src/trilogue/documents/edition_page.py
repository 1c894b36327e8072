"""What the printed page of an edition shows, ready for its template."""

from collections.abc import Collection
from contextlib import suppress
from typing import Any

from django.utils.translation import gettext

from trilogue.algorithms.dates import ImpreciseDate
from trilogue.documents.figures import number
from trilogue.documents.record import EditionRecord, ErratumRecord, FactRecord, Record, SessionRecord
from trilogue.documents.wording import banner, legend, nth_edition, plain, run
from trilogue.domain.editions.choices import FactKind, Status
from trilogue.domain.programme.choices import SessionKind
from trilogue.foundation.files import pictures, store
from trilogue.foundation.text import say
from trilogue.foundation.text.value import Text

PRINTED_WIDTH = 1600
"""Of a photograph: some 240 dots an inch on A4."""


def pictures_of(record: Record, edition: EditionRecord) -> dict[str, bytes]:
    """The files of what the page shows, as far as they are there: the group photograph and the logo."""
    found: dict[str, bytes] = {}
    group = edition.photograph
    wanted = {"logo": (record.series.logo, record.series.logo_width)}
    if group:
        wanted["photograph"] = (group.picture, group.width)
    for name, (digest, width) in wanted.items():
        if digest:
            widths = pictures.widths(width)
            fitting = max((each for each in widths if each <= PRINTED_WIDTH), default=widths[0])
            with suppress(FileNotFoundError):
                found[name] = store.read(pictures.file_name(digest, fitting, pictures.JPEG))
    return found


def page(
    record: Record, edition: EditionRecord, language: str, drawn: Collection[str] = ()
) -> dict[str, Any]:
    """`drawn` names the pictures that the template gets."""
    series, nth = record.series, nth_edition(edition.number, language)
    return {
        "title": f"{nth} · {plain(series.name, language)}",
        "nth": nth,
        "series": run(series.name, language),
        "host": run(series.host, language),
        "date": say.when(edition.when, language),
        "status": "" if edition.is_held else str(Status(edition.status).label),
        "location": run(edition.location, language),
        "demonstration": banner(demonstration=series.demonstration),
        "details": [run(each.text, language) for each in edition.details],
        "figures": _figures(record, edition, language),
        "article": {
            "title": run(edition.article_title, language),
            "lines": [run(each.text, language) for each in edition.article],
        },
        "sessions": [_session(each, edition, language) for each in edition.sessions],
        "photograph": _photograph(edition, language),
        "logo": plain(series.logo_alt, language) if "logo" in drawn else "",
        "drawn": sorted(drawn),
        "facts": [_fact(each, edition, language) for each in edition.facts],
        "errata": [_erratum(each, language) for each in edition.errata],
        "sources": [
            {"title": run(each.title, language), "publisher": run(each.publisher, language), "url": each.url}
            for each in edition.sources
        ],
        "words": _words(),
        "legend": legend([series.name, series.host, *_texts(edition)], language),
    }


def _words() -> dict[str, str]:
    return {
        "details": gettext("Programme"),
        "participants": gettext("Participants by country"),
        "delegation": gettext("Country"),
        "number": gettext("Took part"),
        "total": gettext("Total"),
        "sessions": gettext("Lectures and other sessions"),
        "photograph": gettext("Photograph"),
        "credit": gettext("Source"),
        "facts": gettext("What the sources say"),
        "errata": gettext("Errata"),
        "sources": gettext("Sources"),
    }


def _texts(edition: EditionRecord) -> list[Text]:
    texts = [edition.location, edition.article_title]
    texts += [each.text for each in (*edition.details, *edition.article)]
    texts += [each.text for each in edition.facts]
    texts += [each.text for each in edition.errata]
    for session in edition.sessions:
        texts.append(session.title)
        texts += [text for each in session.speakers for text in (each.name, each.title)]
    if edition.photograph:
        texts += [edition.photograph.caption, edition.photograph.credit, edition.photograph.alt]
    for source in edition.sources:
        texts += [source.title, source.publisher]
    return texts


def _figures(record: Record, edition: EditionRecord, language: str) -> dict[str, Any]:
    counts = edition.counts()
    announced, took_part = number(edition.announced()), number(edition.took_part())
    return {
        "announced": gettext("announced: %(count)s") % {"count": announced} if announced else "",
        "took_part": gettext("took part: %(count)s") % {"count": took_part} if took_part else "",
        "total": took_part,
        "countries": [
            {"code": each.code, "name": run(each.name, language), "count": counts[each.code]}
            for each in record.series.countries_for(language)
            if each.code in counts
        ],
    }


def _session(session: SessionRecord, edition: EditionRecord, language: str) -> dict[str, Any]:
    return {
        "kind": str(SessionKind(session.kind).label),
        "title": run(session.title, language),
        "date": _date(session.starts_on, language),
        "source": _reference(session.source, edition),
        "speakers": [
            {
                "name": run(each.name, language),
                "native": {"text": each.native_name, "tag": each.native_tag}
                if each.native_name and each.native_name != plain(each.name, language)
                else None,
                "title": run(each.title, language),
            }
            for each in session.speakers
        ],
    }


def _photograph(edition: EditionRecord, language: str) -> dict[str, Any] | None:
    if edition.photograph is None:
        return None
    return {
        "caption": run(edition.photograph.caption, language),
        "credit": run(edition.photograph.credit, language),
        "alt": plain(edition.photograph.alt, language),
    }


def _fact(fact: FactRecord, edition: EditionRecord, language: str) -> dict[str, Any]:
    superseded = _date(fact.superseded_on, language)
    return {
        "kind": str(FactKind(fact.kind).label),
        "text": run(fact.text, language),
        "date": _date(fact.date, language),
        "source": _reference(fact.source, edition),
        "superseded": gettext("superseded on %(day)s") % {"day": superseded} if superseded else "",
    }


def _erratum(erratum: ErratumRecord, language: str) -> dict[str, Any]:
    named = gettext("Erratum %(number)s") % {"number": erratum.number}
    parts = (named, _date(erratum.issued, language), erratum.mark)
    return {"head": [part for part in parts if part], "text": run(erratum.text, language)}


def _date(iso: str, language: str) -> str:
    return say.when(ImpreciseDate.parse(iso), language) if iso else ""


def _reference(key: str, edition: EditionRecord) -> str:
    """The number of a source in the list at the end, in brackets."""
    keys = [each.key for each in edition.sources]
    return f"[{keys.index(key) + 1}]" if key in keys else ""
