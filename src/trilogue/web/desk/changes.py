"""What differs between the record as it stands at the desk and as readers see it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from trilogue.documents.record import EditionRecord, SeriesRecord, live_edition, live_series, published
from trilogue.domain.editions.models import Edition
from trilogue.foundation.text.value import Text
from trilogue.web.desk import words
from trilogue.web.desk.difference import Part, of_texts, of_values
from trilogue.web.desk.place import Place, series_of

Path = tuple[str, ...]
SECTIONS = {
    "name": _("Name"),
    "tagline": _("Tagline"),
    "host": _("Host"),
    "lead": _("Opening sentence"),
    "country_order": _("Order of the countries"),
    "countries": _("Countries"),
    "story": _("The story"),
    "objectives": _("Objectives"),
    "status": _("Status"),
    "date": _("Date"),
    "location": _("Place as the register writes it"),
    "places": _("Host places"),
    "details": _("Detail lines"),
    "facts": _("Facts with their sources"),
    "figures": _("Figures"),
    "article_title": _("Title of the article"),
    "article": _("The article"),
    "photograph": _("The photograph"),
    "photographs": _("Photographs"),
    "files": _("Files"),
    "logo": _("Logo"),
    "logo_alt": _("Logo"),
    "sessions": _("Sessions"),
    "sources": _("Sources"),
    "errata": _("Errata"),
}


FOLLOW = frozenset({"width", "height", "logo_width", "logo_height", "size"})
"""What follows from a file and is not told beside it."""
DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Difference:
    section: Any
    mark: str
    parts: tuple[Part, ...]


def published_part(place: Place) -> SeriesRecord | EditionRecord | None:
    record = published().get(series_of(place).slug)
    if record is None:
        return None
    return record.edition(place.number) if isinstance(place, Edition) else record.series


def differences(place: Place) -> list[Difference]:
    live = live_edition(place) if isinstance(place, Edition) else live_series(place)
    before, after = dict(_leaves(published_part(place))), dict(_leaves(live))
    grouped: dict[Path, list[Part]] = {}
    for path in {**before, **after}:
        if before.get(path) != after.get(path) and not _is_identity(path):
            grouped.setdefault(path[:2], []).extend(_parts(path, before.get(path), after.get(path)))
    return [
        Difference(
            SECTIONS.get(path[0], path[0]), words.field(path[1]) if len(path) > 1 else "", tuple(parts)
        )
        for path, parts in grouped.items()
        if parts
    ]


def _is_identity(path: Path) -> bool:
    """What names a row of a list, and is said as its mark already."""
    return len(path) > 2 and path[-1] in ("id", "number")


def marks(place: Place) -> frozenset[str]:
    """Sections and rows that differ: "status", "details/E9.D2"."""
    live = live_edition(place) if isinstance(place, Edition) else live_series(place)
    before, after = dict(_leaves(published_part(place))), dict(_leaves(live))
    changed = [path for path in {**before, **after} if before.get(path) != after.get(path)]
    return frozenset({path[0] for path in changed} | {"/".join(path[:2]) for path in changed})


def _leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value of a record under its path; rows of a list go by their id, not by their position."""
    if isinstance(value, Text) or not (is_dataclass(value) or isinstance(value, tuple | Mapping)):
        if value or path:
            yield path, value or None
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _leaves(item, (*path, str(key)))
    elif isinstance(value, tuple):
        for number, item in enumerate(value, start=1):
            yield from _leaves(item, (*path, _key(item, number)))
    else:
        for name in _names(value.__class__):
            yield from _leaves(getattr(value, name), (*path, name))


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name not in FOLLOW)


def _key(item: Any, number: int) -> str:
    for name in ("id", "key", "code", "number"):
        if hasattr(item, name):
            return str(getattr(item, name))
    if hasattr(item, "country"):
        return f"{item.kind}:{item.country}"
    return str(number)


def _parts(path: Path, before: Any, after: Any) -> Iterable[Part]:
    label = words.field(path[-1]) if len(path) > 2 else ""
    if isinstance(before, Text) or isinstance(after, Text):
        return of_texts(before, after, label)
    return [of_values(_said(before), _said(after), label)]


def _said(value: Any) -> str:
    said = "" if value is None else str(value)
    return f"{said[:12]}…" if DIGEST.fullmatch(said) else said
