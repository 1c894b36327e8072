"""A name in one script, and a key by which somebody may look it up."""

from dataclasses import dataclass

HANGUL, HANJA, KANJI, KANA = "hangul", "hanja", "kanji", "kana"
SIMPLIFIED, TRADITIONAL, LATIN = "simplified", "traditional", "latin"
HAN = frozenset({HANJA, KANJI, SIMPLIFIED, TRADITIONAL})
LONGEST = 60
"""Characters of a form that are looked at and of a key that is kept."""


@dataclass(frozen=True)
class Form:
    """`full` is the name as written; `family` and `given` are empty where nobody has confirmed the split."""

    script: str
    family: str
    given: str
    full: str


@dataclass(frozen=True, order=True)
class Key:
    """A smaller `tier` answers a search earlier. `why` says what the key shows: NAME, FAMILY, GIVEN, PART,
    INITIALS, READING or ROMANISATION in small letters.
    """

    tier: int
    text: str
    why: str
