"""What hides in a cell, found, named by a code and undone."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
ZERO_WIDTH = re.compile("[\u00ad\u180e\u200b\u200c\u2060-\u2064\ufeff\ufff9-\ufffb]")
"""Not U+200D and the variation selectors: they choose how a letter is drawn, so the person's own writing."""
CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")
SPACES = re.compile(r"[\s\u3000\u3164\uffa0]+")
FULLWIDTH = re.compile("[\uff01-\uff5e]")
TO_HALFWIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
COMPATIBILITY_HANJA = re.compile("[\uf900-\ufa0b]")
LONE_JAMO = re.compile("[\u1100-\u11ff]")
VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
RARE = re.compile("[\u3400-\u4dbf\U00020000-\U000323af]")

Cures = tuple[tuple[str, Callable[[str], str]], ...]


@dataclass(frozen=True)
class Cleaned:
    """`text` is in NFC; `written` keeps every letter that shows as it was typed; `codes` say what was found.

    Removed: BIDI_CONTROL, ZERO_WIDTH, CONTROL. Made ordinary in `text`: COMPAT_HANJA, NFD_HANGUL, FULLWIDTH,
    WHITESPACE. Only noted, since they must survive: IVS, RARE_CHAR.
    """

    text: str
    written: str
    codes: tuple[str, ...]


def clean(text: str) -> Cleaned:
    """The text without what nobody can see in it, and the codes of what there was."""
    visible, hidden = _cured(text, REMOVED)
    ordinary, changed = _cured(visible, MADE_ORDINARY)
    noted = [code for code, pattern in NOTES if pattern.search(ordinary)]
    return Cleaned(
        unicodedata.normalize("NFC", ordinary),
        SPACES.sub(" ", visible).strip(),
        (*hidden, *changed, *noted),
    )


def _cured(text: str, cures: Cures) -> tuple[str, list[str]]:
    codes = []
    for code, cure in cures:
        cured = cure(text)
        if cured != text:
            codes.append(code)
            text = cured
    return text, codes


def _compose_hangul(text: str) -> str:
    """NFC when the text has loose Hangul letters; other compositions are no news to anybody."""
    return unicodedata.normalize("NFC", text) if LONE_JAMO.search(text) else text


def _ordinary_hanja(text: str) -> str:
    return COMPATIBILITY_HANJA.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)


REMOVED: Cures = (
    ("BIDI_CONTROL", lambda text: BIDI.sub("", text)),
    ("ZERO_WIDTH", lambda text: ZERO_WIDTH.sub("", text)),
    ("CONTROL", lambda text: CONTROL.sub("", text)),
)
MADE_ORDINARY: Cures = (
    ("COMPAT_HANJA", _ordinary_hanja),
    ("NFD_HANGUL", _compose_hangul),
    ("FULLWIDTH", lambda text: text.translate(TO_HALFWIDTH) if FULLWIDTH.search(text) else text),
    ("WHITESPACE", lambda text: SPACES.sub(" ", text).strip()),
)
NOTES = (("IVS", VARIATION), ("RARE_CHAR", RARE))
