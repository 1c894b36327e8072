"""What search engines read: an edition as a schema.org Event, an exchange of opinions as a Dataset."""

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from trilogue.documents.exchange_record import ExchangeRecord
from trilogue.documents.record import EditionRecord, PlaceRecord, Record
from trilogue.domain.editions.choices import Status
from trilogue.foundation.files.pictures import JPEG
from trilogue.foundation.text import say
from trilogue.foundation.text.value import TAGS

BASE = f"{settings.URL.scheme}://{settings.URL.netloc}"
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def event(record: Record, edition: EditionRecord, language: str) -> SafeString:
    """A JSON-LD block's content, safe inside `<script>`. Empty while the edition is only tentative."""
    if edition.is_tentative:
        return mark_safe("")
    return _block(_event(record, edition, language))


def dataset(record: Record, exchange: ExchangeRecord, language: str) -> SafeString:
    """The results of an exchange of opinions, with their files."""
    return _block(_dataset(record, exchange, language))


def _block(content: dict[str, Any]) -> SafeString:
    words = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(words.translate(ESCAPES))  # noqa: S308


def _dataset(record: Record, exchange: ExchangeRecord, language: str) -> dict[str, Any]:
    here = {"slug": record.series.slug, "exchange": exchange.number}
    files = [("opinion_results", "application/json")]
    if exchange.folder:
        files.append(("opinion_votes", "application/zip"))
    found = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": exchange.topic.shown(language).text,
        "description": exchange.introduction.shown(language).text,
        "url": BASE + reverse("opinion", kwargs=here),
        "inLanguage": TAGS[language],
        "datePublished": exchange.published_on,
        "temporalCoverage": "/".join(sorted({exchange.voted_from, exchange.voted_until} - {""})),
        "creator": {"@type": "Organization", "name": record.series.host.shown(language).text},
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": BASE + reverse(name, kwargs=here),
                "encodingFormat": form,
            }
            for name, form in files
        ],
    }
    return {key: value for key, value in found.items() if value}


def _event(record: Record, edition: EditionRecord, language: str) -> dict[str, Any]:
    address = BASE + reverse("edition", kwargs={"slug": record.series.slug, "number": edition.number})
    first, _, last = edition.date.partition("/")
    name = f"{record.series.name.shown(language).text} ({say.ordinal(edition.number, language)})"
    cancelled = edition.status == Status.CANCELLED
    event = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": name,
        "url": address,
        "image": _images(f"{address}preview.png", edition, language),
        "inLanguage": TAGS[language],
        "startDate": first,
        "endDate": last or first,
        "eventStatus": f"https://schema.org/Event{'Cancelled' if cancelled else 'Scheduled'}",
        "location": [_place(each, language) for each in edition.places],
        "organizer": {"@type": "Organization", "name": record.series.host.shown(language).text},
        "superEvent": {
            "@type": "EventSeries",
            "name": record.series.name.shown(language).text,
            "url": BASE + reverse("series", kwargs={"slug": record.series.slug}),
        },
    }
    return {key: value for key, value in event.items() if value}


def _images(preview: str, edition: EditionRecord, language: str) -> Any:
    """The preview, and the group photograph where its file is there, with whose it is and what can be seen."""
    one = edition.photograph
    if one is None or not one.picture:
        return preview
    return [
        preview,
        {
            "@type": "ImageObject",
            "contentUrl": BASE + reverse("picture", args=(one.picture, one.width, JPEG)),
            "width": one.width,
            "height": one.height,
            "caption": one.caption.shown(language).text,
            "creditText": one.credit.shown(language).text,
            "description": one.alt.shown(language).text,
        },
    ]


def _place(place: PlaceRecord, language: str) -> dict[str, Any]:
    region = place.parent.shown(language).text
    name = place.name.shown(language).text
    address = {"@type": "PostalAddress", "addressCountry": place.code[:2], "addressLocality": name}
    said = {
        "@type": "Place",
        "name": name,
        "address": {**address, "addressRegion": region} if region else address,
    }
    if place.latitude is None or place.longitude is None:
        return said
    geo = {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
    return {**said, "geo": geo}
