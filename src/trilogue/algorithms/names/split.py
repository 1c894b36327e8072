"""Where a family name may end in a name written in one piece. Always a question, never done in silence."""

from collections.abc import Callable
from dataclasses import dataclass

from trilogue.algorithms.names import han
from trilogue.algorithms.names.clean import clean
from trilogue.algorithms.names.forms import split_roman
from trilogue.algorithms.names.hangul import is_syllable
from trilogue.algorithms.names.indexing import BETWEEN_PARTS
from trilogue.algorithms.names.surnames import (
    CHINESE_COMPOUNDS,
    HANJA_COMPOUNDS,
    HANJA_READ,
    KOREAN_COMPOUNDS,
    SPELLINGS,
)
from trilogue.algorithms.names.writing import own_script

WRITTEN, LIKELY, UNSURE = "written", "likely", "unsure"
KOREAN_SPELLINGS = frozenset(spelling for spellings in SPELLINGS.values() for spelling in spellings)


@dataclass(frozen=True)
class Split:
    """WRITTEN: a space or capitals show it. LIKELY: the usual reading of it. UNSURE: two readings, so ask."""

    family: str
    given: str
    certainty: str


def split_suggestion(country: str, full: str) -> Split | None:
    """None where nothing can be suggested, as for a single character or three Roman words in one case."""
    words = [word for word in BETWEEN_PARTS.split(clean(full).text) if word]
    if not own_script(full.strip()[:1] or " "):
        suggested = _roman(country, clean(full).text, words)
        return suggested if suggested and suggested.family and suggested.given else None
    if len(words) == 2:
        return Split(words[0], words[1], WRITTEN)
    divide = BY_COUNTRY.get(country)
    return divide(words[0]) if divide and len(words) == 1 and len(words[0]) > 1 else None


def _at(full: str, place: int, certainty: str) -> Split:
    return Split(full[:place], full[place:], certainty)


def _korean(full: str) -> Split:
    """황보민 may be 황보 and 민 or 황 and 보민; with two more syllables a compound is the usual reading."""
    hangul = is_syllable(full[0])
    compounds, surnames = (KOREAN_COMPOUNDS, SPELLINGS) if hangul else (HANJA_COMPOUNDS, HANJA_READ)
    if full[:2] in compounds and len(full) > 2:
        return _at(full, 2, UNSURE if len(full) == 3 else LIKELY)
    return _at(full, 1, LIKELY if full[0] in surnames and len(full) <= 3 else UNSURE)


def _chinese(full: str) -> Split:
    if han.folded(full[:2]) in CHINESE_COMPOUNDS and len(full) > 2:
        return _at(full, 2, LIKELY)
    return _at(full, 1, LIKELY if len(full) <= 3 else UNSURE)


def _japanese(full: str) -> Split:
    """Where kana follow Han the given name begins; otherwise by the commonest lengths. Always asked."""
    kana = next((place for place, letter in enumerate(full) if not _han_or_repeat(letter)), 0)
    place = kana or (len(full) + 1) // 2
    while place < len(full) - 1 and full[place] in han.REPEAT:
        place += 1
    return _at(full, place, UNSURE)


def _han_or_repeat(letter: str) -> bool:
    return han.is_han(letter) or letter in han.REPEAT


BY_COUNTRY: dict[str, Callable[[str], Split]] = {"KR": _korean, "CN": _chinese, "JP": _japanese}


def _roman(country: str, full: str, words: list[str]) -> Split | None:
    if by_capitals := split_roman(full) or _capitals_last(words):
        return Split(*by_capitals, WRITTEN)
    if len(words) != 2 or not all(words):
        return None
    first, last = words
    surnames = [country == "KR" and word.casefold() in KOREAN_SPELLINGS for word in words]
    if surnames == [False, True]:
        return Split(last, first, LIKELY)
    return Split(first, last, LIKELY if surnames == [True, False] else UNSURE)


def _capitals_last(words: list[str]) -> tuple[str, str] | None:
    """`Jihun KIM`, but not `JIHUN KIM`."""
    if len(words) == 2 and words[1].isupper() and len(words[1]) > 1 and not words[0].isupper():
        return words[1], words[0]
    return None
