"""What a problem refuses, and which of a voter's votes counts."""

import numpy as np
import pytest

from trilogue.algorithms.opinions import Problem, State, Statement, analyse
from trilogue.algorithms.opinions.model import ProblemError, natural

STATEMENTS = [Statement("1"), Statement("2")]


def refused(error: pytest.ExceptionInfo[ProblemError]) -> tuple[str, str, str]:
    return error.value.code, error.value.place, error.value.who


def test_the_last_vote_of_a_voter_on_a_statement_counts() -> None:
    events = [("a", "1", 1), ("b", "1", 1), ("a", "1", -1), ("a", "1", 0), ("b", "1", -1)]
    answer = analyse(Problem.from_events(events, STATEMENTS, delegation={"a": "KR", "b": "KR"}))
    first = answer.support[0]
    assert (first.agree, first.disagree, first.passes, first.seen) == (0, 1, 1, 2)


def test_the_last_vote_counts_in_a_table_too_large_to_be_laid_out_at_once() -> None:
    statements = [Statement(str(number)) for number in range(2000)]
    voters = [f"v{number}" for number in range(20_000)]
    problem = Problem(
        voters, statements,
        np.array([0, 19_999, 0, 19_999, 10_000], np.int32), np.array([7, 7, 7, 7, 7], np.int32),
        np.array([1, 1, -1, 0, 1], np.int8), delegation=dict.fromkeys(voters, "KR"),
    )  # fmt: skip
    support = next(each for each in analyse(problem).support if each.statement == "7")
    assert (support.agree, support.disagree, support.passes) == (1, 1, 1)


def test_an_unknown_statement_is_named() -> None:
    with pytest.raises(ProblemError) as error:
        Problem.from_events([("a", "3", 1)], STATEMENTS)
    assert refused(error) == ("unknown_statement", "events", "3")


@pytest.mark.parametrize("value", [2, -2, 255, 257])
def test_a_value_that_is_no_vote_is_named_with_its_place(value: int) -> None:
    with pytest.raises(ProblemError) as error:
        Problem.from_events([("a", "1", 1), ("a", "2", value)], STATEMENTS)
    assert refused(error) == ("unknown_value", "event 2", str(value))


def test_repeated_ids_are_refused() -> None:
    with pytest.raises(ProblemError) as error:
        Problem.from_events([], [Statement("1"), Statement("2"), Statement("1")])
    assert refused(error) == ("repeated_id", "statements", "1")


def test_events_of_nobody_and_of_uneven_length_are_refused() -> None:
    one, two = np.array([1], np.int32), np.array([0, 0], np.int32)
    with pytest.raises(ProblemError, match="unknown_voter"):
        Problem(["a"], STATEMENTS, one, one, one.astype(np.int8))
    with pytest.raises(ProblemError, match="lengths_differ"):
        Problem(["a"], STATEMENTS, two, one, one.astype(np.int8))


def test_a_country_of_less_than_nobody_is_refused() -> None:
    with pytest.raises(ProblemError, match="negative_size"):
        Problem.from_events([], STATEMENTS, sizes={"KR": -1})


def test_ids_that_are_numbers_stand_by_their_value_before_all_others() -> None:
    ids = ["10", "b", "9", "", "a9", "09", "a10", "９"]
    ordered = ["09", "9", "10", "", "a10", "a9", "b", "９"]
    assert sorted(ids, key=natural) == ordered


def test_who_has_not_voted_is_listed_when_named() -> None:
    answer = analyse(Problem.from_events([("b", "1", 1)], STATEMENTS, voters=["c", "a"]))
    assert answer.voters == ("a", "b", "c")
    assert answer.group.tolist() == [-1, 0, -1]


def test_a_state_whose_labels_are_of_others_is_refused() -> None:
    text = analyse(Problem.from_events([("b", "1", 1)], STATEMENTS)).state.to_json()
    with pytest.raises(ValueError, match="other voters"):
        State.from_json(text.replace('"voters":["b"]', '"voters":["b","c"]'))


@pytest.mark.parametrize("text", ["[]", "{}", '{"form":2}', "no", '{"form":1,"axes":3}'])
def test_what_is_no_state_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"state|Expecting"):
        State.from_json(text)
