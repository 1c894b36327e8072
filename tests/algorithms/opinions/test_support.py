"""How sure a majority of a whole delegation is, against counting every way in which the rest could vote."""

from fractions import Fraction
from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trilogue.algorithms.opinions import delegation_support
from trilogue.algorithms.opinions.support import majorities

LARGEST = 12
COUNTS = st.integers(1, 400).flatmap(
    lambda size: st.integers(0, size).flatmap(
        lambda seen: st.tuples(st.just(size), st.integers(0, seen), st.just(seen))
    )
)


@pytest.mark.parametrize("size", range(1, LARGEST + 1))
def test_every_way_in_which_the_rest_could_vote(size: int) -> None:
    for seen in range(size + 1):
        for agree in range(seen + 1):
            counted = sum(
                (
                    chance_of(votes, agree, seen)
                    for votes in product((0, 1), repeat=size - seen)
                    if 2 * (agree + sum(votes)) > size
                ),
                Fraction(0),
            )
            assert delegation_support(size, agree, seen) == pytest.approx(float(counted), abs=1e-12)


def chance_of(votes: tuple[int, ...], agree: int, seen: int) -> Fraction:
    """Of exactly these votes, one after the other, each as likely as the votes before it suggest (Laplace)."""
    chance = Fraction(1)
    for vote in votes:
        share = Fraction(agree + 1, seen + 2)
        chance *= share if vote else 1 - share
        agree, seen = agree + vote, seen + 1
    return chance


@pytest.mark.parametrize("size", [1, 2, 15, 38, 88, 2001, 100_000])
def test_when_all_have_voted_it_is_exactly_certain(size: int) -> None:
    for agree in {0, size // 2, size // 2 + 1, size}:
        assert delegation_support(size, agree, size) == (1.0 if 2 * agree > size else 0.0)


def test_it_is_certain_as_soon_as_the_rest_cannot_change_it() -> None:
    assert delegation_support(15, 8, 9) == 1.0
    assert delegation_support(15, 0, 8) == 0.0
    assert 0.0 < delegation_support(15, 7, 14) < 1.0


def test_nobody_is_no_majority() -> None:
    assert delegation_support(0, 0, 0) == 0.0


@given(COUNTS)
def test_the_beta_binomial_distribution_itself(counts: tuple[int, int, int]) -> None:
    size, agree, seen = counts
    rest, alpha, beta = size - seen, 1 + agree, 1 + seen - agree
    ways = [
        comb(alpha + more - 1, more) * comb(beta + rest - more - 1, rest - more) for more in range(rest + 1)
    ]
    majority = sum(ways[more] for more in range(rest + 1) if 2 * (agree + more) > size)
    assert delegation_support(size, agree, seen) == pytest.approx(majority / sum(ways), abs=1e-11)


@pytest.mark.parametrize(
    ("size", "agree", "seen"), [(5000, 300, 570), (100_000, 50_010, 99_990), (9999, 5, 9)]
)
def test_large_delegations_are_counted_as_exactly(size: int, agree: int, seen: int) -> None:
    drawn, certain = size // 2 + 1, comb(size + 1, size // 2 + 1) if size < 20_000 else 0
    if certain:
        fewer = sum(comb(seen + 1, hits) * comb(size - seen, drawn - hits) for hits in range(agree + 1))
        assert delegation_support(size, agree, seen) == pytest.approx(
            float(Fraction(fewer, certain)), abs=1e-9
        )
    else:
        assert delegation_support(size, agree, seen) == pytest.approx(1.0, abs=1e-2)


@given(COUNTS)
def test_one_more_agreement_never_lessens_it(counts: tuple[int, int, int]) -> None:
    size, agree, seen = counts
    if agree < seen:
        more, less = delegation_support(size, agree + 1, seen), delegation_support(size, agree, seen)
        assert more >= less - 1e-12


def test_many_at_once_are_the_same() -> None:
    sizes, agrees, seens = (
        np.array([[15, 38], [88, 5000]]),
        np.array([[7, 3], [40, 900]]),
        np.array([[9, 3], [88, 1700]]),
    )
    together = majorities(sizes, agrees, seens)
    for place in np.ndindex(2, 2):
        alone = delegation_support(int(sizes[place]), int(agrees[place]), int(seens[place]))
        assert together[place] == pytest.approx(alone, abs=1e-12)


@pytest.mark.parametrize(("size", "agree", "seen"), [(5, 3, 2), (5, -1, 2), (5, 2, 6)])
def test_impossible_counts_are_refused(size: int, agree: int, seen: int) -> None:
    with pytest.raises(ValueError, match="not 0 <= agree"):
        delegation_support(size, agree, seen)
