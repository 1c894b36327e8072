"""What somebody types into the search: the key texts to try, and the typing errors to allow for."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trilogue.algorithms.names import latin
from trilogue.algorithms.names.form import LONGEST
from trilogue.algorithms.names.hangul import JAMO, initials
from trilogue.algorithms.names.typos import SHORTEST, deletions, one_typo_apart, splits
from trilogue.algorithms.names.writing import folded, is_roman

BETWEEN_WORDS = re.compile(r"[\s,;/()（），、·・]+")
TONE_DIGIT = re.compile("(?<=[A-Za-zÀ-ž:])[1-5](?![0-9])")
MOST_WORDS = 6
MOST_CORRECTIONS = 24


@dataclass(frozen=True)
class Asked:
    """`texts`: what the whole query may be the beginning of, best first. `words`: the same for each word, where
    there are several: who has a key for every word is a hit too. `latin`: the Roman words, for typing errors.
    """

    texts: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    latin: tuple[str, ...]


def asked(text: str) -> Asked:
    """Nothing to look for (only signs) leaves `texts` empty."""
    typed = TONE_DIGIT.sub("", text[:LONGEST]).replace("u:", "ü").replace("U:", "ü")
    words = tuple(word for word in map(_word, BETWEEN_WORDS.split(typed)) if word)[:MOST_WORDS]
    roman = tuple(word for word in words if is_roman(word))
    whole = folded(initials(typed) if JAMO.search(typed) else "".join(BETWEEN_WORDS.split(typed)))
    apart = tuple(map(_texts, words)) if len(words) > 1 else ()
    return Asked(_texts(whole), apart, roman)


def _word(typed: str) -> str:
    return folded(initials(typed) if JAMO.search(typed) else typed)


def _texts(whole: str) -> tuple[str, ...]:
    if not is_roman(whole):
        return (whole,) if whole else ()
    sounds = (latin.SOUND + sound for sound in latin.korean_sounds(whole))
    return tuple(dict.fromkeys((whole, latin.chinese(whole), latin.japanese(whole), *sounds)))


def nears(query: Asked) -> frozenset[str]:
    """What to look up in the column `near` of the table of words."""
    return frozenset(
        near
        for whole in _spellings(query)
        for piece in _pieces(whole)
        for word in piece
        for near in deletions(word)
    )


def corrections(query: Asked, known: Iterable[str]) -> tuple[str, ...]:
    """Key texts with one typing error put right, the likeliest first; `known` are the words found by `nears`."""
    words = sorted(set(known))
    whole = "".join(query.latin)
    found = {
        right: _doubt(pieces, right, query)
        for spelling in _spellings(query)
        for pieces in _pieces(spelling)
        for right in _corrected(pieces, words)
        if "".join(right) != whole
    }
    best = sorted(found, key=lambda right: (found[right], right))[:MOST_CORRECTIONS]
    return tuple(dict.fromkeys(text for right in best for text in _plain_and_sound("".join(right))))


def _spellings(query: Asked) -> tuple[str, ...]:
    whole = "".join(query.latin)
    return tuple(dict.fromkeys((whole, latin.chinese(whole), latin.japanese(whole)))) if whole else ()


def _pieces(whole: str) -> Iterator[tuple[str, ...]]:
    yield (whole,)
    yield from splits(whole)


def _corrected(pieces: tuple[str, ...], words: list[str]) -> Iterator[tuple[str, ...]]:
    """One piece put right, the others standing in the table as typed. Alone, a short word is left as it is."""
    if len(pieces) == 1 and len(pieces[0]) < SHORTEST:
        return
    for place, piece in enumerate(pieces):
        if all(other in words for at, other in enumerate(pieces) if at != place):
            near = (word for word in words if word != piece and one_typo_apart(piece, word))
            yield from ((*pieces[:place], word, *pieces[place + 1 :]) for word in near)


def _doubt(pieces: tuple[str, ...], right: tuple[str, ...], query: Asked) -> tuple[bool, bool, int]:
    """Cut where the person cut, first letters as typed, the longer word put right: the less doubt."""
    wrong = min(len(piece) for piece, word in zip(pieces, right, strict=True) if piece != word)
    first = all(piece[0] == word[0] for piece, word in zip(pieces, right, strict=True))
    return pieces != query.latin, not first, -wrong


def _plain_and_sound(text: str) -> tuple[str, ...]:
    return text, latin.SOUND + latin.sound(text)
