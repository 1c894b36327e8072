"""Finding people: by any form, part and spelling, in one order, a page at a time, the same on both databases."""

import pytest

from tests.domain.people.conftest import Enter
from trilogue.domain.people.models import Person
from trilogue.domain.people.queries import find

pytestmark = pytest.mark.django_db


def found(text: str) -> list[int]:
    return [hit.person for hit in find(text).hits]


@pytest.mark.parametrize(
    "text",
    ["김하늘", "하늘", "ㄱㅎㄴ", "金夏律", "夏律", "kim haneul", "haneulkim", "KIM, Haneul", "kim hanul", "kim haneol", "김 haneul"],
)
def test_a_person_is_found_by_every_form(enter: Enter, text: str) -> None:
    kim = enter("KR", ("김", "하늘"), ("KIM", "Haneul"), other="金夏律")
    enter("CN", ("欧阳", "直"), ("OUYANG", "Zhi"))
    assert found(text) == [kim.pk]
