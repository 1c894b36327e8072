import pytest
from hypothesis import given
from hypothesis import strategies as st

from trilogue.algorithms.tables.fields import Arithmetic, GaloisField, Residues, prime_power

FIELDS: list[Arithmetic] = [
    Residues(7),
    Residues(11),
    GaloisField(2, 2),
    GaloisField(2, 3),
    GaloisField(3, 2),
    GaloisField(2, 4),
    GaloisField(5, 2),
]
elements = st.integers(0, 10**6)


@pytest.mark.parametrize("field", FIELDS, ids=str)
def test_every_element_but_zero_has_an_inverse(field: Arithmetic) -> None:
    for one in range(1, field.size):
        assert sorted(field.multiply(one, other) for other in range(field.size)) == list(range(field.size))


@pytest.mark.parametrize("field", FIELDS, ids=str)
def test_zero_and_one_are_neutral(field: Arithmetic) -> None:
    for one in range(field.size):
        assert field.add(one, 0) == one
        assert field.multiply(one, 1) == one
        assert field.multiply(one, 0) == 0


@given(st.sampled_from(FIELDS), elements, elements, elements)
def test_sums_and_products_associate_commute_and_distribute(
    field: Arithmetic, one: int, two: int, three: int
) -> None:
    a, b, c = one % field.size, two % field.size, three % field.size
    assert field.add(a, b) == field.add(b, a)
    assert field.multiply(a, b) == field.multiply(b, a)
    assert field.add(field.add(a, b), c) == field.add(a, field.add(b, c))
    assert field.multiply(field.multiply(a, b), c) == field.multiply(a, field.multiply(b, c))
    assert field.multiply(a, field.add(b, c)) == field.add(field.multiply(a, b), field.multiply(a, c))


@pytest.mark.parametrize(
    ("number", "power"),
    [(1, None), (2, (2, 1)), (4, (2, 2)), (6, None), (9, (3, 2)), (11, (11, 1)), (12, None), (125, (5, 3))],
)
def test_prime_powers_are_recognised(number: int, power: tuple[int, int] | None) -> None:
    assert prime_power(number) == power
