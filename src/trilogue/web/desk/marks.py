"""Which letters of a name answered a search."""

from collections.abc import Callable, Iterable
from itertools import groupby

from trilogue.algorithms.names.hangul import initials
from trilogue.algorithms.names.writing import folded

Fold = Callable[[str], str]
Pieces = list[tuple[str, bool]]
"""A name in pieces; True for those to mark."""


def marked(name: str, asked: Iterable[str], *, by_initials: bool = False) -> Pieces:
    """The letters of the name that a folded text stands for; none where it is there in another way only."""
    fold = _initials if by_initials else folded
    letters = [False] * len(name)
    for text in asked:
        span = _span(name, text, fold)
        letters[span] = [True] * len(name[span])
    pairs = zip(name, letters, strict=True)
    return [
        ("".join(letter for letter, _ in group), is_marked)
        for is_marked, group in groupby(pairs, key=lambda pair: pair[1])
    ]


def _initials(text: str) -> str:
    return initials(folded(text))


def _span(name: str, text: str, fold: Fold) -> slice:
    """The shortest piece of the name that folds to the text."""
    if not text or text not in fold(name):
        return slice(0, 0)
    end = next(at for at in range(1, len(name) + 1) if text in fold(name[:at]))
    start = next(at for at in range(end - 1, -1, -1) if text in fold(name[at:end]))
    return slice(start, end)
