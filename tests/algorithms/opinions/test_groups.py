"""Who is grouped, into how many groups, and under which names, from one analysis to the next."""

from dataclasses import replace

import numpy as np
import pytest

from tests.algorithms.opinions.conversations import rand_index
from trilogue.algorithms.opinions import Problem, State, Statement, analyse
from trilogue.algorithms.opinions.answer import Warned

STATEMENTS = 24
TASTES = ((1,) * 24, (-1,) * 24, (1, -1) * 12, (1, 1, -1, -1) * 6, (-1, -1, -1, 1, 1, 1) * 4)


def camps(*sizes: int, statements: int = STATEMENTS, noise: float = 0.1) -> Problem:
    """So many people of each opinion; now and then somebody passes."""
    rng = np.random.default_rng(7)
    opinions = [TASTES[camp] for camp, size in enumerate(sizes) for _ in range(size)]
    events = [
        (str(voter), str(statement), 0 if rng.random() < noise else opinion[statement])
        for voter, opinion in enumerate(opinions)
        for statement in range(statements)
    ]
    return Problem.from_events(events, [Statement(str(each)) for each in range(statements)])


@pytest.mark.parametrize("sizes", [(20, 20), (20, 15, 12), (60, 80, 40), (9, 9, 9, 9)])
def test_the_camps_are_found(sizes: tuple[int, ...]) -> None:
    answer = analyse(camps(*sizes))
    truth = [camp for camp, size in enumerate(sizes) for _ in range(size)]
    assert rand_index(answer.group.tolist(), truth) == 1.0
    assert [each.size for each in answer.groups] == sorted(sizes, reverse=True)


def test_above_a_hundred_people_a_hundred_clusters_stand_for_them() -> None:
    answer = analyse(camps(150, 200, 120))
    assert [each.size for each in answer.groups] == [200, 150, 120]
    assert len(set(answer.state.base)) == 100


def test_another_number_of_groups_is_shown_once_it_has_won_four_times_in_a_row() -> None:
    two, three = camps(25, 25), camps(25, 25, 25)
    state = analyse(two).state
    shown = []
    for problem in (three, three, three, two, three, three, three, three, three):
        answer = analyse(problem, start=state)
        state = State.from_json(answer.state.to_json())
        shown.append(len(answer.groups))
    assert shown == [2, 2, 2, 2, 2, 2, 2, 3, 3]


def test_groups_keep_their_names_when_one_comes_in_between() -> None:
    first = analyse(camps(25, 30))
    later = analyse(camps(25, 30, 45), start=replace(first.state, winner=3, wins=3))
    assert later.group.tolist() == [*first.group.tolist()[:55], *[2] * 45]
    assert [(each.id, each.size) for each in later.groups] == [(0, 30), (1, 25), (2, 45)]


def test_axes_keep_their_direction() -> None:
    first = analyse(camps(25, 30))
    turned = {name: (-x, -y) for name, (x, y) in first.state.axes.items()}
    later = analyse(camps(25, 30), start=replace(first.state, axes=turned))
    assert np.allclose(later.positions, -first.positions)
    assert later.group.tolist() == first.group.tolist()


def test_who_has_voted_little_is_grouped_only_while_few_have_voted_more() -> None:
    """Sixteen have seven votes or more, so one with six is left out; of fourteen the next most busy come in too."""
    assert analyse(thinned({16: 20, 3: 6})).group.tolist().count(-1) == 3
    few = analyse(thinned({12: 20, 4: 6, 5: 2}))
    assert few.group.tolist().count(-1) == 5
    assert Warned("grouped_with_few_votes", "4") in few.warnings
    assert Warned("not_grouped", "5") in few.warnings


def test_who_was_grouped_stays_so() -> None:
    early = analyse(thinned({12: 20, 4: 6, 5: 2}))
    later = analyse(thinned({12: 20, 4: 6, 5: 2, 10: 24}), start=early.state)
    assert later.group.tolist().count(-1) == 5


def thinned(votes: dict[int, int]) -> Problem:
    """So many people with so many votes each."""
    each = [cast for people, cast in votes.items() for _ in range(people)]
    events = [
        (str(voter), str(statement), TASTES[voter % 2][statement])
        for voter, cast in enumerate(each)
        for statement in range(cast)
    ]
    return Problem.from_events(events, [Statement(str(number)) for number in range(STATEMENTS)])


def test_given_groups_are_taken_as_they_are() -> None:
    problem = camps(10, 10)
    answer = analyse(problem, groups={"0": 7, "1": 7, "15": 3})
    assert [(each.id, each.size) for each in answer.groups] == [(3, 1), (7, 2)]
    assert answer.group_votes[:, :, 2].tolist() == [[1] * STATEMENTS, [2] * STATEMENTS]


def test_groups_grow_from_given_centres() -> None:
    problem = camps(20, 15)
    middles = [each.centre for each in analyse(problem).groups]
    answer = analyse(problem, centres=middles[::-1])
    assert [each.size for each in answer.groups] == [15, 20]
