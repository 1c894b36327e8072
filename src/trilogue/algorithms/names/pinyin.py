"""Pinyin without tones, as Chinese passports write it; a surname is read as a surname."""

from functools import cache

from trilogue.algorithms.names.han import folded, is_han
from trilogue.algorithms.names.surnames import SURNAME_PINYIN

LONGEST = 40
"""Characters; a longer text is no name."""


@cache
def _readings() -> dict[int, str]:
    from pypinyin.constants import PINYIN_DICT

    return dict(PINYIN_DICT)


@cache
def syllable(character: str) -> str:
    """The commonest reading, without tone, ü as `ü`; the character itself if it has none."""
    from pypinyin import Style, lazy_pinyin

    if not is_han(character):
        return character
    return str(lazy_pinyin(character, style=Style.NORMAL, v_to_u=True, errors="default")[0])


def given_name(han: str) -> tuple[str, ...]:
    return tuple(map(syllable, han[:LONGEST]))


def surname(han: str) -> tuple[str, ...]:
    """Syllables of a family name, usual readings of surnames first."""
    one_form = folded(han)[:LONGEST]
    known = SURNAME_PINYIN.get(one_form)
    return (known,) if known else tuple(map(syllable, han[:LONGEST]))
