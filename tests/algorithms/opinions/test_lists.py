"""What all delegations support, reject, are divided over, and have not voted on enough."""

from collections.abc import Iterable

import pytest

from trilogue.algorithms.opinions import Analysis, Problem, Statement, analyse
from trilogue.algorithms.opinions.answer import Warned

SIZES = {"CN": 35, "JP": 15, "KR": 38}
Votes = tuple[str, str, int, int, int]
"""Statement, country, how many agree, pass and disagree."""


def asked(votes: Iterable[Votes], *, sizes: dict[str, int] | None = None, **options: Statement) -> Analysis:
    listed = list(votes)
    events = [
        (f"{country}{number}", statement, value)
        for statement, country, agree, passing, disagree in listed
        for number, value in enumerate([1] * agree + [0] * passing + [-1] * disagree)
    ]
    known = {name: options.get(f"s{name}", Statement(name)) for name, *_ in listed}
    return analyse(
        Problem.from_events(
            events,
            known.values(),
            delegation={voter: voter[:2] for voter, _, _ in events},
            sizes=SIZES if sizes is None else sizes,
        )
    )


def everywhere(name: str, agree: int, passing: int = 0, disagree: int = 0) -> list[Votes]:
    """The same share of every country's people votes in each way; the counts are of fifteen people."""
    return [
        (name, country, round(agree * size / 15), round(passing * size / 15), round(disagree * size / 15))
        for country, size in SIZES.items()
    ]


def test_what_a_majority_of_every_delegation_agrees_with() -> None:
    answer = asked([*everywhere("1", 13), *everywhere("2", 8, 0, 7)])
    assert [each.statement for each in answer.supported_by_all] == ["1", "2"]


def test_a_pass_is_no_agreement() -> None:
    answer = asked(everywhere("1", 7, 8))
    assert answer.supported_by_all == ()


def test_a_few_early_answers_are_not_relied_on() -> None:
    """Of 38, eight who all agree make a majority likelier than 19 in 20, but half of them have to be heard."""
    answer = asked([("1", "KR", 8, 0, 0)], sizes={"KR": 38})
    (support,) = answer.support
    assert support.supports > 0.95
    assert not support.enough
    assert answer.supported_by_all == ()
    assert [(each.statement, each.missing, each.weakest) for each in answer.not_enough_votes] == [
        ("1", 11, "KR")
    ]


def test_one_small_delegation_can_withhold_it_and_is_named_where_it_is_weakest() -> None:
    answer = asked(
        [
            *[("1", "CN", 30, 0, 5), ("1", "KR", 30, 0, 8), ("1", "JP", 8, 0, 7)],
            *[("2", "CN", 35, 0, 0), ("2", "KR", 38, 0, 0), ("2", "JP", 7, 0, 8)],
        ]
    )
    assert [each.statement for each in answer.supported_by_all] == ["1"]
    (divides,) = answer.divides_countries
    assert (divides.statement, divides.supports, divides.opposes) == ("2", "KR", "JP")
    assert divides.score == pytest.approx(39 / 40 - 8 / 17)


def test_the_weakest_delegation_is_shown() -> None:
    answer = asked([("1", "CN", 35, 0, 0), ("1", "KR", 38, 0, 0), ("1", "JP", 8, 0, 3)])
    (listed,) = answer.supported_by_all
    assert (listed.weakest, listed.probability) == ("JP", 1.0)
    assert listed.score == pytest.approx(36 / 37 * 39 / 40 * 9 / 13)


def test_equal_statements_stand_in_the_natural_order_of_their_ids() -> None:
    answer = asked([*everywhere("b", 13), *everywhere("10", 13), *everywhere("a", 13), *everywhere("9", 13)])
    assert [each.statement for each in answer.supported_by_all] == ["9", "10", "a", "b"]


def test_what_all_reject() -> None:
    answer = asked([*everywhere("1", 1, 0, 13), *everywhere("2", 0, 15)])
    assert [each.statement for each in answer.rejected_by_all] == ["1"]


def test_rejected_unmoderated_and_process_statements_are_in_no_list_but_are_counted() -> None:
    answer = asked(
        [*everywhere("1", 15), *everywhere("2", 15), *everywhere("3", 15), *everywhere("4", 15)],
        s1=Statement("1", moderated=-1),
        s2=Statement("2", moderated=0),
        s3=Statement("3", meta=True),
    )
    assert [each.statement for each in answer.supported_by_all] == ["4"]
    assert {each.supports for each in answer.support} == {1.0}


def test_a_delegation_of_four_never_has_enough_votes_and_that_is_said() -> None:
    answer = asked([("1", "KR", 4, 0, 0)], sizes={"KR": 4})
    assert answer.supported_by_all == ()
    assert Warned("delegation_too_small", "KR") in answer.warnings


def test_a_country_is_as_large_as_the_number_who_voted_for_it() -> None:
    answer = asked([("1", "KR", 9, 0, 0)], sizes={"KR": 6})
    assert answer.support[0].size == 9
    assert Warned("more_voters_than_size", "KR") in answer.warnings


def test_a_country_without_people_is_not_asked() -> None:
    answer = asked([("1", "KR", 9, 0, 0)], sizes={"KR": 9, "JP": 0})
    assert [each.who for each in answer.support] == ["KR"]
    assert [each.statement for each in answer.supported_by_all] == ["1"]


def test_without_delegations_nothing_is_said_of_them() -> None:
    answer = analyse(Problem.from_events([("a", "1", 1)], [Statement("1")]))
    assert (answer.support, answer.supported_by_all, answer.not_enough_votes) == ((), (), ())


def test_voters_of_no_country_are_mentioned() -> None:
    problem = Problem.from_events(
        [("a", "1", 1), ("b", "1", 1)], [Statement("1")], delegation={"a": "KR"}, sizes={"KR": 5}
    )
    assert Warned("voters_without_delegation", "1") in analyse(problem).warnings


def test_what_divides_groups_is_told_apart_from_what_divides_countries() -> None:
    """Each country has as many of either opinion: nothing divides countries, everything divides the groups."""
    events = [
        (f"{country}{number}", str(statement), (1 if number % 2 else -1) * (1 if statement % 2 else -1))
        for country in ("JP", "KR")
        for number in range(20)
        for statement in range(8)
    ]
    answer = analyse(
        Problem.from_events(
            events,
            [Statement(str(number)) for number in range(8)],
            delegation={each[0]: each[0][:2] for each in events},
        )
    )
    assert answer.divides_countries == ()
    assert [each.statement for each in answer.divides_groups] == [str(number) for number in range(8)]
    assert {each.size for each in answer.group_support} == {20}
