"""A name in any script as keys hold it, and the places where a reader may begin to read it."""

import re
import unicodedata

from trilogue.algorithms.names import han, kana, latin
from trilogue.algorithms.names.forms import KATAKANA_TO_HIRAGANA, key
from trilogue.algorithms.names.hangul import JAMO, is_syllable

NO_LONE_JAMO = re.compile("[^\u3131-\u318e]+")
"""Compatibility letters of Hangul stay: Unicode's own compatible form of ㄱ is half a syllable."""
SIGNS_BETWEEN = re.compile(r"[^\w\u0300-\u036f]+|_+")
TO_HIRAGANA = {**KATAKANA_TO_HIRAGANA, **str.maketrans("ヷヸヹヺ", "わゐゑを")}
HIRAGANA = re.compile("[\u3041-\u3096ー]+")
ROMAN_RUN = re.compile("[a-z0-9]+")


def folded(text: str) -> str:
    """One form for all writings of a name: one Han form, kana without length, bare Roman letters, no spaces."""
    return in_one_form(letters(text))


def letters(text: str) -> str:
    """The letters as written, kana as hiragana, without spaces and signs."""
    ordinary = NO_LONE_JAMO.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)
    return SIGNS_BETWEEN.sub("", key(ordinary).translate(TO_HIRAGANA))


def in_one_form(written: str) -> str:
    one_length = HIRAGANA.sub(lambda run: kana.folded(run[0]), han.folded(written))
    return "".join(letter if own_script(letter) else latin.plain(letter) for letter in one_length)


def own_script(letter: str) -> bool:
    """Hangul, kana or Han, as against letters that are compared as Roman ones are."""
    return bool(is_syllable(letter) or han.is_han(letter) or HIRAGANA.match(letter) or JAMO.match(letter))


def is_roman(text: str) -> bool:
    return bool(ROMAN_RUN.fullmatch(text))
