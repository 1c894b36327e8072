"""One typing error in Roman letters: a letter wrong, missing, too many, or two in the wrong order."""

from collections.abc import Iterator

SHORTEST = 2
LONGEST = 40
ALONE = 4
"""Letters from which on a word is put right without another one beside it that stands as typed."""


def deletions(word: str) -> frozenset[str]:
    """The word and, from two letters on, each word with one letter less: words one error apart share one."""
    if not SHORTEST <= len(word) <= LONGEST:
        return frozenset({word})
    return frozenset({word, *(word[:place] + word[place + 1 :] for place in range(len(word)))})


def one_typo_apart(one: str, other: str) -> bool:
    """True also for equal words."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = _shared(one, other)
    end = _shared(one[start:][::-1], other[start:][::-1])
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    return max(len(left), len(right)) <= 1 or (len(left) == 2 and left == right[::-1])


def _shared(one: str, other: str) -> int:
    """How many letters both begin with."""
    for place, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return place
    return min(len(one), len(other))


def splits(word: str) -> Iterator[tuple[str, str]]:
    """A name typed in one piece, cut in two at every place that leaves a letter on both sides."""
    for place in range(1, len(word)):
        yield word[:place], word[place:]


def swapped_splits(word: str) -> Iterator[tuple[str, str]]:
    """The same with the two letters at the cut in the other order: `kijmihun` is `kim` and `jihun`."""
    for place in range(1, len(word)):
        yield word[: place - 1] + word[place], word[place - 1] + word[place + 1 :]
