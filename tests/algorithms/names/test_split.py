"""Where a family name may end, and how sure that is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trilogue.algorithms.names.split import LIKELY, UNSURE, WRITTEN, Split, split_suggestion


@pytest.mark.parametrize(
    ("country", "full", "split"),
    [
        ("KR", "김지훈", ("김", "지훈", LIKELY)),
        ("KR", "한결", ("한", "결", LIKELY)),
        ("KR", "남궁민수", ("남궁", "민수", LIKELY)),
        ("KR", "황보민", ("황보", "민", UNSURE)),
        ("KR", "金志勳", ("金", "志勳", LIKELY)),
        ("KR", "南宮炫秀", ("南宮", "炫秀", LIKELY)),
        ("KR", "쑨치항", ("쑨", "치항", UNSURE)),
        ("KR", "김 지훈", ("김", "지훈", WRITTEN)),
        ("CN", "欧阳思齐", ("欧阳", "思齐", LIKELY)),
        ("CN", "歐陽娜", ("歐陽", "娜", LIKELY)),
        ("CN", "欧阳", ("欧", "阳", LIKELY)),
        ("CN", "王静", ("王", "静", LIKELY)),
        ("CN", "王李静怡", ("王", "李静怡", UNSURE)),
        ("JP", "髙橋\u3000美空", ("髙橋", "美空", WRITTEN)),
        ("JP", "佐々木健人", ("佐々木", "健人", UNSURE)),
        ("JP", "小田切あおい", ("小田切", "あおい", UNSURE)),
        ("JP", "佐々", ("佐", "々", UNSURE)),
        ("KR", "KIM Jihun", ("KIM", "Jihun", WRITTEN)),
        ("KR", "Jihun KIM", ("KIM", "Jihun", WRITTEN)),
        ("KR", "jihun kim", ("kim", "jihun", LIKELY)),
        ("KR", "Kim Jihun", ("Kim", "Jihun", LIKELY)),
        ("CN", "Wang Jing", ("Wang", "Jing", UNSURE)),
        ("KR", "KIMJIHUN", None),
        ("KR", "김", None),
        ("KR", "", None),
        ("XX", "김지훈", None),
    ],
)
def test_suggested_parts(country: str, full: str, split: tuple[str, str, str] | None) -> None:
    assert split_suggestion(country, full) == (split and Split(*split))


@given(st.sampled_from(["KR", "JP", "CN", "XX"]), st.text())
def test_no_part_is_ever_empty(country: str, full: str) -> None:
    split = split_suggestion(country, full)
    assert split is None or (split.family and split.given)
