"""Translations are stored: one from its page, many from a file or from a review, each against what was seen of it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.db import models, transaction

from trilogue.documents.translatable import Standing, Unit, seen, standing
from trilogue.domain.editions import actions as editions
from trilogue.domain.editions.access import runs, translates
from trilogue.domain.programme import actions as programme
from trilogue.domain.programme.models import Session, Speaker
from trilogue.flows.hold import hold
from trilogue.foundation.access import Actor
from trilogue.foundation.text.characters import LONGEST, tidy, unfit
from trilogue.foundation.text.value import Entry, State, Text


class Stale(Exception):
    """Somebody changed the original or this translation since it was seen; `text` is how it stands now."""

    def __init__(self, text: Text) -> None:
        super().__init__()
        self.text = text


class Refused(Exception):
    """ORIGINAL (an original is no translation), UNFIT (a character that cannot be stored), TOO_LONG, NOT_ALLOWED."""

    def __init__(self, code: str, character: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.character = character


@dataclass(frozen=True)
class Translation:
    """What is to stand in a language. `seen` is the digest of what its author saw (documents.translatable).

    `of` is the older wording that it translates, "" for the present one; `confirmed` says that an outdated
    translation is right as it is. Empty words take a translation away.
    """

    unit: Unit
    language: str
    words: str
    seen: str
    state: State = State.HUMAN
    of: str = ""
    confirmed: bool = False


def translate(translation: Translation, *, by: Actor) -> bool:
    """Store one. False when nothing was different. Raises Stale, Refused."""
    return bool(translate_all([translation], by=by))


@transaction.atomic
def translate_all(translations: Sequence[Translation], *, by: Actor) -> int:
    """Store all of them or none, and return how many rows changed; the texts of a row change together.

    Raises Stale for the first that stands otherwise than it was seen, and Refused.
    """
    ordered = sorted(translations, key=lambda each: (each.unit.row._meta.label_lower, each.unit.row.pk))
    rows = groupby(ordered, key=lambda each: (each.unit.row._meta.label_lower, each.unit.row.pk))
    return sum(_translate_row(list(group), by=by) for _row, group in rows)


def _translate_row(translations: list[Translation], *, by: Actor) -> bool:
    row = _held(translations[0].unit)
    values: dict[str, Text] = {}
    for each in translations:
        text = values.get(each.unit.field, getattr(row, each.unit.field))
        _check(each, text, by=by)
        values[each.unit.field] = _with(text, each, may_review=runs.test(by, each.unit.place))
    return bool(_change(row, values, by=by))


def _held(unit: Unit) -> models.Model:
    """The row under its lock. A row removed meanwhile says nothing any more."""
    try:
        return hold(unit.row)
    except type(unit.row).DoesNotExist as error:  # type: ignore[attr-defined]
        raise Stale(Text()) from error


def _check(translation: Translation, text: Text, *, by: Actor) -> None:
    if not translates.test(by, translation.unit.place):
        raise Refused("NOT_ALLOWED")
    if translation.seen != seen(text, translation.language):
        raise Stale(text)
    check_words(translation.words)
    if standing(text, translation.language) == Standing.ORIGINAL:
        raise Refused("ORIGINAL")


def check_words(words: str) -> None:
    """Raises Refused."""
    if character := unfit(tidy(words)):
        raise Refused("UNFIT", character)
    if len(words) > LONGEST:
        raise Refused("TOO_LONG")


def _with(text: Text, translation: Translation, *, may_review: bool) -> Text:
    """Whoever does not review calls nothing official that was not, in these very words."""
    words, before = tidy(translation.words), text.entries.get(translation.language)
    state = translation.state
    was_official = before is not None and before.state == State.OFFICIAL and before.text == words
    if state == State.OFFICIAL and not (may_review or was_official):
        state = State.HUMAN
    entry = Entry(words, state, outdated=bool(before and before.outdated and not translation.confirmed))
    if translation.of and words:
        behind = replace(entry, outdated=True, of=translation.of)
        return Text(text.source, {**text.entries, translation.language: behind})
    return text.edited({translation.language: entry})


def _change(row: Any, values: dict[str, Text], *, by: Actor) -> tuple[str, ...]:
    if isinstance(row, Session | Speaker):
        return programme.change(row, by=by, **values)
    return editions.change(row, by=by, **values)


@transaction.atomic
def put(unit: Unit, language: str, entry: Entry, *, by: Actor, only_if: Callable[[Text], bool]) -> bool:
    """Store a translation that no person wrote, if the text as it stands now lets it in. Raises Stale, Refused."""
    check_words(entry.text)
    row = _held(unit)
    text: Text = getattr(row, unit.field)
    if not only_if(text) or not tidy(entry.text):
        return False
    words = replace(entry, text=tidy(entry.text))
    return bool(_change(row, {unit.field: text.edited({language: words})}, by=by))


@transaction.atomic
def make_official(chosen: Iterable[tuple[Unit, str, str]], *, by: Actor) -> tuple[int, list[Unit]]:
    """Text, language and the digest of what the reviewer saw. Returns how many became official, and those that
    somebody changed meanwhile, which stay as they are. Raises Refused for who may not review.
    """
    done, left = 0, []
    for unit, language, before in chosen:
        if not runs.test(by, unit.place):
            raise Refused("NOT_ALLOWED")
        row = _held(unit)
        text: Text = getattr(row, unit.field)
        if before != seen(text, language) or standing(text, language) not in REVIEWED:
            left.append(unit)
            continue
        official = replace(text.entries[language], state=State.OFFICIAL)
        _change(row, {unit.field: text.edited({language: official})}, by=by)
        done += 1
    return done, left


REVIEWED = (Standing.HUMAN, Standing.MACHINE)
"""What can become official: a translation of the present wording."""
