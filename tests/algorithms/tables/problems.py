"""Problems with every kind of rule, none of which contradicts another."""

from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from trilogue.algorithms.tables import Person, Problem, solve
from trilogue.algorithms.tables.model import Fixed, ProblemError

LANGUAGES = ["ko", "ja", "zh"]
GOVERNMENTS = st.none() | st.sampled_from(["g1", "g2", "g3", "g4"])


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    size = draw(st.integers(2, 24))
    rounds = draw(st.integers(1, 4))
    tables = draw(st.integers(1, 6))
    ids = [f"p{number:02}" for number in range(size)]
    pairs = st.lists(_few(ids, 2), max_size=3).map(tuple)
    people = tuple(_person(draw, who) for who in ids)
    problem = Problem(
        people,
        rounds,
        tables,
        known=draw(pairs),
        apart=draw(pairs),
        together=draw(pairs),
        leaders=draw(_few(ids, draw(st.integers(0, min(tables, size))))),
        presence=draw(st.sampled_from(["soft", "hard", "off"])),
        language=draw(st.sampled_from(["soft", "hard", "off"])),
        fixed=tuple(
            Fixed(who, draw(st.integers(1, rounds)), draw(st.integers(1, tables)))
            for who in draw(_few(ids, draw(st.integers(0, 2))))
        ),
        interpreters=draw(st.none() | st.integers(0, 2)),
        earlier=draw(st.lists(_few(ids, min(size, 4)), max_size=2).map(tuple)),
    )
    if draw(st.booleans()):
        problem = changed(problem, sizes=tuple(_sizes(draw, problem, number) for number in range(rounds)))
    played = draw(st.integers(0, rounds - 1))
    try:
        before = solve(problem, stop=lambda done, _cost: done >= 20, seed=1).plan
        problem = changed(problem, frozen=before.rounds[:played])
        solve(problem, stop=lambda _done, _cost: True, seed=1)
    except ProblemError:
        assume(False)
    return problem


def changed(problem: Problem, **changes: object) -> Problem:
    fields: dict[str, Any] = {name: getattr(problem, name) for name in Problem.__dataclass_fields__}
    return Problem(**{**fields, **changes})


def _person(draw: st.DrawFn, who: str) -> Person:
    return Person(
        who,
        draw(st.sampled_from("ABC")),
        draw(GOVERNMENTS),
        draw(GOVERNMENTS),
        frozenset(draw(st.sets(st.sampled_from(LANGUAGES)))),
        frozenset(draw(st.sets(st.integers(1, 4), max_size=1))),
        gender=draw(st.sampled_from(["f", "m", None])),
    )


def _few(ids: list[str], size: int) -> st.SearchStrategy[Any]:
    return st.lists(st.sampled_from(ids), min_size=size, max_size=size, unique=True).map(tuple)


def _sizes(draw: st.DrawFn, problem: Problem, number: int) -> tuple[int, ...]:
    """Any sizes that add up to who is there."""
    people = sum(number + 1 not in person.absent for person in problem.people)
    cuts = sorted(
        draw(st.lists(st.integers(0, people), min_size=problem.tables - 1, max_size=problem.tables - 1))
    )
    return tuple(end - start for start, end in zip([0, *cuts], [*cuts, people], strict=True))
