"""The words of a series' glossary in a text, and which of them its translation uses."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from trilogue.domain.editions.models import Term

BETWEEN = re.compile(r"\s*/\s*")
ANY_NUMBER = "○"
"""Stands for a number in a term, as in 제○회."""
SPACED = ("en",)
"""Languages in which a term is found as a word of its own, also in the plural."""


@dataclass(frozen=True)
class Hit:
    """A term found: as it is written there, its words in the other language, and whether one of those is used."""

    term: Term
    found: str
    words: tuple[str, ...]
    used: bool


def words_of(term: Term, language: str) -> tuple[str, ...]:
    entry = term.text.entries.get(language)
    return tuple(each for each in BETWEEN.split(entry.text) if each) if entry else ()


def hits(terms: Iterable[Term], source: str, translation: str, languages: tuple[str, str]) -> list[Hit]:
    """The terms in `source`, the longest where they overlap, in the order of the text. `languages` are that of the
    source and that of the translation. A single Han character or syllable is part of too many words to be looked for.
    """
    spoken, wanted = languages
    candidates = sorted(
        (
            (words, term)
            for term in terms
            for words in words_of(term, spoken)
            if len(words) > 1 or spoken in SPACED
        ),
        key=lambda each: (-len(each[0]), each[1].key),
    )
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, Hit]] = []
    for words, term in candidates:
        match = _free(words, source, spoken, taken)
        if match and all(hit.term.pk != term.pk for _, hit in found):
            taken += [each.span() for each in _pattern(words, spoken).finditer(source)]
            said = words_of(term, wanted)
            used = any(_pattern(each, wanted).search(translation) for each in said)
            found.append((match.start(), Hit(term, match[0], said, used)))
    return [hit for _, hit in sorted(found, key=lambda each: each[0])]


def _free(words: str, source: str, language: str, taken: list[tuple[int, int]]) -> re.Match[str] | None:
    for match in _pattern(words, language).finditer(source):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            return match
    return None


def _pattern(words: str, language: str) -> re.Pattern[str]:
    plain = re.escape(words).replace(ANY_NUMBER, r"[0-9〇一二三四五六七八九十]+")
    if language in SPACED:
        return re.compile(rf"(?<!\w){plain}(?:s|es)?(?!\w)", re.IGNORECASE)
    return re.compile(plain)
