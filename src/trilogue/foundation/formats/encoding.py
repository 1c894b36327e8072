"""Which of the encodings of three countries a flat file is in: strict decoding first, then plausibility."""

import codecs
from collections.abc import Collection, Iterator
from functools import partial

from trilogue.foundation.formats.table import FileRefused

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NATIONAL = ("cp949", "cp932", "gb18030")
SEPARATORS = ",;\t\n"
SAMPLE = 20_000
HEADER_WORD = 1.0
"""One expected word outweighs any share of plausible letters, which is at most 1."""
LEAST_PLAUSIBLE = 0.5
TRUST = {"cp949": 1.0, "cp932": 1.0, "gb18030": 0.85}
"""Korean bytes read as Chinese are all daily hanzi; Chinese bytes read as Korean are three fifths Hangul."""


def decoded(data: bytes, words: Collection[str] = ()) -> tuple[str, str]:
    """The text and its encoding. `words` are those expected in the first lines.

    Raises FileRefused: ENCODING, NOT_A_SPREADSHEET (zero bytes or other controls: no text).
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _checked(_strict(data, encoding), encoding)
    if b"\0" in data:
        return _checked(*_wide(data))
    text = _strict(data, "utf-8")
    if text is not None:
        return _checked(text, "utf-8")
    return _checked(*_national(data, words))


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _wide(data: bytes) -> tuple[str | None, str]:
    """UTF-16 without a mark: the zero bytes of its commas and line ends stand all on one side."""
    encoding = "utf-16-be" if data[::2].count(0) else "utf-16-le"
    text = _strict(data, encoding) or ""
    if not any(sign in text for sign in SEPARATORS):
        raise FileRefused("NOT_A_SPREADSHEET")
    return text, encoding


def _national(data: bytes, words: Collection[str]) -> tuple[str | None, str]:
    texts = {encoding: _strict(data, encoding) for encoding in NATIONAL}
    scores = {
        encoding: plausibility(text, encoding, words) for encoding, text in texts.items() if text is not None
    }
    if not scores:
        return None, ""
    best = max(scores, key=scores.__getitem__)
    return (texts[best], best) if scores[best] >= LEAST_PLAUSIBLE else (None, "")


def plausibility(text: str, encoding: str, words: Collection[str]) -> float:
    """The share of letters that people of the encoding's country use daily, plus one for each word found."""
    head = text[:SAMPLE]
    letters = [letter for letter in head if letter > "\x7f"]
    daily = sum(map(partial(_is_daily, encoding=encoding), letters))
    found = sum(word in head for word in words if not word.isascii())
    return TRUST[encoding] * daily / max(len(letters), 1) + found * HEADER_WORD


def _is_daily(letter: str, *, encoding: str) -> bool:
    """Hangul of the old standard, kana and first-level kanji, first-level hanzi."""
    try:
        packed = letter.encode(encoding)
    except UnicodeEncodeError:
        return False
    if len(packed) != 2:
        return False
    if encoding == "cp949":
        return "가" <= letter <= "힣" and packed[0] >= 0xB0 and packed[1] >= 0xA1
    if encoding == "cp932":
        return packed[0] <= 0x97
    return 0xB0 <= packed[0] <= 0xD7 and packed[1] >= 0xA1 and not "가" <= letter <= "힣"


def _checked(text: str | None, encoding: str) -> tuple[str, str]:
    if text is None:
        raise FileRefused("ENCODING")
    if any(_forbidden(text)):
        raise FileRefused("NOT_A_SPREADSHEET")
    return text, encoding


def _forbidden(text: str) -> Iterator[bool]:
    return (letter in text for letter in map(chr, (*range(9), *range(14, 27), 28, 29, 30, 31)))
