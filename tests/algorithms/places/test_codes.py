import pytest
from hypothesis import given
from hypothesis import strategies as st

from trilogue.algorithms.places.codes import check_digit, has_right_check_digit, is_well_formed

FIVE = st.text("0123456789", min_size=5, max_size=5)


@pytest.mark.parametrize("code", ["010006", "011002", "130001", "131016", "152226", "310000", "473821"])
def test_the_check_digit_is_the_ministrys(code: str) -> None:
    assert check_digit(code[:5]) == code[5]


@given(FIVE, st.integers(1, 9))
def test_only_one_last_digit_is_right(five: str, step: int) -> None:
    right = check_digit(five)
    wrong = str((int(right) + step) % 10)
    assert has_right_check_digit("JP", five + right)
    assert not has_right_check_digit("JP", five + wrong)
    assert has_right_check_digit("CN", five + wrong)


@pytest.mark.parametrize(
    ("country", "level", "code", "is_right"),
    [
        ("KR", 1, "KR-41", True),
        ("KR", 1, "KR-41110", False),
        ("KR", 2, "KR-41110", True),
        ("KR", 2, "41110", False),
        ("JP", 1, "010006", True),
        ("JP", 1, "011002", False),
        ("JP", 2, "10006", False),
        ("CN", 1, "110000", True),
        ("CN", 2, "110000", False),
        ("CN", 2, "130100", True),
        ("KR", 1, "KR-४१", False),
        ("MN", 1, "whatever it uses", True),
    ],
)
def test_a_code_has_the_form_of_its_country_and_level(
    country: str, level: int, code: str, is_right: bool
) -> None:
    assert is_well_formed(country, level, code) is is_right
