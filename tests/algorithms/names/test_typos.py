"""One typing error, and no more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trilogue.algorithms.names.typos import deletions, one_typo_apart, splits, swapped_splits

WORDS = st.text(alphabet="abc", min_size=0, max_size=7)


def distance(one: str, other: str) -> int:
    """Plain restricted edit distance with neighbours swapped, by the book."""
    table = [[i + j if not i * j else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            table[i][j] = min(
                table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (one[i - 1] != other[j - 1])
            )
            if i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


@given(WORDS, WORDS)
def test_one_typo_apart_is_a_distance_of_at_most_one(one: str, other: str) -> None:
    assert one_typo_apart(one, other) is (distance(one, other) <= 1)


@given(WORDS, WORDS)
def test_words_one_error_apart_share_a_deletion(one: str, other: str) -> None:
    if min(len(one), len(other)) >= 2 and one_typo_apart(one, other):
        assert deletions(one) & deletions(other)


@pytest.mark.parametrize(("word", "count"), [("", 1), ("i", 1), ("kim", 4), ("minjun", 7), ("x" * 41, 1)])
def test_a_word_has_as_many_deletions_as_letters(word: str, count: int) -> None:
    assert len(deletions(word)) == count
    assert word in deletions(word)


def test_splits_leave_a_letter_on_both_sides() -> None:
    assert list(splits("kim")) == [("k", "im"), ("ki", "m")]
    assert list(splits("k")) == []


def test_swapped_splits_undo_an_error_at_the_cut() -> None:
    assert ("kim", "jihun") in swapped_splits("kijmihun")
