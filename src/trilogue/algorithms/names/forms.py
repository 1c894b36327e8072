"""Forms of a name made from others: for comparing, for reading aloud, for Roman letters."""

import re
import unicodedata

from trilogue.algorithms.names.clean import VARIATION, clean

BY_SCRIPT = "\u1100-\u11ff\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U000323af"
SPACE_IN_SCRIPT = re.compile(f"(?<=[{BY_SCRIPT}]) | (?=[{BY_SCRIPT}])")
KATAKANA_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
JOINER = "\u200d"


def key(text: str) -> str:
    """What two writings of one name share: NFC, nothing invisible, no glyph choice, one case, no space in
    Hangul, kana or Han. For comparing only, never for showing.
    """
    letters = clean(VARIATION.sub("", text.replace(JOINER, ""))).text
    joined = unicodedata.normalize("NFD", SPACE_IN_SCRIPT.sub("", letters))
    return unicodedata.normalize("NFC", joined.casefold())


def hiragana(kana: str) -> str:
    """A reading in hiragana; half-width and full-width katakana are turned, other letters stay."""
    return unicodedata.normalize("NFKC", kana).translate(KATAKANA_TO_HIRAGANA)


def roman(family: str, given: str) -> str:
    """`FAMILY Given`. The given name keeps its capitals unless it has only large or only small letters."""
    one_case = given.isupper() or given.islower()
    shown = re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)*", lambda word: word[0].capitalize(), given)
    return f"{family.upper()} {shown if one_case else given}".strip()


def split_roman(text: str) -> tuple[str, str] | None:
    """Family and given name of `FAMILY Given`: capitals make the family name. None if unclear."""
    words = text.replace(",", " ").split()
    family = 0
    while family < len(words) and words[family].isupper():
        family += 1
    if family == 0 or family == len(words):
        return None
    return " ".join(words[:family]), " ".join(words[family:])
