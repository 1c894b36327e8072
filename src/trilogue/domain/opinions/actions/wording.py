"""Texts from the room: one paragraph in the writer's own language, of a length that fits the script."""

import unicodedata
from datetime import datetime

from trilogue.domain.opinions.actions.refusals import Refused
from trilogue.foundation.text.value import LANGUAGES, Entry, State, Text

LONGEST = 280
"""In Latin letters; a Chinese character, kana or Korean syllable counts as two, so that 140 of them fit."""
LONGEST_TRANSLATION = 2 * LONGEST
"""The same said in another language may need more room."""
HIDDEN = frozenset("Cc Cf Cs Co Cn Zl Zp".split())
"""Classes of signs that cannot be seen and change how the rest is read."""
JOINERS = frozenset("\u200c\u200d\ufe0e\ufe0f")
"""Invisible, but part of how some letters and signs are written."""


def own_words(text: str, language: str) -> Text:
    """What somebody wrote, as a text whose source is that language.

    Raises Refused: empty, long, signs, language.
    """
    if language not in LANGUAGES:
        raise Refused("language")
    return Text(language, {language: Entry(tidy(text), State.HUMAN)})


def tidy(text: str, *, most: int = LONGEST) -> str:
    """In one paragraph, of at most so many Latin letters. Raises Refused: empty, long, signs."""
    words = " ".join(unicodedata.normalize("NFC", text).split())
    if any(unicodedata.category(sign) in HIDDEN and sign not in JOINERS for sign in words):
        raise Refused("signs")
    if not words:
        raise Refused("empty")
    if length(words) > most:
        raise Refused("long", most)
    return words


def length(text: str) -> int:
    """How long a text is, in Latin letters."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def same(text: str) -> str:
    """Texts that differ in case, width, spaces or punctuation only are the same."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if unicodedata.category(sign)[0] in "LNMS")[:LONGEST]


def hour(moment: datetime) -> datetime:
    """Rounded down to the hour: what is kept of the times at which people propose, ask and vote."""
    return moment.replace(minute=0, second=0, microsecond=0)
