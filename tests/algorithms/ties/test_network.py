"""Measures of a network of people: the same as networkx finds, and as counting by hand says."""

from collections import Counter
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trilogue.algorithms.ties import Gathering, growth
from trilogue.algorithms.ties.brokerage import betweenness, distribution, middle
from trilogue.algorithms.ties.growth import Growth, Pair, met_again, possible_ties
from trilogue.algorithms.ties.layout import circle
from trilogue.algorithms.ties.structure import (
    Graph,
    clustering,
    components,
    density,
    government_ties,
    graph,
    linking,
    strangers,
)

PEOPLE = [f"{letter}{number}" for letter in "CJK" for number in range(4)]
PAIRS = sorted(combinations(PEOPLE, 2))
TIES = st.sets(st.sampled_from(PAIRS), max_size=30)


def theirs(pairs: set[Pair]) -> nx.Graph:
    made = nx.Graph()
    made.add_nodes_from(PEOPLE)
    made.add_edges_from(pairs)
    return made


@settings(deadline=None)
@given(TIES)
def test_every_measure_is_that_of_networkx(pairs: set[Pair]) -> None:
    ours, peer = graph(PEOPLE, pairs), theirs(pairs)
    assert density(ours) == pytest.approx(nx.density(peer))
    assert clustering(ours) == pytest.approx(nx.average_clustering(peer))
    assert set(components(ours)) == {frozenset(each) for each in nx.connected_components(peer)}
    assert linking(ours) == set(nx.articulation_points(peer))
    assert betweenness(ours) == pytest.approx(nx.betweenness_centrality(peer))


@given(TIES, st.randoms(use_true_random=False))
def test_the_order_of_people_and_pairs_changes_no_bit(pairs: set[Pair], chance: object) -> None:
    people, given_pairs = list(PEOPLE), [(b, a) for a, b in sorted(pairs)]
    chance.shuffle(people)  # type: ignore[attr-defined]
    chance.shuffle(given_pairs)  # type: ignore[attr-defined]
    ours, other = graph(PEOPLE, pairs), graph(people, given_pairs)
    assert betweenness(ours) == betweenness(other)
    assert clustering(ours) == clustering(other)
    assert components(ours) == components(other)


def _ring(n: int) -> Graph:
    return graph([f"{i:03}" for i in range(n)], [(f"{i:03}", f"{(i + 1) % n:03}") for i in range(n)])


def test_from_some_starts_the_values_are_those_of_all_where_everybody_is_alike() -> None:
    exact, estimated = betweenness(_ring(40)), betweenness(_ring(40), most=20)
    assert sum(estimated.values()) == pytest.approx(sum(exact.values()))
    assert estimated != exact


@pytest.mark.parametrize("n", [0, 1, 2])
def test_too_few_people_stand_between_nobody(n: int) -> None:
    few = graph(PEOPLE[:n], [(PEOPLE[0], PEOPLE[1])] if n == 2 else [])
    assert set(betweenness(few).values()) <= {0.0}
    assert density(few) == (1.0 if n == 2 else 0.0)
    assert clustering(few) == 0.0
    assert middle(betweenness(few)) == 0.0


def test_the_middle_value_has_as_many_above_as_below() -> None:
    assert middle({"a": 3.0, "b": 1.0, "c": 8.0}) == 3.0
    assert middle({"a": 3.0, "b": 1.0}) == 2.0


def test_whom_one_could_introduce() -> None:
    network = graph(PEOPLE, [("C0", "J0"), ("C0", "K0"), ("C0", "K1"), ("J0", "K0")])
    assert strangers(network, "C0") == 2


# Growth from gathering to gathering


def _gathering(people: str, *met: Pair) -> Gathering:
    return Gathering({each: each[0] for each in people.split()}, frozenset(met))


def test_two_gatherings_by_hand() -> None:
    first = _gathering("C0 J0 K0", ("C0", "J0"), ("J0", "K0"))
    second = _gathering("C0 J0 K1 K2", ("C0", "J0"), ("C0", "K1"), ("K1", "K2"))
    assert growth([first, second]) == [Growth(3, 0, 3, 2, 0, 2), Growth(4, 2, 5, 2, 1, 3)]
    assert [each.new for each in growth([first, second])] == [2, 1]
    assert met_again([first, second]) == Counter({1: 2, 2: 1})


def test_the_first_and_the_seventh_edition_by_hand() -> None:
    assert possible_ties([35, 15, 38]) == 35 * 15 + 35 * 38 + 15 * 38 == 2425
    assert possible_ties([88]) == possible_ties([]) == 0


@given(st.lists(TIES, max_size=4))
def test_growth_adds_up(meetings: list[set[Pair]]) -> None:
    country = {each: each[0] for each in PEOPLE}
    grown = growth([Gathering(country, frozenset(met)) for met in meetings])
    everything = set().union(*meetings)
    across = {(one, other) for one, other in everything if country[one] != country[other]}
    assert sum(each.new for each in grown) == len(across)
    assert [each.ties for each in grown][-1:] == ([len(across)] if meetings else [])
    assert all(0 <= each.renewed <= each.reached <= each.possible == 48 for each in grown)


def test_pairs_between_governments() -> None:
    home = {"C0": "Jinan", "J0": "Nara", "J1": "Nara", "K0": "Suwon"}
    pairs = [("C0", "J0"), ("C0", "J1"), ("J0", "J1"), ("C0", "K1"), ("J0", "K0")]
    assert government_ties(pairs, home) == {("Jinan", "Nara"): 2, ("Nara", "Suwon"): 1}


# A distribution without anybody in it


@given(st.lists(st.floats(0, 1), max_size=60), st.integers(1, 8))
def test_no_band_is_small_and_everybody_is_counted(values: list[float], least: int) -> None:
    bands = distribution(values, [0.0, 0.01, 0.05, 0.1, 0.5], least=least)
    assert sum(each.count for each in bands) == (len(values) if len(values) >= least else 0)
    assert all(each.count >= least for each in bands)
    assert [each.low for each in bands[1:]] == [each.high for each in bands[:-1]]


# Where points stand


def test_everybody_stands_on_the_circle_apart_from_everybody() -> None:
    spots = circle([PEOPLE[:4], PEOPLE[4:8], [], PEOPLE[8:]], radius=300)
    assert len({(each.x, each.y) for each in spots.values()}) == len(PEOPLE)
    assert all(each.x**2 + each.y**2 == pytest.approx(90_000, rel=1e-3) for each in spots.values())
    assert circle([["one"], ["two"]], radius=10)["one"].x > 0 > circle([["one"], ["two"]], radius=10)["two"].x
    assert circle([], radius=10) == {}
