"""Every text of the record that readers see translated: what it is, and how it stands in each language."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from trilogue.domain.editions.choices import LineKind
from trilogue.domain.editions.models import (
    Edition,
    EditionFile,
    Fact,
    Line,
    Photograph,
    Series,
    Source,
)
from trilogue.domain.programme.models import Session, Speaker
from trilogue.foundation.text.value import Entry, State, Text

Place = Series | Edition


class Standing(StrEnum):
    """How a text stands in a language; `outdated` prevails over how it was translated."""

    ORIGINAL = "original"
    MISSING = "missing"
    OUTDATED = "outdated"
    MACHINE = "machine"
    HUMAN = "human"
    OFFICIAL = "official"


OPEN = (Standing.MISSING, Standing.OUTDATED, Standing.MACHINE)
"""What a translator looks after first."""


@dataclass(frozen=True)
class Unit:
    """One text of one row. `mark` is the row's place in the record, `place` what it belongs to."""

    place: Place
    section: Any
    mark: str
    row: Model
    field: str
    text: Text

    @property
    def key(self) -> str:
        return f"{self.row._meta.label_lower}.{self.row.pk}.{self.field}"

    @property
    def label(self) -> Any:
        return FIELDS[self.field]

    @property
    def source(self) -> str:
        """The wording that is translated."""
        return self.text.entries[self.text.source].text

    def words(self, language: str) -> str:
        entry = self.text.entries.get(language)
        return entry.text if entry else ""

    def standing(self, language: str) -> Standing:
        return standing(self.text, language)


@dataclass(frozen=True)
class Kind:
    """`rows` of the series itself, or of editions, as `within` says where they belong."""

    model: type[Model]
    fields: tuple[str, ...]
    within: str
    mark: Callable[[Any], str]
    section: Callable[[Any], Any]
    place: Callable[[Any], Place]
    related: tuple[str, ...] = ()
    where: Q | None = None


LINES = {
    LineKind.STORY: _("The story"),
    LineKind.OBJECTIVE: _("Objectives"),
    LineKind.DETAIL: _("Detail lines"),
    LineKind.ARTICLE: _("The article"),
}
FIELDS = {
    "name": _("Name"),
    "tagline": _("Tagline"),
    "host": _("Host"),
    "lead": _("Opening sentence"),
    "logo_alt": _("Description of the logo"),
    "title": _("Title"),
    "text": _("Text"),
    "introduction": _("Introduction"),
    "location": _("Place as the register writes it"),
    "article_title": _("Title of the article"),
    "caption": _("Caption"),
    "credit": _("Credit"),
    "alt": _("Description of the picture"),
    "publisher": _("Publisher"),
}
OF_SERIES = (
    Kind(
        Series,
        ("name", "tagline", "host", "lead", "logo_alt"),
        "pk",
        lambda _row: "S",
        lambda _row: _("The series"),
        lambda row: row,
    ),
    Kind(
        Line,
        ("title", "text", "introduction"),
        "series",
        lambda row: str(row.key),
        lambda row: LINES[LineKind(row.kind)],
        lambda row: row.series,
        ("series",),
        Q(edition=None),
    ),
    Kind(
        Source,
        ("title", "publisher"),
        "series",
        lambda row: str(row.key),
        lambda _row: _("Sources"),
        lambda row: row.series,
        ("series",),
    ),
)
OF_EDITION = (
    Kind(
        Edition,
        ("location", "article_title"),
        "pk",
        lambda row: f"E{row.number}",
        lambda _row: _("The edition"),
        lambda row: row,
        ("series",),
    ),
    Kind(
        Line,
        ("title", "text", "introduction"),
        "edition",
        lambda row: str(row.key),
        lambda row: LINES[LineKind(row.kind)],
        lambda row: row.edition,
        ("edition__series",),
        Q(edition__isnull=False),
    ),
    Kind(
        Fact,
        ("text",),
        "edition",
        lambda row: f"E{row.edition.number}.F{row.number}",
        lambda _row: _("Facts with their sources"),
        lambda row: row.edition,
        ("edition__series",),
    ),
    Kind(
        Photograph,
        ("caption", "credit", "alt"),
        "edition",
        lambda row: f"E{row.edition.number} · {row.number}",
        lambda _row: _("Photographs"),
        lambda row: row.edition,
        ("edition__series",),
    ),
    Kind(
        EditionFile,
        ("title", "credit"),
        "edition",
        lambda row: f"E{row.edition.number} · {row.number}",
        lambda _row: _("Files"),
        lambda row: row.edition,
        ("edition__series",),
    ),
    Kind(
        Session,
        ("title",),
        "edition",
        lambda row: f"E{row.edition.number} · {row.number}",
        lambda _row: _("Sessions"),
        lambda row: row.edition,
        ("edition__series",),
    ),
    Kind(
        Speaker,
        ("name", "title"),
        "session__edition",
        lambda row: f"E{row.session.edition.number} · {row.session.number}",
        lambda _row: _("Speakers"),
        lambda row: row.session.edition,
        ("session__edition__series",),
    ),
)
LONGEST_NUMBER = 18
"""Digits of a row's number that every database takes."""
MODELS = {kind.model._meta.label_lower: kind.model for kind in (*OF_SERIES, *OF_EDITION)}


