"""What search engines read: an edition as a schema.org Event."""

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from trilogue.documents.record import EditionRecord, PlaceRecord, Record
from trilogue.domain.editions.choices import Status
from trilogue.foundation.text import say
from trilogue.foundation.text.value import TAGS

BASE = f"{settings.URL.scheme}://{settings.URL.netloc}"
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def event(record: Record, edition: EditionRecord, language: str) -> SafeString:
    """A JSON-LD block's content, safe inside `<script>`. Empty while the edition is only tentative."""
    if edition.is_tentative:
        return mark_safe("")
    words = json.dumps(_event(record, edition, language), ensure_ascii=False, separators=(",", ":"))
    return mark_safe(words.translate(ESCAPES))  # noqa: S308


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
        "image": f"{address}preview.png",
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
