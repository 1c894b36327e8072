"""Finding people by any form or part of their name.

Store `keys_of` each person in a table (key, tier, why, person) under binary collation, and each of `words_of` with
its `deletions` in a table (word, near). A query: `asked(text)`; tier by tier, each of `texts` as a prefix; then
people who have a key for every one of `words`; then `corrections(query, words found by nears(query))`.
`why_found` says what to show beside a hit.
"""

from trilogue.algorithms.names.asking import Asked, asked, corrections, nears, why_found
from trilogue.algorithms.names.form import (
    HAN,
    HANGUL,
    HANJA,
    KANA,
    KANJI,
    LATIN,
    SIMPLIFIED,
    TRADITIONAL,
    Form,
    Key,
)
from trilogue.algorithms.names.indexing import keys_of, words_of
from trilogue.algorithms.names.typos import deletions, one_typo_apart, splits

__all__ = [
    "HAN",
    "HANGUL",
    "HANJA",
    "KANA",
    "KANJI",
    "LATIN",
    "SIMPLIFIED",
    "TRADITIONAL",
    "Asked",
    "Form",
    "Key",
    "asked",
    "corrections",
    "deletions",
    "keys_of",
    "nears",
    "one_typo_apart",
    "splits",
    "why_found",
    "words_of",
]
