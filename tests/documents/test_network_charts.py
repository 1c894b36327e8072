"""Pictures of the network: true to the figures, and legible however many ties there are."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from trilogue.algorithms.ties.brokerage import Band
from trilogue.documents.network_charts import MOST_LINES, MOST_POINTS, columns, most_tied, reached, web

KEYS = [f"{number:03}" for number in range(40)]
PAIRS = sorted(combinations(KEYS, 2))


def test_bars_are_as_long_as_their_ties_and_share_one_scale() -> None:
    first, second = reached([(2000, 500, 0), (1000, 250, 250)])
    assert (first.possible, first.new, first.renewed) == (400, 100, 0)
    assert (second.possible, second.new, second.renewed) == (200, 50, 50)
    assert second.top > first.top


def test_nothing_known_draws_nothing() -> None:
    assert reached([]) == []
    assert reached([(0, 0, 0)])[0].possible == 0
    assert columns([]) == []


def test_columns_are_as_high_as_their_counts() -> None:
    assert [each.height for each in columns([Band(0, 1, 20), Band(1, None, 5)])] == [160, 40]


@given(st.dictionaries(st.sampled_from(PAIRS), st.integers(1, 9), min_size=1))
def test_the_strongest_lines_are_drawn_and_none_of_them_left_out(ties: dict[tuple[str, str], int]) -> None:
    drawn = web([("KR", KEYS[:20]), ("JP", KEYS[20:])], ties)
    assert len(drawn.lines) == sum(count >= drawn.least for count in ties.values())
    assert drawn.lines
    assert len(drawn.lines) <= MOST_LINES or drawn.least == max(ties.values())
    assert [each.number for each in drawn.points] == list(range(1, 41))


def test_governments_with_most_ties_come_first_and_no_more_than_can_be_numbered() -> None:
    ties = {("a", "b"): 3, ("a", "c"): 1, ("c", "d"): 9}
    assert most_tied(ties) == ["c", "d", "a", "b"]
    many = {(f"{number:04}", f"{number + 1:04}"): 1 for number in range(200)}
    assert len(most_tied(many)) == MOST_POINTS
