from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trilogue.foundation.text.difference import MOST_COMPARED, difference
from trilogue.foundation.text.value import LANGUAGES

words = st.text(max_size=60) | st.lists(st.sampled_from(["a", "부산", "釜山", " ", "\n", "é", "."])).map(
    "".join
)


@given(words, words, st.sampled_from(LANGUAGES))
def test_both_wordings_can_be_read_from_the_difference(before: str, after: str, language: str) -> None:
    pieces = difference(before, after, language)

    assert "".join(text for kind, text in pieces if kind != "added") == before
    assert "".join(text for kind, text in pieces if kind != "removed") == after
    assert all(text for _, text in pieces)
    assert all(one.kind != two.kind for one, two in pairwise(pieces))


@pytest.mark.parametrize(
    ("language", "before", "after", "pieces"),
    [
        (
            "en",
            "held in Busan",
            "held in Jeju",
            [("same", "held in "), ("removed", "Busan"), ("added", "Jeju")],
        ),
        (
            "ko",
            "공무원 88명이 참석했다",
            "공무원 90명이 참석했다",
            [("same", "공무원 "), ("removed", "88명이"), ("added", "90명이"), ("same", " 참석했다")],
        ),
        (
            "ja",
            "釜山で開催",
            "済州で開催",
            [("removed", "釜山"), ("added", "済州"), ("same", "で開催")],
        ),
        ("zh-hans", "共88人", "共90人", [("same", "共"), ("removed", "88"), ("added", "90"), ("same", "人")]),
        (
            "en",
            "one two three",
            "four five three",
            [("removed", "one two"), ("added", "four five"), ("same", " three")],
        ),
        ("en", "same", "same", [("same", "same")]),
        ("en", "", "new", [("added", "new")]),
        ("en", "", "", []),
    ],
)
def test_words_are_kept_whole_where_spaces_divide_them(
    language: str, before: str, after: str, pieces: list[tuple[str, str]]
) -> None:
    assert difference(before, after, language) == pieces


def test_a_character_keeps_its_marks() -> None:
    assert difference("葛", "葛\U000e0100", "ja") == [("removed", "葛"), ("added", "葛\U000e0100")]


def test_a_very_long_change_is_one_piece() -> None:
    before, after = "a b " * MOST_COMPARED, "c b " * MOST_COMPARED

    assert [piece.kind for piece in difference(before, after, "en")] == ["removed", "added", "same"]
