"""Rules that cannot all be kept are refused with the fewest people who show it; what is merely odd is planned."""

from typing import Any

import pytest

from trilogue.algorithms.tables import Person, Plan, Problem, check, solve
from trilogue.algorithms.tables.model import Fixed, ProblemError

SIX = tuple(Person(f"p{number}", "AB"[number % 2]) for number in range(6))
CHAIN = (("p0", "p1"), ("p1", "p2"), ("p2", "p3"))


def planned(problem: Problem) -> Any:
    return solve(problem, stop=lambda done, _cost: done >= 500, seed=1)


def away(*rounds: int) -> tuple[Person, ...]:
    return (Person("p0", "A", absent=frozenset(rounds)), *SIX[1:])


def at(who: str, table: int, number: int = 1) -> Fixed:
    return Fixed(who, number, table)


@pytest.mark.parametrize(
    ("changes", "code", "people", "rules"),
    [
        (
            {"apart": (("p1", "p0"),), "together": (("p0", "p1"),)},
            "apart_and_together",
            "p0 p1",
            "apart together",
        ),
        (
            {"apart": (("p0", "p2"),), "together": CHAIN[:2]},
            "apart_and_together",
            "p0 p1 p2",
            "apart together",
        ),
        ({"leaders": ("p0", "p1"), "together": CHAIN[:1]}, "leaders_together", "p0 p1", "leaders together"),
        ({"leaders": ("p3", "p1", "p0")}, "too_many_leaders", "p0 p1 p3", "leaders tables"),
        ({"together": CHAIN}, "together_too_large", "p0 p1 p2 p3", "together sizes"),
        ({"together": CHAIN[:2], "sizes": ((2, 4), (2, 4))}, "", "", ""),
        ({"fixed": (at("p0", 1), at("p0", 2))}, "fixed_twice", "p0", "fixed"),
        ({"fixed": (at("p0", 1), at("p0", 1))}, "", "", ""),
        ({"fixed": (at("p0", 1),), "people": away(1)}, "fixed_absent", "p0", "fixed absent"),
        ({"fixed": (at("p0", 1, 2),), "people": away(1)}, "", "", ""),
        (
            {"fixed": (at("p0", 1), at("p2", 2)), "together": CHAIN},
            "fixed_together_apart",
            "p0 p1 p2",
            "fixed together",
        ),
        (
            {"fixed": (at("p0", 1), at("p1", 1)), "apart": CHAIN[:1]},
            "fixed_together_apart",
            "p0 p1",
            "fixed apart",
        ),
        (
            {"fixed": (at("p0", 1), at("p2", 1)), "together": CHAIN[:1], "apart": CHAIN[1:2]},
            "fixed_together_apart",
            "p1 p2",
            "fixed together apart",
        ),
        (
            {"fixed": (at("p0", 1), at("p1", 1)), "leaders": ("p0", "p1")},
            "leaders_together",
            "p0 p1",
            "fixed leaders",
        ),
        ({"fixed": tuple(at(f"p{n}", 2) for n in range(4))}, "table_too_full", "p0 p1 p2 p3", "fixed sizes"),
        (
            {"fixed": (at("p0", 1), at("p4", 1), at("p5", 1)), "together": CHAIN[:1]},
            "table_too_full",
            "p0 p1 p4 p5",
            "fixed together sizes",
        ),
        ({"apart": (*CHAIN[:2], ("p0", "p2"))}, "too_many_apart", "p0 p1 p2", "apart tables"),
        ({"apart": CHAIN[:1], "tables": 1}, "too_many_apart", "p0 p1", "apart tables"),
        (
            {"leaders": ("p0", "p1"), "apart": (("p0", "p2"), ("p1", "p2"))},
            "too_many_apart",
            "p0 p1 p2",
            "apart leaders tables",
        ),
        ({"sizes": ((4, 1), (3, 3))}, "sizes_do_not_fit", "", "sizes people"),
        ({"sizes": ((3, 3),)}, "sizes_do_not_fit", "", "sizes rounds"),
        ({"sizes": ((3, 3, 0), (3, 3))}, "sizes_do_not_fit", "", "sizes tables"),
        ({"people": ()}, "nobody_there", "", ""),
        ({"people": (Person("a", "A", absent=frozenset({1, 2})),)}, "nobody_there", "", "absent"),
        ({"people": SIX[:1]}, "one_person", "p0", ""),
        (
            {"people": tuple(Person(f"p{n}", "A", home="city") for n in range(4))},
            "one_country",
            "p0 p1",
            "country known",
        ),
        ({"people": tuple(Person(f"p{n}", "A") for n in range(4))}, "", "", ""),
        ({"tables": 6}, "", "", ""),
        ({"leaders": ("p0",), "people": away(1)}, "", "", ""),
    ],
)
def test_a_contradiction_names_the_fewest_people_and_its_rules(
    changes: dict[str, Any], code: str, people: str, rules: str
) -> None:
    problem = Problem(**{"people": SIX, "rounds": 2, "tables": 2, **changes})
    if not code:
        assert planned(problem).report.violations == ()
        return
    with pytest.raises(ProblemError) as error:
        planned(problem)
    found = error.value
    assert (found.code, " ".join(found.people), " ".join(found.rules)) == (code, people, rules)


def test_who_is_never_there_together_contradicts_nobody() -> None:
    people = (Person("p0", "A", absent=frozenset({1})), Person("p1", "B", absent=frozenset({2})), *SIX[2:])
    problem = Problem(people, 2, 2, apart=CHAIN[:1], together=CHAIN[:1])
    assert planned(problem).report.violations == ()


def test_what_was_played_contradicts_nothing_to_come() -> None:
    people = (Person("p0", "A", absent=frozenset({2})), *SIX[1:])
    played = (("p0", "p1", "p2"), ("p3", "p4", "p5"))
    problem = Problem(people, 2, 2, apart=CHAIN[:1], together=CHAIN[:1], frozen=(played,))
    assert {broken.round for broken in planned(problem).report.violations} == {1}


def test_a_plan_made_under_other_rules_can_still_be_counted() -> None:
    problem = Problem(SIX, 1, 2, apart=CHAIN[:1], together=CHAIN[:1])
    plan = Plan(((("p0", "p1", "p2"), ("p3", "p4", "p5")),))
    assert [broken.code for broken in check(problem, plan).violations] == ["apart"]
