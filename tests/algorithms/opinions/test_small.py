"""Conversations that have hardly begun."""

import pytest

from trilogue.algorithms.opinions import Problem, State, Statement, analyse
from trilogue.algorithms.opinions.answer import Warned

Events = list[tuple[str, str, int]]
ONE_VOTE: Events = [("a", "1", 1)]
ALL_PASS: Events = [(voter, statement, 0) for voter in "abc" for statement in "12"]
ALL_AGREE: Events = [(voter, statement, 1) for voter in "abcdefgh" for statement in "12"]
TWO_SIDES: Events = [("a", "1", 1), ("b", "1", -1)]
APART: Events = [("a", "1", 1), ("b", "2", -1), ("c", "1", -1), ("d", "2", 1)]


def conversation(events: Events, statements: str = "123") -> Problem:
    return Problem.from_events(
        events, [Statement(each) for each in statements], delegation={"a": "KR", "b": "JP"}, sizes={"KR": 5}
    )


@pytest.mark.parametrize("events", [[], ONE_VOTE, ALL_PASS, ALL_AGREE, TWO_SIDES, APART])
def test_it_is_analysed_and_analysed_again(events: Events) -> None:
    first = analyse(conversation(events))
    again = analyse(conversation(events), start=State.from_json(first.state.to_json()))
    assert again.group.tolist() == first.group.tolist()
    assert sum(each.size for each in first.groups) == len(first.voters)
    analyse(conversation(events), groups={})
    analyse(conversation(events), centres=[(0.0, 0.0), (1.0, 1.0)])


def test_without_votes_there_are_no_groups_and_that_is_said() -> None:
    answer = analyse(conversation([]))
    assert answer.groups == ()
    assert answer.group_informed_consensus.tolist() == [0.0] * 3
    assert Warned("no_votes") in answer.warnings


def test_without_statements_there_is_nothing() -> None:
    answer = analyse(Problem.from_events([], []))
    assert (answer.voters, answer.statements, answer.support) == ((), (), ())


@pytest.mark.parametrize("events", [ONE_VOTE, ALL_PASS, ALL_AGREE])
def test_without_a_difference_there_is_one_group(events: Events) -> None:
    answer = analyse(conversation(events))
    assert len(answer.groups) == 1
    assert Warned("one_opinion") in answer.warnings
    assert not answer.positions.any()


def test_two_opinions_are_two_groups() -> None:
    assert [each.size for each in analyse(conversation(TWO_SIDES)).groups] == [1, 1]


def test_a_statement_that_nobody_has_seen_is_worth_asking() -> None:
    answer = analyse(conversation(ALL_PASS))
    assert answer.priorities[2] == pytest.approx((0.25 * 9) ** 2)
    assert answer.priorities[2] > answer.priorities[0]


def test_a_group_without_a_fit_statement_shows_the_one_that_comes_nearest() -> None:
    events = [("a", "1", 1), ("b", "1", -1), ("a", "2", 0), ("b", "2", 0)]
    assert all(len(each.representative) == 1 for each in analyse(conversation(events)).groups)
