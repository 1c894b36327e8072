"""What a government is found by: every name it has or had, in every script, its codes and readings."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from trilogue.algorithms.places.model import Period

MARKS = range(0x300, 0x370)
KATAKANA_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
PARTING = "\n"
KINDS = re.compile(
    r"^City of | (City|County|Town|Village|Prefecture|Province|State|Metropolis|Municipality|Metropolitan City"
    r"|Special City|League)$|-(si|gun|gu|do)$"
    r"|(특별자치시|특별자치도|통합특별시|특별시|광역시|시|군|구|도|현|부|성|정|촌|자치구|자치주|지구|맹)$"
    r"|(特別自治市|特別自治道|特別市|広域市|特别自治市|特别自治道|特别市|广域市|自治区|自治州|地区|[市郡区區道都府県縣县省町村盟])$"
    r"|(し|く|ちょう|まち|むら|そん|けん)$"
)
"""What kind of government a name says at its end."""
SHORTEST = 2
"""Letters that must be left of a name without its kind."""


def search_key(text: str) -> str:
    """Letters and digits alone, of one width, one case and one kana, without marks above Latin letters."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(letter for letter in apart if ord(letter) not in MARKS)
    joined = unicodedata.normalize("NFC", plain).translate(KATAKANA_TO_HIRAGANA)
    return "".join(letter for letter in joined if letter.isalnum())


def search_keys(periods: Iterable[Period]) -> str:
    """The keys of one government in one text, each between two line breaks, so that a whole key can be looked for.

    A name stands there without its kind too: `수원` is as whole a key as `수원시`.
    """
    texts = {text for period in periods for text in _texts(period)}
    bare = {base for text in texts if len(base := KINDS.sub("", text)) >= SHORTEST}
    keys = {key for text in texts | bare if (key := search_key(text))}
    return PARTING.join(("", *sorted(keys), ""))


def _texts(period: Period) -> Iterator[str]:
    yield from (period.government, period.code, *period.also)
    yield from (name.text for name in period.names.values())
