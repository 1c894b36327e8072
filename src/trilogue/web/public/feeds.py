"""What other machines follow: the feed of a series, the sitemap, and what robots may visit."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import make_aware
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from trilogue.documents.record import EditionRecord, ErratumRecord, Record
from trilogue.domain.editions.models import Publication
from trilogue.foundation.access import anyone, requires
from trilogue.foundation.text import say
from trilogue.foundation.text.value import LANGUAGES, TAGS
from trilogue.web.public.lookup import find
from trilogue.web.public.pages import STORE, Published
from trilogue.web.public.structured import BASE

NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
IN_NO_LANGUAGE = {"Content-Language": "zxx"}
"""Said for files without an address of their own language, else the reader's would be said of them."""

CLOSED = ("desk/", "me/", "sign-in/", "demonstration/")


@requires(anyone)
@require_safe
def feed(request: HttpRequest, slug: str) -> HttpResponse:  # noqa: ARG001
    """Atom, newest edition first; an entry is updated whenever its edition is published again."""
    shelf, record = find(slug)
    language = translation.get_language() or "en"
    times = publication_times(slug)
    atom = Atom1Feed(
        title=_clean(record.series.name.shown(language).text),
        subtitle=_clean(record.series.tagline.shown(language).text),
        link=BASE + reverse("series", kwargs={"slug": slug}),
        feed_url=BASE + reverse("feed", kwargs={"slug": slug}),
        description="",
        language=TAGS[language],
        author_name=_clean(record.series.host.shown(language).text),
    )
    series = BASE + reverse("series", kwargs={"slug": slug})
    _add_errata(atom, record.series.errata, series, _clean(record.series.name.shown(language).text), language)
    for edition in record.editions:
        address = BASE + reverse("edition", kwargs={"slug": slug, "number": edition.number})
        _add_errata(atom, edition.errata, address, _clean(_title(edition, language)), language)
        atom.add_item(
            title=_clean(_title(edition, language)),
            link=address,
            unique_id=address,
            description=_clean("\n".join(line.text.shown(language).text for line in edition.details)),
            updateddate=times[edition.number],
        )
    return Published(shelf, atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _add_errata(
    atom: Atom1Feed, errata: Iterable[ErratumRecord], address: str, of: str, language: str
) -> None:
    """Each under an id of its own, so that whoever follows the feed is told of it once."""
    for each in errata:
        named = gettext("Erratum %(number)s") % {"number": each.number}
        atom.add_item(
            title=f"{named} · {of}",
            link=f"{address}#errata",
            unique_id=f"{address}#{each.id}",
            description=_clean(each.text.shown(language).text),
            updateddate=make_aware(datetime.fromisoformat(each.issued)),
        )


def publication_times(slug: str) -> dict[int, datetime]:
    """When each edition of a series was last published."""
    published = Publication.objects.filter(series__slug=slug, edition__isnull=False).order_by("version")
    return dict(published.values_list("edition__number", "published_at"))


def _title(edition: EditionRecord, language: str) -> str:
    parts = (
        say.ordinal(edition.number, language),
        edition.location.shown(language).text,
        say.when(edition.when, language),
    )
    return " · ".join(part for part in parts if part)


def _clean(words: str) -> str:
    """Without the control characters that XML has no place for."""
    return NOT_XML.sub("", words)


@requires(anyone)
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    shelf = STORE.shelf()
    records = [each for each in shelf.records.values() if not each.series.demonstration]
    pages = [_in_every_language(name, kwargs) for name, kwargs in _addresses(records)]
    body = render_to_string("public/sitemap.xml", {"pages": pages}, request)
    return Published(shelf, body, content_type="application/xml; charset=utf-8", headers=IN_NO_LANGUAGE)


def _addresses(records: list[Record]) -> Iterator[tuple[str, dict[str, str | int]]]:
    for name in ("home", "accessibility", "privacy"):
        yield name, {}
    for record in records:
        slug = record.series.slug
        for name in ("series", "editions", "objectives", "figures", "network", "sources", "data"):
            yield name, {"slug": slug}
        if record.exchanges:
            yield "opinions", {"slug": slug}
        for exchange in record.exchanges:
            yield "opinion", {"slug": slug, "exchange": exchange.number}
        for edition in record.editions:
            yield from _edition_addresses(slug, edition)


def _edition_addresses(slug: str, edition: EditionRecord) -> Iterator[tuple[str, dict[str, str | int]]]:
    here: dict[str, str | int] = {"slug": slug, "number": edition.number}
    yield "edition", here
    if edition.article:
        yield "article", here
    for session in edition.sessions:
        yield "session", {**here, "session": session.number}
    if edition.album:
        yield "album", here
    for photograph in edition.album:
        yield "photograph", {**here, "photograph": photograph.number}


def _in_every_language(name: str, kwargs: dict[str, str | int]) -> list[dict[str, str]]:
    found = []
    for language in LANGUAGES:
        with translation.override(language):
            found.append({"tag": TAGS[language], "address": BASE + reverse(name, kwargs=kwargs)})
    return found


@requires(anyone)
@require_safe
def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Only the record is for robots: not the working pages, not what is invented."""
    shelf = STORE.shelf()
    invented = [f"{each.series.slug}/" for each in shelf.records.values() if each.series.demonstration]
    closed = [f"Disallow: /{language}/{part}" for language in LANGUAGES for part in (*CLOSED, *invented)]
    words = "\n".join(["User-agent: *", *closed, "", f"Sitemap: {BASE}/sitemap.xml", ""])
    return Published(shelf, words, content_type="text/plain; charset=utf-8", headers=IN_NO_LANGUAGE)
