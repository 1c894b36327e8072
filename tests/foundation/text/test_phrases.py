"""Titles break between phrases, and joined again the phrases are the title."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trilogue.foundation.text.phrases import phrases
from trilogue.foundation.text.value import LANGUAGES


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("zh-hans", "韩日中|公务员|三国合作|研讨会"),
        ("zh-hans", "三国合作的|过去、|现在与|未来"),
        ("ja", "韓日中|公務員|三国協力|ワークショップ"),
        ("ja", "三国協力の|過去・|現在・|未来"),
        ("ja", "外交通商部|（MOFAT）|訪問"),
        ("en", "Korea - Japan - China| Trilateral Cooperation Workshop for Public Officials"),
        ("ko", "한일중 공무원 3국 협력 워크숍"),
    ],
)
def test_a_title_breaks_between_its_words(language: str, title: str) -> None:
    assert phrases(title.replace("|", ""), language) == title.split("|")


@given(text=st.text(max_size=60), language=st.sampled_from(LANGUAGES))
def test_nothing_is_lost_or_added(text: str, language: str) -> None:
    assert "".join(phrases(text, language)) == text
