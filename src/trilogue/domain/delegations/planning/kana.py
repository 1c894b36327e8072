"""A reading in kana as it is written in Latin letters, for comparing with a Roman name; never for showing."""

import re
import unicodedata

from trilogue.algorithms.names import hiragana

ROWS = {
    "": "あいうえお",
    "k": "かきくけこ",
    "s": "さしすせそ",
    "t": "たちつてと",
    "n": "なにぬねの",
    "h": "はひふへほ",
    "m": "まみむめも",
    "r": "らりるれろ",
    "g": "がぎぐげご",
    "z": "ざじずぜぞ",
    "d": "だぢづでど",
    "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
}
OTHERS = {"や": "ya", "ゆ": "yu", "よ": "yo", "わ": "wa", "を": "o", "ん": "n", "ゔ": "vu"}
HEPBURN = {"し": "shi", "ち": "chi", "つ": "tsu", "ふ": "fu", "じ": "ji", "ぢ": "ji", "づ": "zu"}
SMALL = {"ゃ": "a", "ゅ": "u", "ょ": "o"}
IN_LATIN = (
    {sign: start + vowel for start, row in ROWS.items() for sign, vowel in zip(row, "aiueo", strict=True)}
    | OTHERS
    | HEPBURN
)
LONG = re.compile(r"ou|oo|oh(?![aiueo])|uu|aa|ii|ee")
SPELLINGS = (("mb", "nb"), ("mp", "np"), ("mm", "nm"), ("tch", "cch"))


def latin(kana: str) -> str:
    """Hepburn without long vowels: しょうじ is "shoji"."""
    letters: list[str] = []
    doubled = False
    for sign in hiragana(kana):
        if sign in SMALL and letters:
            letters[-1] = _softened(letters[-1], SMALL[sign])
            continue
        if sign == "っ":
            doubled = True
            continue
        sound = IN_LATIN.get(sign, "")
        letters.append(sound[:1] + sound if doubled else sound)
        doubled = False
    return folded("".join(letters))


def _softened(sound: str, vowel: str) -> str:
    """き with ゃ is kya, し with ゃ is sha."""
    start = sound.removesuffix("i")
    return start + vowel if start.endswith(("sh", "ch", "j")) else f"{start}y{vowel}"


def folded(roman: str) -> str:
    """A Roman name without what spellings of Japanese differ in."""
    plain = unicodedata.normalize("NFKD", roman.casefold())
    letters = "".join(letter for letter in plain if letter.isascii() and letter.isalpha())
    for one, other in SPELLINGS:
        letters = letters.replace(one, other)
    return LONG.sub(lambda found: found[0][0], letters)
