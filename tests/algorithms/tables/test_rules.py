"""Every broken rule of a plan made by hand is found."""

import pytest

from trilogue.algorithms.tables import Person, Plan, Problem, check
from trilogue.algorithms.tables.model import Fixed, ProblemError, Round

PEOPLE = tuple(Person(who, who[0], languages=frozenset(who[0])) for who in ("A1", "A2", "B1", "B2"))
SEATS: Round = (("A1", "B1"), ("A2", "B2"))


def _codes(problem: Problem, *rounds: Round) -> list[str]:
    return [violation.code for violation in check(problem, Plan(rounds)).violations]


def test_a_good_plan_breaks_nothing() -> None:
    assert _codes(Problem(PEOPLE, 1, 2, presence="hard"), SEATS) == []


@pytest.mark.parametrize(
    ("seats", "codes"),
    [
        ((("A1", "B1"), ("A2",)), ["unseated"]),
        ((("A1", "B1"), ("A2", "B2", "A1")), ["seated_twice"]),
        ((("A1", "B1", "B2"), ("A2",)), ["sizes"]),
        ((("A1", "A2", "B1", "B2"),), ["sizes"]),
    ],
)
def test_wrong_seats_are_found(seats: Round, codes: list[str]) -> None:
    assert _codes(Problem(PEOPLE, 1, 2), seats) == codes


def test_who_is_absent_may_not_sit() -> None:
    people = (*PEOPLE[:3], Person("B2", "B", absent=frozenset({1})))
    assert _codes(Problem(people, 1, 2), SEATS) == ["absent_seated"]


def test_broken_wishes_are_found() -> None:
    assert _codes(Problem(PEOPLE, 1, 2, apart=(("B1", "A1"),)), SEATS) == ["apart"]
    assert _codes(Problem(PEOPLE, 1, 2, together=(("B1", "A2"),)), SEATS) == ["together"]
    assert _codes(Problem(PEOPLE, 1, 2, leaders=("B2", "A2")), SEATS) == ["leaders"]
    assert _codes(Problem(PEOPLE, 1, 2, language="hard"), SEATS) == ["no_common_language"] * 2


def test_a_seat_that_was_given_and_is_not_kept_is_found() -> None:
    fixed = (Fixed("A1", 1, 2), Fixed("B2", 1, 2))
    assert _codes(Problem(PEOPLE, 1, 2, fixed=fixed), SEATS) == ["fixed"]


def test_sizes_are_those_that_were_given() -> None:
    seats: Round = (("A1", "B1", "B2"), ("A2",))
    assert _codes(Problem(PEOPLE, 1, 2, sizes=((3, 1),)), seats) == []
    assert _codes(Problem(PEOPLE, 1, 2, sizes=((1, 3),)), seats) == ["sizes"]
    assert _codes(Problem(PEOPLE, 1, 2, sizes=((3, 1),)), SEATS) == ["sizes"]


def test_more_tables_without_a_common_language_than_interpreters_are_found() -> None:
    assert _codes(Problem(PEOPLE, 1, 2, language="hard", interpreters=1), SEATS) == ["interpreters"]
    assert _codes(Problem(PEOPLE, 1, 2, language="hard", interpreters=2), SEATS) == []
    assert _codes(Problem(PEOPLE, 1, 2, language="soft", interpreters=0), SEATS) == []


def test_a_country_missing_at_a_table_is_found() -> None:
    seats: Round = (("A1", "A2"), ("B1", "B2"))
    assert _codes(Problem(PEOPLE, 1, 2, presence="hard"), seats) == ["without_country"] * 2
    assert _codes(Problem(PEOPLE, 1, 2, presence="soft"), seats) == []


def test_a_changed_played_round_is_found() -> None:
    changed: Round = (("A1", "B2"), ("A2", "B1"))
    assert _codes(Problem(PEOPLE, 2, 2, frozen=(SEATS,)), SEATS, changed) == []
    assert _codes(Problem(PEOPLE, 2, 2, frozen=(SEATS,)), changed, SEATS) == ["frozen_changed"]


def test_a_plan_of_other_people_or_rounds_is_refused() -> None:
    with pytest.raises(ProblemError) as stranger:
        check(Problem(PEOPLE, 1, 2), Plan(((("A1", "X"), ()),)))
    assert (stranger.value.code, stranger.value.who) == ("unknown_person", "X")
    with pytest.raises(ProblemError) as other:
        check(Problem(PEOPLE, 1, 2), Plan(()))
    assert other.value.code == "other_rounds"


def test_colleagues_are_no_new_contacts() -> None:
    people = (Person("A1", "A", home="city"), Person("B1", "B", home="town", host="city"))
    report = check(Problem(people, 1, 1), Plan(((("A1", "B1"),),)))
    assert (report.cross.value, report.cross.bound, report.new.value, report.new.bound) == (0, 0, 0, 0)
