"""Two states of something of the record beside each other: what differs, in words, per language."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from trilogue.domain.editions.actions.history import PLACES
from trilogue.domain.places.models import Government
from trilogue.foundation.text.difference import Piece, difference
from trilogue.foundation.text.fields import MultilingualField
from trilogue.foundation.text.forms import STATES
from trilogue.foundation.text.value import ENDONYMS, LANGUAGES, Entry, Text
from trilogue.web.desk import words


@dataclass(frozen=True)
class Part:
    """One value that differs, of the field `label` names; `language` is that of its words where it has one.

    `standing` says how official the words are.
    """

    label: str
    language: str
    pieces: list[Piece]
    standing: list[Piece]


def of_texts(before: Text | None, after: Text | None, label: str = "") -> Iterable[Part]:
    """A part for each language whose words or standing differ."""
    for language in LANGUAGES:
        old, new = _entry(before, language), _entry(after, language)
        if (_said(old), _standing(old)) != (_said(new), _standing(new)):
            pieces = difference(_said(old), _said(new), language)
            standing = [] if old == new else _exchanged(_standing(old), _standing(new))
            yield Part(label, language, pieces, standing)


def of_values(before: str, after: str, label: str = "") -> Part:
    return Part(label, "", _exchanged(before, after), [])


def _entry(text: Text | None, language: str) -> Entry | None:
    entry = text.entries.get(language) if text else None
    return entry if entry and entry.text else None


def _said(entry: Entry | None) -> str:
    return entry.text if entry else ""


def _standing(entry: Entry | None) -> str:
    return str(dict(STATES)[entry.state.value]) if entry else ""


def _exchanged(before: str, after: str) -> list[Piece]:
    if before == after:
        return [Piece("same", before)] if before else []
    both: tuple[Piece, Piece] = (Piece("removed", before), Piece("added", after))
    return [piece for piece in both if piece.text]


def of_states(
    model: type[models.Model], before: Mapping[str, Any], after: Mapping[str, Any], names: Iterable[str]
) -> list[Part]:
    """Two states of one object, as its history has them, in these fields."""
    parts: list[Part] = []
    for name in names:
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        label = words.field(name)
        if isinstance(_column(model, name), MultilingualField):
            parts += of_texts(Text.from_json(old), Text.from_json(new), label)
        else:
            parts.append(of_values(said(model, name, old), said(model, name, new), label))
    return parts


def said(model: type[models.Model], name: str, value: Any) -> str:
    """A value of a history, that is no text in four languages, in words."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == PLACES:
        return _rows(Government, value, _government)
    column = _column(model, name)
    if isinstance(column, models.ForeignKey):
        return _rows(column.related_model, [value], _row)
    if isinstance(value, dict):
        return " · ".join(f"{ENDONYMS.get(key, key)}: {', '.join(each)}" for key, each in value.items())
    return _single(column, name, value)


def _single(column: Any, name: str, value: Any) -> str:
    if isinstance(column, models.DateTimeField):
        return f"{localtime(datetime.fromisoformat(value)):%Y-%m-%d %H:%M}"
    choices = ENDONYMS if name == "language" else dict(getattr(column, "flatchoices", ()))
    return str(choices.get(value, value))


def _column(model: type[models.Model], name: str) -> Any:
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _rows(model: type[models.Model], keys: list[Any], saying: Callable[[Any], str]) -> str:
    """Rows in words; one that is no more is said by its number."""
    found: dict[Any, Any] = models.QuerySet(model).in_bulk(keys)
    return " · ".join(saying(found[key]) if key in found else f"({key})" for key in keys)


def _government(government: Any) -> str:
    return f"{government.code}"


def _row(row: Any) -> str:
    for name in ("title", "name"):
        text = getattr(row, name, None)
        if isinstance(text, Text):
            return text.shown(get_language() or "en").text
    return str(row.pk)
