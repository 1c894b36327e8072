"""What changed between two wordings: by words where words are divided by spaces, else by characters."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Literal, NamedTuple

Kind = Literal["same", "removed", "added"]

MOST_COMPARED = 1500
"""Words or characters of each wording that are compared one by one; a longer change is shown as one piece."""

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_MARKS = "\u0300-\u036f\u200d\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef"
_CHARACTERS = re.compile(rf"[A-Za-z0-9]+|[\s\S][{_MARKS}]*")


class Piece(NamedTuple):
    """A stretch of words that stayed, went or came."""

    kind: Kind
    text: str


def difference(before: str, after: str, language: str) -> list[Piece]:
    """The two wordings as one sequence: without what was added it is `before`, without what was removed `after`.

    What was removed stands in front of what came in its place. Two neighbours are never of the same kind.
    """
    old, new = _tokens(before, language), _tokens(after, language)
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    stays = old[len(old) - end :]
    middle = _compared(old[start : len(old) - end], new[start : len(new) - end])
    return _joined([Piece("same", "".join(old[:start])), *middle, Piece("same", "".join(stays))])


def _tokens(words: str, language: str) -> list[str]:
    return (_CHARACTERS if language in ("ja", "zh-hans") else _WORDS).findall(words)


def _shared(old: Sequence[str], new: Sequence[str]) -> int:
    """How many tokens the two have in common from their start on."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    if max(len(old), len(new)) > MOST_COMPARED:
        yield Piece("removed", "".join(old))
        yield Piece("added", "".join(new))
        return
    for kind, left, right, first, last in SequenceMatcher(
        str.isspace, old, new, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(old[left:right]))
        else:
            yield Piece("removed", "".join(old[left:right]))
            yield Piece("added", "".join(new[first:last]))


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Neighbouring changes with nothing but a space between them become one: easier to read than a word each."""
    result: list[Piece] = []
    removed = added = ""
    for number, piece in enumerate(pieces):
        between = 0 < number < len(pieces) - 1 and (removed or added) and piece.text.isspace()
        if piece.kind == "same" and piece.text and not between:
            result += _change(removed, added)
            result.append(piece)
            removed = added = ""
        else:
            removed += piece.text if piece.kind != "added" else ""
            added += piece.text if piece.kind != "removed" else ""
    return _merged([*result, *_change(removed, added)])


def _change(removed: str, added: str) -> list[Piece]:
    if removed == added:
        return [Piece("same", removed)] if removed else []
    both: tuple[Piece, Piece] = (Piece("removed", removed), Piece("added", added))
    return [piece for piece in both if piece.text]


def _merged(pieces: list[Piece]) -> list[Piece]:
    result: list[Piece] = []
    for piece in pieces:
        if result and result[-1].kind == piece.kind:
            result[-1] = Piece(piece.kind, result[-1].text + piece.text)
        else:
            result.append(piece)
    return result
