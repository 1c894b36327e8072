"""The same figures as Polis, on two conversations of which its full answer is known."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.algorithms.opinions.conversations import (
    DEV,
    FIXTURES,
    Reference,
    events,
    rand_index,
    reference,
    rows,
    statements,
)
from trilogue.algorithms.opinions import Analysis, Problem, State, analyse
from trilogue.algorithms.opinions.answer import Representative
from trilogue.algorithms.opinions.ballots import count


@pytest.fixture(params=FIXTURES)
def known(request: pytest.FixtureRequest, shared: Path) -> Reference:
    return reference(shared, request.param)


def with_groups_of_polis(known: Reference) -> Analysis:
    return analyse(known.problem, groups=known.group_of)


def who_is_in(known: Reference) -> State:
    """Polis never lets go of who was grouped early, when few had voted; so it is told who that was."""
    return State(voters=tuple(map(str, known.polis["in-conv"])))


def test_the_axes(known: Reference) -> None:
    answer = analyse(known.problem)
    for axis, polis in enumerate(known.polis["pca"]["comps"]):
        ours = np.array([answer.state.axes.get(name, (0.0, 0.0))[axis] for name in answer.statements])
        cosine = np.dot(ours, polis) / np.linalg.norm(ours) / np.linalg.norm(polis)
        assert abs(cosine) >= 0.99999


def test_the_positions_but_for_a_mirror(known: Reference) -> None:
    answer = analyse(known.problem)
    base = known.polis["base-clusters"]
    place = dict(zip(answer.voters, answer.positions.tolist(), strict=True))
    for members, x, y in zip(base["members"], base["x"], base["y"], strict=True):
        if len(members) == 1:
            assert np.abs(place[str(members[0])]) == pytest.approx([abs(x), abs(y)], abs=1e-9)


def test_group_informed_consensus(known: Reference) -> None:
    answer = with_groups_of_polis(known)
    for name, value in zip(answer.statements, answer.group_informed_consensus.tolist(), strict=True):
        assert abs(value - known.polis["group-aware-consensus"][name]) <= 1e-12


def test_votes_of_the_groups(known: Reference) -> None:
    answer = with_groups_of_polis(known)
    for group, votes in zip(answer.groups, answer.group_votes.tolist(), strict=True):
        polis = known.polis["group-votes"][str(group.id)]
        assert group.size == polis["n-members"]
        for name, (agree, disagree, seen) in zip(answer.statements, votes, strict=True):
            assert polis["votes"][name] == {"A": agree, "D": disagree, "S": seen}


def test_representative_statements(known: Reference) -> None:
    for group in with_groups_of_polis(known).groups:
        polis = known.polis["repness"][str(group.id)]
        assert [named(each) for each in group.representative] == [named_by_polis(each) for each in polis]
        assert [figures(each) for each in group.representative] == [
            pytest.approx([each[key] for key in ("p-success", "p-test", "repness", "repness-test")], abs=1e-6)
            for each in polis
        ]


def named(entry: Representative) -> tuple[str, str, int, int, bool, int | None]:
    return (
        entry.statement, entry.side, entry.successes, entry.trials, entry.best_agree, entry.agrees
    )  # fmt: skip


def named_by_polis(entry: dict[str, Any]) -> tuple[str, str, int, int, bool, int | None]:
    return (
        str(entry["tid"]), entry["repful-for"], entry["n-success"], entry["n-trials"],
        entry.get("best-agree", False), entry.get("n-agree"),
    )  # fmt: skip


def figures(entry: Representative) -> list[float]:
    return [entry.share, entry.test, entry.ratio, entry.ratio_test]


def test_priorities(known: Reference) -> None:
    answer = with_groups_of_polis(known)
    for name, value in zip(answer.statements, answer.priorities.tolist(), strict=True):
        assert abs(value - known.polis["comment-priorities"][name]) <= 1e-9


def test_consensus_in_order(known: Reference) -> None:
    answer = analyse(known.problem)
    for side, ours in (("agree", answer.consensus_agree), ("disagree", answer.consensus_disagree)):
        assert [(each.statement, each.successes, each.trials) for each in ours] == [
            (str(each["tid"]), each["n-success"], each["n-trials"]) for each in known.polis["consensus"][side]
        ]
        assert [(each.share, each.test) for each in ours] == [
            pytest.approx((each["p-success"], each["p-test"]), abs=1e-12)
            for each in known.polis["consensus"][side]
        ]


def test_as_many_groups(known: Reference) -> None:
    assert len(analyse(known.problem).groups) == len(known.polis["group-clusters"])
    assert len(analyse(known.problem, start=who_is_in(known)).groups) == len(known.polis["group-clusters"])


def test_the_groups_that_grow_from_the_centres_of_polis(known: Reference) -> None:
    answer = analyse(known.problem, start=who_is_in(known), centres=centres(known))
    ours = {
        voter: group for voter, group in zip(answer.voters, answer.group.tolist(), strict=True) if group >= 0
    }
    polis = known.group_of
    assert ours.keys() == polis.keys()
    assert rand_index([ours[each] for each in polis], list(polis.values())) >= 0.95


def centres(known: Reference) -> list[tuple[float, float]]:
    """Polis's centres, with each axis pointing the way ours does; where it counts an agreement as -1, we do as 1."""
    weights = analyse(known.problem).state.axes
    signs = [
        -np.sign(
            sum(weights.get(str(name), (0.0, 0.0))[axis] * weight for name, weight in enumerate(component))
        )
        for axis, component in enumerate(known.polis["pca"]["comps"])
    ]
    return [
        (signs[0] * group["center"][0], signs[1] * group["center"][1])
        for group in known.polis["group-clusters"]
    ]


def test_groups_are_at_least_as_tight_as_those_of_polis(known: Reference) -> None:
    answer = analyse(known.problem, start=who_is_in(known))
    place = dict(zip(answer.voters, answer.positions, strict=True))
    ours = dict(zip(answer.voters, answer.group.tolist(), strict=True))
    assert looseness(place, {each: ours[each] for each in known.group_of}) <= looseness(place, known.group_of)


def looseness(place: dict[str, Any], group_of: dict[str, int]) -> float:
    """The sum of squared distances to the middle of one's group."""
    members = [
        [place[voter] for voter in group_of if group_of[voter] == group] for group in set(group_of.values())
    ]
    return float(sum(((np.array(each) - np.mean(each, axis=0)) ** 2).sum() for each in members))


@pytest.mark.parametrize("name", DEV)
def test_the_last_votes_are_the_published_table(shared: Path, name: str) -> None:
    ballots = count(Problem.from_events(events(shared, name), statements(shared, name)))
    ours = {
        (ballots.voters[ballots.owner[row]], ballots.statements[column].id): value
        for row, column, value in zip(
            ballots.row.tolist(), ballots.column.tolist(), ballots.value.tolist(), strict=True
        )
    }
    published = {
        (row["participant"], column): int(cell)
        for row in rows(shared, name, "participants-votes.csv")
        for column, cell in row.items()
        if column.isdecimal() and cell
    }
    assert ours == published
