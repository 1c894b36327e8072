"""Pinyin without tones; a surname is read as a surname."""

from functools import cache

from trilogue.algorithms.names.han import folded, is_han
from trilogue.algorithms.names.surnames import SURNAME_PINYIN


@cache
def syllable(character: str) -> str:
    """The commonest reading, with ü as `ü`; the character itself if it has none."""
    from pypinyin import Style, lazy_pinyin

    if not is_han(character):
        return character
    return str(lazy_pinyin(character, style=Style.NORMAL, v_to_u=True, errors="default")[0])


def given_name(han: str) -> tuple[str, ...]:
    return tuple(map(syllable, han))


def surname(han: str) -> tuple[str, ...]:
    """Syllables of a family name: 单 is `shan`, not `dan`."""
    known = SURNAME_PINYIN.get(folded(han))
    return (known,) if known else tuple(map(syllable, han))


def joined(syllables: tuple[str, ...]) -> str:
    """One word, with an apostrophe before a syllable that begins with a vowel: `zi'ang`."""
    return "".join(
        f"'{part}" if place and part[:1] in "aeo" else part for place, part in enumerate(syllables)
    )
