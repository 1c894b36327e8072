"""The letters of a name that answered a search are marked, and no others."""

import pytest

from trilogue.web.desk.marks import marked


@pytest.mark.parametrize(
    ("name", "asked", "shown"),
    [
        ("김하늘", ["하늘"], "김[하늘]"),
        ("KIM Haneul", ["haneul"], "KIM [Haneul]"),
        ("KIM Ha-neul", ["haneulkim", "kim", "haneul"], "[KIM] [Ha-neul]"),
        ("髙橋 葵", ["高桥葵"], "[髙橋 葵]"),
        ("歐陽麗華", ["欧阳"], "[歐陽]麗華"),
        ("さとう みさき", ["みさき"], "さとう [みさき]"),
        ("김하늘", ["~gimhanul"], "김하늘"),
        ("김하늘", [], "김하늘"),
        ("<b>", ["b"], "<[b]>"),
        ("", ["x"], ""),
    ],
)
def test_the_shortest_piece_that_answers_is_marked(name: str, asked: list[str], shown: str) -> None:
    pieces = marked(name, asked)
    assert "".join(f"[{text}]" if is_marked else text for text, is_marked in pieces) == shown


def test_initials_mark_their_syllables() -> None:
    assert marked("김하늘", ["ㅎㄴ"], by_initials=True) == [("김", False), ("하늘", True)]
