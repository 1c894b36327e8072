"""Roman letters compared: without case, marks and signs, and as each country's spellings vary."""

import re
import unicodedata

from trilogue.algorithms.names.hangul import revised
from trilogue.algorithms.names.surnames import SPELLINGS

LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"})
SOUND = "~"
"""First sign of a Korean sound key, so that no plain spelling meets it."""

Rules = tuple[tuple[re.Pattern[str], str], ...]


def _rules(*pairs: tuple[str, str]) -> Rules:
    return tuple((re.compile(pattern), instead) for pattern, instead in pairs)


CHINESE = _rules(("([ln])(?:v|yu)e", r"\1ue"), ("([ln])(?:v|yu)", r"\1u"))
JAPANESE = _rules(
    ("o(?:[ou]|h(?![aeiouy]))+", "o"),
    ("uu+", "u"),
    ("m(?=[bmp])", "n"),
    ("(?<![sc])hu", "fu"),
    ("si", "shi"),
    ("ti", "chi"),
    ("tu", "tsu"),
    ("sy(?=[auo])", "sh"),
    ("[tc]y(?=[auo])", "ch"),
    ("[zj]y(?=[auo])", "j"),
    ("[zd]i", "ji"),
    ("dzu|du", "zu"),
)
KOREAN = _rules(
    ("yeo|you", "yu"),
    ("weo", "wo"),
    ("eo|oo|ou|eu", "u"),
    ("ee|yi", "i"),
    ("ae", "e"),
    ("wu", "u"),
    ("ch|jj", "j"),
    ("sh|ss", "s"),
    ("ck|kk|k", "g"),
    ("tt|t", "d"),
    ("pp|ph|p", "b"),
    ("rr|ll|r", "l"),
    ("h(?![aeiouyw])", ""),
)


def plain(text: str) -> str:
    """`Zi'ang`, `ZIANG` and `zi-áng` are `ziang`: small letters and digits only."""
    small = unicodedata.normalize("NFKD", text).casefold().translate(LETTERS)
    apart = unicodedata.normalize("NFKD", small)
    return "".join(filter(str.isalnum, apart))


def _changed(text: str, rules: Rules) -> str:
    for pattern, instead in rules:
        text = pattern.sub(instead, text)
    return text


def chinese(latin: str) -> str:
    """ü is written u, v and yu after l and n: lü, lv and lyu are `lu`."""
    return _changed(latin, CHINESE)


def japanese(latin: str) -> str:
    """Hepburn without long vowels, whichever system it was written in: Ohta, Oota and Outa are `ota`."""
    return _changed(latin, JAPANESE)


def in_country(country: str, latin: str) -> str:
    return {"CN": chinese, "JP": japanese}.get(country, str)(latin)


def sound(latin: str) -> str:
    """What spellings of one Korean name share: jeong, jung, chung and cheong are `jung`."""
    return _changed(latin, KOREAN)


def surname_sounds() -> dict[str, tuple[str, ...]]:
    """Per spelling of a Korean surname the sounds of the surnames it may stand for: `lee` is `i`."""
    sounds: dict[str, tuple[str, ...]] = {}
    for family, spellings in SPELLINGS.items():
        for spelling in spellings:
            sounds[spelling] = (*sounds.get(spelling, ()), sound(revised(family)))
    return sounds


SURNAME_SOUNDS = surname_sounds()
LONGEST_SPELLING = max(map(len, SURNAME_SOUNDS))


def korean_sounds(latin: str) -> tuple[str, ...]:
    """Sounds of a name in one piece, with a surname's spelling at either end put right."""
    ends = range(min(LONGEST_SPELLING, len(latin)), 0, -1)
    front = (f"{s}{sound(latin[n:])}" for n in ends for s in SURNAME_SOUNDS.get(latin[:n], ()))
    back = (f"{sound(latin[:-n])}{s}" for n in ends for s in SURNAME_SOUNDS.get(latin[-n:], ()))
    return tuple(dict.fromkeys((sound(latin), *front, *back)))