def units(place: Place) -> list[Unit]:
    """The texts of a series without its editions, or of one edition, one query a kind."""
    if isinstance(place, Series):
        return list(_units(OF_SERIES, place.pk))
    return list(_units(OF_EDITION, place.pk))


def units_of_editions(series: Series) -> list[Unit]:
    """The texts of all its editions."""
    return list(_units(OF_EDITION, series.pk, through="series"))


def all_units() -> list[Unit]:
    """Of every series and edition of the installation."""
    return [*_units(OF_SERIES), *_units(OF_EDITION)]


def unit(place: Place, key: str) -> Unit | None:
    """The text of this key if it belongs to the place and says something."""
    found = by_key(key)
    return found if found and found.place == place else None


def by_key(key: str) -> Unit | None:
    """The text of this key, wherever it is."""
    label, _dot, rest = key.rpartition(".")[0].rpartition(".")
    if label not in MODELS or not rest.isascii() or not rest.isdigit() or len(rest) > LONGEST_NUMBER:
        return None
    kinds = [each for each in (*OF_SERIES, *OF_EDITION) if each.model is MODELS[label]]
    found = (each for kind in kinds for each in _of_rows(kind, _rows(kind).filter(pk=rest)))
    return next((each for each in found if each.key == key), None)


def _units(kinds: tuple[Kind, ...], pk: int | None = None, *, through: str = "") -> Iterator[Unit]:
    for kind in kinds:
        yield from _of_rows(kind, _rows(kind, pk, through))


def _of_rows(kind: Kind, rows: Iterable[Any]) -> Iterator[Unit]:
    for row in rows:
        for field in kind.fields:
            text = getattr(row, field)
            if source_of(text):
                yield Unit(kind.place(row), kind.section(row), kind.mark(row), row, field, text)


def _rows(kind: Kind, pk: int | None = None, through: str = "") -> QuerySet[Any]:
    rows: QuerySet[Any] = QuerySet(kind.model).filter(kind.where or Q())
    if pk is not None:
        rows = rows.filter(**{_path(kind.within, through): pk})
    return rows.select_related(*kind.related) if kind.related else rows


def _path(within: str, through: str) -> str:
    if not through:
        return within
    return through if within == "pk" else f"{within}__{through}"


def source_of(text: Text) -> str:
    entry = text.entries.get(text.source)
    return entry.text if entry else ""


def standing(text: Text, language: str) -> Standing:
    if language == text.source:
        return Standing.ORIGINAL
    entry = text.entries.get(language)
    if entry is None or not entry.text:
        return Standing.MISSING
    return Standing.OUTDATED if entry.outdated else Standing(entry.state.value)


def seen(text: Text, language: str) -> str:
    """What somebody saw who translates: the original's wording and how this language stood."""
    return _digest([text.source, source_of(text), _plain(text.entries.get(language))])


def of(words: str) -> str:
    """The digest of an original's wording."""
    return _digest(words)


def over(text: Text, language: str) -> str:
    """How this language stood: the digest of its words, and its standing."""
    entry = text.entries.get(language)
    return f"{of(entry.text if entry else '')}.{standing(text, language)}"


def _plain(entry: Entry | None) -> list[object]:
    return [entry.text, entry.state.value, entry.outdated, entry.of] if entry else ["", State.MISSING.value]


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()[
        :32
    ]
