"""Who gets the places: never more than free, in the order that is published, groups whole or not at all."""

from collections import defaultdict
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from trilogue.algorithms.quota import CRITERIA, Candidate, Division, divide, ranking_key


@st.composite
def _crowds(draw: st.DrawFn) -> list[Candidate]:
    keys = draw(st.lists(st.integers(1, 999), unique=True, max_size=14))
    return [
        Candidate(
            key=str(key),
            supported=draw(st.booleans()),
            priority=draw(st.integers(0, 3)),
            first_time=draw(st.booleans()),
            submitted=draw(st.integers(0, 5)),
            group=draw(st.sampled_from(("", "", "a", "b", "c"))),
        )
        for key in keys
    ]


CROWDS = _crowds()
FREE = st.integers(0, 16)


def _groups(crowd: list[Candidate]) -> list[list[Candidate]]:
    """Those who come together or not at all; everybody else alone."""
    found: dict[str, list[Candidate]] = defaultdict(list)
    for each in crowd:
        found[f"group:{each.group}" if each.group else each.key].append(each)
    return list(found.values())


def _accepted(crowd: list[Candidate], free: int) -> set[str]:
    return set(divide(crowd, free).accepted)


@given(CROWDS, FREE)
def test_never_more_than_free_and_everybody_in_one_list(crowd: list[Candidate], free: int) -> None:
    division = divide(crowd, free)
    assert len(division.accepted) <= free
    assert sorted(division.accepted + division.waiting) == sorted(each.key for each in crowd)


@given(CROWDS, FREE)
def test_both_lists_stand_in_the_order_of_the_ranking(crowd: list[Candidate], free: int) -> None:
    place = {each.key: number for number, each in enumerate(sorted(crowd, key=ranking_key))}
    for listed in (divide(crowd, free).accepted, divide(crowd, free).waiting):
        assert sorted(listed, key=place.__getitem__) == list(listed)


@given(CROWDS, FREE)
def test_a_group_gets_all_its_places_or_none(crowd: list[Candidate], free: int) -> None:
    accepted = _accepted(crowd, free)
    assert all(len(accepted & {each.key for each in group}) in (0, len(group)) for group in _groups(crowd))


@given(CROWDS, FREE)
def test_nobody_is_passed_over_but_a_whole_group_that_does_not_fit(crowd: list[Candidate], free: int) -> None:
    """Whoever waits would not fit into what those before them left; a single person only where nothing is left."""
    accepted = _accepted(crowd, free)
    for waiting in (group for group in _groups(crowd) if group[0].key not in accepted):
        best = min(map(ranking_key, waiting))
        before = sum(
            len(group)
            for group in _groups(crowd)
            if group[0].key in accepted and min(map(ranking_key, group)) < best
        )
        assert free - before < len(waiting)


@given(CROWDS, FREE, st.randoms(use_true_random=False))
def test_the_order_in_which_people_are_named_means_nothing(
    crowd: list[Candidate], free: int, chance: Random
) -> None:
    shuffled = list(crowd)
    chance.shuffle(shuffled)
    assert divide(shuffled, free) == divide(crowd, free)


@given(CROWDS, FREE)
def test_without_groups_one_more_place_takes_nobody_s_away(crowd: list[Candidate], free: int) -> None:
    single = [
        Candidate(each.key, each.supported, each.priority, each.first_time, each.submitted) for each in crowd
    ]
    assert _accepted(single, free) <= _accepted(single, free + 1)


@given(CROWDS)
def test_places_for_all_are_given_to_all(crowd: list[Candidate]) -> None:
    assert divide(crowd, len(crowd)).waiting == ()
    assert divide(crowd, 0).accepted == ()


def test_each_criterion_decides_only_where_those_before_it_do_not() -> None:
    """The criteria as they are published, each beaten by all that stand before it."""
    good: dict[str, Any] = {"supported": True, "priority": 1, "first_time": True, "submitted": 1}
    bad: dict[str, Any] = {"supported": False, "priority": 2, "first_time": False, "submitted": 2}
    assert tuple(good) == CRITERIA
    for number, name in enumerate(CRITERIA):
        later = CRITERIA[number + 1 :]
        better = Candidate("z", **{**good, **{each: bad[each] for each in later}})
        worse = Candidate("a", **{**good, name: bad[name]})
        assert ranking_key(better) < ranking_key(worse), name


def test_a_group_that_does_not_fit_lets_the_next_go_first() -> None:
    pair = [Candidate("1", group="pair"), Candidate("2", group="pair")]
    assert divide([*pair, Candidate("3")], 1) == Division(("3",), ("1", "2"))
    assert divide([*pair, Candidate("3")], 2) == Division(("1", "2"), ("3",))
