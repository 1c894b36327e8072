"""How a name divides into family and given: never silently where two ways are possible."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from trilogue.algorithms.names import key
from trilogue.domain.delegations.planning.kana import folded, latin
from trilogue.domain.delegations.planning.surnames import COMPOUND, IN_LATIN, TITLES_OF, UMLAUT

HANGUL_OR_HAN = re.compile("[\u3005\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U000323af]")
NOT_VARIATION = re.compile("[^\ufe00-\ufe0f\U000e0100-\U000e01ef]")
MARK = re.compile(r"[*＊※†‡#①-⑳¹²³⁴-⁹]+\d*|[(（]\d{1,2}[)）]|[(（]?(?:주|注|註)\d*[)）]")
WITHOUT_SPACE = ("KR", "CN")
TONES = frozenset("\u0304\u0301\u030c\u0300")
MACRON = "\u0304"
LONGEST = 100
"""Characters; nothing longer is a name with a mark."""
UMLAUT_SYLLABLE = re.compile(r"(?:^|[^a-z])[ln](?:v|ü|u:)", re.IGNORECASE)
NUMERALS = frozenset("一二三四五六七八九十百千万萬零〇壱弐参")


def without_marks(name: str) -> str:
    """The name without footnote marks before and behind."""
    text = name
    while len(name) <= LONGEST and (found := MARK.search(text)):
        if found.start() == 0 or found.end() == len(text):
            text = (text[: found.start()] + text[found.end() :]).strip()
        else:
            break
    return text or name


def without_title(name: str, country: str) -> str:
    """The name without a job title or honorific behind it."""
    for title in TITLES_OF.get(country, ()):
        rest = name.removesuffix(title)
        spaced = rest != rest.rstrip()
        if rest != name and len(key(rest)) >= (2 if len(title) > 1 or spaced else 3):
            return rest.strip()
    return name


def is_numeral(name: str) -> bool:
    letters = [letter for letter in name if not letter.isspace()]
    return len(letters) > 1 and all(letter in NUMERALS or letter.isdigit() for letter in letters)


def split_native(name: str, country: str, roman_family: str) -> tuple[str, str] | None:
    """Family and given name; None where two ways are possible. A name not in Hangul or Han is not divided."""
    words = name.split()
    if not HANGUL_OR_HAN.search(name) or (len(words) == 1 and "·" in name):
        return "", ""
    if country not in (*WITHOUT_SPACE, "JP"):
        return "", ""
    if len(words) == 2 and (country == "JP" or _divides(words, country)):
        return words[0], words[1]
    letters = list(_letters("".join(words)))
    if len(letters) == 2 and len(words) < 3:
        return letters[0], letters[1]
    if country == "JP" or len(letters) < 2:
        return None
    return _at_surname("".join(words), letters, country, roman_family)


def _divides(words: list[str], country: str) -> bool:
    """Whether a space stands between family and given name, and is not one of letters set apart."""
    return len(words[0]) == 1 or words[0] in COMPOUND[country]


def _letters(name: str) -> Iterator[str]:
    """Letters with the variation selectors that belong to them."""
    start = 0
    for found in NOT_VARIATION.finditer(name):
        if found.start() > start:
            yield name[start : found.start()]
        start = found.start()
    yield name[start:]


def _at_surname(name: str, letters: list[str], country: str, roman_family: str) -> tuple[str, str] | None:
    """One letter, unless the first two are a family name: then the Roman name decides, or nobody."""
    compound = next((each for each in COMPOUND[country] if name.startswith(each)), "")
    single = (letters[0], "".join(letters[1:]))
    if not compound or len(letters) < 3:
        return single
    if not roman_family:
        return None
    long = roman_family.casefold().replace(" ", "") in IN_LATIN[country][compound]
    return (compound, name[len(compound) :]) if long else single


@dataclass(frozen=True)
class RomanName:
    """`family` and `given`, or the `whole` when nobody can tell them apart; `codes` say what was noticed."""

    family: str = ""
    given: str = ""
    whole: str = ""
    codes: tuple[str, ...] = ()


def read_roman(text: str, country: str, native: str, kana: str) -> RomanName:
    """A Roman name in one cell. Codes: PINYIN_TONES, ROMAN_MACRON, APOSTROPHE, ROMAN_ORDER, ROMAN_NO_SPACE."""
    plain, codes = plain_roman(text, country)
    words = plain.replace(",", ", ").split()
    if len(words) < 2:
        return RomanName(whole=plain, codes=(*codes, "ROMAN_NO_SPACE") if words else codes)
    order = _order(words, country, native, kana)
    if order is None:
        return RomanName(whole=plain, codes=codes)
    family, given = order
    swapped = " ".join(words).replace(",", "").startswith(given) and not plain.startswith(family)
    return RomanName(family, given, codes=(*codes, "ROMAN_ORDER") if swapped else codes)


def plain_roman(text: str, country: str) -> tuple[str, tuple[str, ...]]:
    """As a passport has it: no tones, no macrons, a straight apostrophe."""
    codes = []
    marks = {sign for sign in unicodedata.normalize("NFD", text) if sign in TONES}
    if marks:
        toneless = "".join(sign for sign in unicodedata.normalize("NFD", text) if sign not in TONES)
        text = unicodedata.normalize("NFC", toneless)
        codes.append("PINYIN_TONES" if country == "CN" or marks != {MACRON} else "ROMAN_MACRON")
    straight = re.sub("[‘’ʼ´`]", "'", text)
    if straight != text:
        codes.append("APOSTROPHE")
    return " ".join(straight.split()), tuple(codes)


def _order(words: list[str], country: str, native: str, kana: str) -> tuple[str, str] | None:
    """Capitals make the family name; without them a comma, or a word known for the family name, does."""
    bare = [word.rstrip(",") for word in words]
    capital = [word.isupper() and len(word) > 1 for word in bare]
    if not all(capital):
        if capital[0]:
            first = capital.index(False)
            return None if any(capital[first:]) else _parts(bare, first)
        if capital[-1] and True in capital:
            last = capital.index(True)
            return (" ".join(bare[last:]), " ".join(bare[:last])) if all(capital[last:]) else None
    if words[0].endswith(","):
        return _parts(bare, 1)
    return _by_surname(bare, country, native, kana)


def _parts(words: list[str], first: int) -> tuple[str, str] | None:
    return (" ".join(words[:first]), " ".join(words[first:])) if first < len(words) else None


def _by_surname(words: list[str], country: str, native: str, kana: str) -> tuple[str, str] | None:
    known = known_in_latin(country, native, kana)
    first, last = folded(words[0]) in known, folded(words[-1]) in known
    if first == last:
        return None
    return _parts(words, 1) if first else (words[-1], " ".join(words[:-1]))


def known_in_latin(country: str, native: str, kana: str) -> frozenset[str]:
    """How the family name of a person may be written in Latin letters, as far as it is known."""
    if country == "JP":
        family = kana.split(maxsplit=1)[0] if len(kana.split()) == 2 else ""
        return frozenset(filter(None, (latin(family),)))
    table = IN_LATIN.get(country, {})
    name = "".join(native.split())
    found = (table.get(name[:length], ()) for length in (1, 2))
    return frozenset(folded(word) for words in found for word in words)


def split_whole(whole: str, family: str, country: str) -> tuple[str, str] | None:
    """A Roman name in one piece, divided behind the family name once that is known: HWANGBOMIN with 황보."""
    for word in sorted(IN_LATIN.get(country, {}).get(family, ()), key=len, reverse=True):
        if whole.casefold().startswith(word) and len(whole) > len(word):
            return whole[: len(word)].upper(), whole[len(word) :].capitalize()
    return None


def umlaut_asked(roman: str, native: str) -> bool:
    """LV and NV stand for a letter that passports spell in more than one way; LU may be it as well."""
    if UMLAUT_SYLLABLE.search(roman):
        return True
    return native[:1] in UMLAUT and roman.split(" ", maxsplit=1)[0].casefold() == "lu"
