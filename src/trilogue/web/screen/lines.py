"""One text in the languages of the room, the first large and the others below it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, override

from trilogue.foundation.text.value import TAGS, State, Text


@dataclass(frozen=True)
class Line:
    """Words with their language; `note` says, in that language, that a machine translated them."""

    words: str
    tag: str
    note: str = ""


@dataclass(frozen=True)
class Lines:
    first: Line
    others: tuple[Line, ...]


def of_text(text: Text, languages: Sequence[str]) -> Lines:
    """Large what readers of the first language get; below it the others in which it is there."""
    shown = [text.shown(languages[0])]
    others = [each for each in languages[1:] if each != shown[0].language]
    shown += [text.shown(each) for each in others if text.state(each) != State.MISSING]
    return _lines(Line(each.text, each.tag, _note(each.state, each.language)) for each in shown)


def of_words(words: Promise, languages: Sequence[str]) -> Lines:
    found = []
    for language in languages:
        with override(language):
            said = str(words)
        found.append(Line(said[:1].upper() + said[1:], TAGS[language]))
    return _lines(found)


def _lines(found: Iterable[Line]) -> Lines:
    first, *others = found
    return Lines(first, tuple(others))


def _note(state: State, language: str) -> str:
    if state != State.MACHINE:
        return ""
    with override(language):
        return gettext("machine translation")
