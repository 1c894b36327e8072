"""Earlier translations of the same sentence, or of one like it, among the texts there are."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from trilogue.documents.translatable import Unit
from trilogue.foundation.text.value import Text

LEAST = 70
"""Likeness in percent from which a sentence is shown."""
MOST = 5
MOST_SENTENCES = 40
ENDS = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])\s*|\n+")
NO_LESS = 2
"""Characters of a sentence worth comparing."""


@dataclass(frozen=True)
class Pair:
    """A sentence and its translation, with the text where they stand. `whole`: both are the whole text."""

    source: str
    target: str
    unit: Unit
    whole: bool


@dataclass(frozen=True)
class Found:
    """`percent` of likeness with `sentence`; 100 means the very same words."""

    sentence: str
    pair: Pair
    percent: int


def sentences(words: str) -> list[str]:
    return [each.strip() for each in ENDS.split(words) if each and each.strip()]


def memory(units: Iterable[Unit], source: str, target: str) -> list[Pair]:
    """Whole texts, and their sentences where original and translation have equally many. A translation that is behind
    its original counts for the wording it was made of.
    """
    return [pair for unit in units for pair in _pairs(unit, source, target)]


def _pairs(unit: Unit, source: str, target: str) -> Iterable[Pair]:
    said, translated = _said(unit.text, source, target), unit.words(target)
    if not said or not translated:
        return
    yield Pair(said, translated, unit, whole=True)
    parts, others = sentences(said), sentences(translated)
    if len(parts) == len(others) > 1:
        for part, other in zip(parts, others, strict=True):
            yield Pair(part, other, unit, whole=False)


def _said(text: Text, source: str, target: str) -> str:
    """What the translation says in the source language; either of the two may be the text's original."""
    entry, other = text.entries.get(source), text.entries.get(target)
    if entry is None or other is None or source == target:
        return ""
    if text.source == source and other.outdated:
        return other.of
    if text.source == target and entry.outdated:
        return ""
    return entry.text


def earlier(words: str, pairs: Iterable[Pair], *, without: str) -> list[Found]:
    """What was said before of these words as a whole, then of each of their sentences; `without` is the key of the
    text itself. The likest first, each translation once.
    """
    known = [pair for pair in pairs if pair.unit.key != without]
    wanted = list(dict.fromkeys([words, *sentences(words)[:MOST_SENTENCES]]))
    found = [each for sentence in wanted if len(sentence) >= NO_LESS for each in _like(sentence, known)]
    once: dict[tuple[str, str], Found] = {}
    for each in sorted(found, key=lambda each: -each.percent):
        once.setdefault((each.sentence, each.pair.target), each)
    return list(once.values())[:MOST]


def _like(sentence: str, known: list[Pair]) -> list[Found]:
    # Imported late: only the page of one text needs it.
    from rapidfuzz import fuzz, process

    matches = process.extract(
        sentence, [pair.source for pair in known], scorer=fuzz.ratio, score_cutoff=LEAST, limit=MOST
    )
    return [
        Found(sentence, known[index], 100 if said == sentence else min(99, int(score)))
        for said, score, index in matches
    ]
