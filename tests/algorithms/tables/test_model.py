from typing import Any

import pytest

from trilogue.algorithms.tables import Person, Problem
from trilogue.algorithms.tables.model import Fixed, ProblemError, Weight

PEOPLE = (Person("a", "A"), Person("b", "B"))


@pytest.mark.parametrize(
    ("changes", "code", "place", "who"),
    [
        ({"rounds": 0}, "too_small", "rounds", "0"),
        ({"tables": 0}, "too_small", "tables", "0"),
        ({"presence": "loud"}, "unknown_choice", "presence", "loud"),
        ({"language": "loud"}, "unknown_choice", "language", "loud"),
        ({"people": (*PEOPLE, Person("a", "C"))}, "duplicate_person", "people[2].id", "a"),
        ({"people": (Person("a", "A", absent=frozenset({0})),)}, "too_small", "people[0].absent", "0"),
        ({"known": (("a", "b"), ("a", "x"))}, "unknown_person", "known[1]", "x"),
        ({"apart": (("x", "b"),)}, "unknown_person", "apart[0]", "x"),
        ({"together": (("b", "b"),)}, "pair_of_one", "together[0]", "b"),
        ({"leaders": ("x",)}, "unknown_person", "leaders", "x"),
        ({"leaders": ("a", "a")}, "named_twice", "leaders", "a"),
        ({"frozen": ((("a",), ("a",)),)}, "named_twice", "frozen[0]", "a"),
        ({"frozen": ((("x",),),)}, "unknown_person", "frozen[0]", "x"),
        ({"frozen": ((), (), ())}, "too_many_frozen", "frozen", "3"),
        ({"sizes": ((2, 0), (3, -1))}, "too_small", "sizes[1]", "-1"),
        ({"fixed": (Fixed("x", 1, 1),)}, "unknown_person", "fixed[0]", "x"),
        ({"fixed": (Fixed("a", 0, 1),)}, "too_small", "fixed[0].round", "0"),
        ({"fixed": (Fixed("a", 1, 3),)}, "too_large", "fixed[0].table", "3"),
        ({"interpreters": -1}, "too_small", "interpreters", "-1"),
        ({"earlier": (("a", "b"), ("a", "a"))}, "named_twice", "earlier[1]", "a"),
        ({"weights": (Weight("a", "x", 1),)}, "unknown_person", "weights[0]", "x"),
    ],
)
def test_a_problem_that_contradicts_itself_says_where(
    changes: dict[str, Any], code: str, place: str, who: str
) -> None:
    with pytest.raises(ProblemError) as error:
        Problem(**{"people": PEOPLE, "rounds": 2, "tables": 2, **changes})
    assert (error.value.code, error.value.place, error.value.who) == (code, place, who)
