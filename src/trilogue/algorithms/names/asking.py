"""What somebody types into the search: the key texts to try, and the typing errors to allow for."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trilogue.algorithms.names import latin
from trilogue.algorithms.names.clean import clean
from trilogue.algorithms.names.form import LONGEST, Form
from trilogue.algorithms.names.forms import key
from trilogue.algorithms.names.han import is_han
from trilogue.algorithms.names.hangul import JAMO, initials
from trilogue.algorithms.names.typos import ALONE, deletions, one_typo_apart, splits, swapped_splits
from trilogue.algorithms.names.writing import folded, is_roman

BETWEEN_WORDS = re.compile(r"[\s,;/()（），、·・]+")
TONE_DIGIT = re.compile("(?<=[A-Za-zÀ-ž:])[1-5](?![0-9])")
MOST_WORDS = 6
MOST_CORRECTIONS = 24

Near = dict[str, set[str]]
Doubt = tuple[bool, bool, int]
SWAPPED: Doubt = (True, False, 0)
MOST_DOUBT: Doubt = (True, True, 0)


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
    typed = TONE_DIGIT.sub("", clean(text).text[:LONGEST])
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
    spellings = _spellings(query)
    typed = {word for spelling in spellings for pieces in _pieces(spelling) for word in pieces}
    swapped = {word for spelling in spellings for pieces in swapped_splits(spelling) for word in pieces}
    return frozenset(swapped.union(*map(deletions, typed)))


def corrections(query: Asked, known: Iterable[str]) -> tuple[str, ...]:
    """Key texts with one typing error put right, the likeliest first; `known` are the words found by `nears`."""
    words = _near(known)
    doubts: dict[tuple[str, ...], Doubt] = {}
    for spelling in _spellings(query):
        for pieces in _pieces(spelling):
            for right in _corrected(pieces, words):
                doubts[right] = min(_doubt(pieces, right, query), doubts.get(right, MOST_DOUBT))
        for right in swapped_splits(spelling):
            if all(word in words.get(word, ()) for word in right):
                doubts.setdefault(right, SWAPPED)
    best = sorted(doubts, key=lambda right: (doubts[right], right))[:MOST_CORRECTIONS]
    return tuple(dict.fromkeys(text for right in best for text in _compared("".join(right))))


def _compared(right: str) -> tuple[str, ...]:
    return right, latin.chinese(right), latin.japanese(right), latin.SOUND + latin.sound(right)


def _spellings(query: Asked) -> tuple[str, ...]:
    whole = "".join(query.latin)
    return tuple(dict.fromkeys((whole, latin.chinese(whole), latin.japanese(whole)))) if whole else ()


def _pieces(whole: str) -> Iterator[tuple[str, ...]]:
    yield (whole,)
    yield from splits(whole)


def _near(known: Iterable[str]) -> Near:
    words: Near = {}
    for word in known:
        for near in deletions(word):
            words.setdefault(near, set()).add(word)
    return words


def _corrected(pieces: tuple[str, ...], words: Near) -> Iterator[tuple[str, ...]]:
    """One piece put right, the others standing in the table as typed. Alone, a short word is left as it is."""
    if len(pieces) == 1 and len(pieces[0]) < ALONE:
        return
    known = [piece in words.get(piece, ()) for piece in pieces]
    for place, piece in enumerate(pieces):
        if all(known[:place] + known[place + 1 :]):
            near = set().union(*(words.get(part, ()) for part in deletions(piece))) - {piece}
            right = (word for word in near if one_typo_apart(piece, word))
            yield from ((*pieces[:place], word, *pieces[place + 1 :]) for word in right)


def _doubt(pieces: tuple[str, ...], right: tuple[str, ...], query: Asked) -> Doubt:
    """Cut where the person cut, first letters as typed, the longer word put right: the less doubt."""
    wrong = min(len(piece) for piece, word in zip(pieces, right, strict=True) if piece != word)
    first = all(piece[0] == word[0] for piece, word in zip(pieces, right, strict=True))
    return pieces != query.latin, not first, -wrong


def why_found(typed: str, why: str, forms: Iterable[Form]) -> str:
    """The reason to show for a hit: a name found though none of its forms has the characters as typed is an
    `old_form` (髙 for 高, 欧阳 for 歐陽).
    """
    words = tuple(filter(None, map(key, BETWEEN_WORDS.split(typed))))
    written = {key(f"{form.family}{form.given}" or form.full) for form in forms}
    as_typed = any(all(word in name for word in words) for name in written)
    by_name = why in {"name", "given", "part"} and any(map(is_han, "".join(words)))
    return "old_form" if by_name and not as_typed else why
