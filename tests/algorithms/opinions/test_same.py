"""The same votes give the same bytes, whoever counts them and in whatever order they arrived."""

import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
import pytest

from tests.algorithms.opinions.conversations import DEV, events, statements
from trilogue.algorithms.opinions import Analysis, Problem, State, Statement, analyse

NAME = "brexit-consensus"
STEP = 25
LONG = [pytest.param(name, marks=pytest.mark.prove) for name in DEV if name != NAME]
ONE_WORKER = """
import json, sys
from trilogue.algorithms.opinions import Problem, State, Statement, analyse
asked = json.load(sys.stdin)
start = State.from_json(asked["state"]) if asked["state"] else None
answer = analyse(Problem.from_events(asked["events"], [Statement(each) for each in asked["statements"]]), start=start)
print(json.dumps([answer.to_json(), answer.state.to_json()]))
"""


@pytest.mark.parametrize("name", DEV)
def test_the_order_of_arrival_does_not_matter(shared: Path, name: str) -> None:
    """Of the votes that count: those of different voters, or on different statements, may arrive in any order."""
    votes = {(voter, statement): value for voter, statement, value in events(shared, name)}
    arrived = [(voter, statement, value) for (voter, statement), value in votes.items()]
    known = statements(shared, name)
    first = analyse(Problem.from_events(arrived, known))
    for seed in range(3):
        Random(seed).shuffle(arrived)
        Random(seed).shuffle(known)
        again = analyse(Problem.from_events(arrived, known))
        assert again.to_json() == first.to_json()
        assert again.state.to_json() == first.state.to_json()


def test_votes_that_were_taken_back_leave_no_trace(shared: Path) -> None:
    log, known = events(shared, NAME), statements(shared, NAME)
    final = [(voter, name, value) for (voter, name), value in {each[:2]: each[2] for each in log}.items()]
    assert (
        analyse(Problem.from_events(log, known)).to_json()
        == analyse(Problem.from_events(final, known)).to_json()
    )


def test_a_restart_between_any_two_updates_changes_nothing(shared: Path) -> None:
    log, known = events(shared, NAME), statements(shared, NAME)
    living: State | None = None
    restarted = ""
    for after in range(200, 2200, 200):
        problem = Problem.from_events(log[:after], known)
        one = analyse(problem, start=living)
        other = analyse(problem, start=State.from_json(restarted) if restarted else None)
        living, restarted = one.state, other.state.to_json()
        assert one.to_json() == other.to_json()
        assert living.to_json() == restarted


def test_other_processes_and_numbers_of_threads_change_nothing(shared: Path) -> None:
    log = events(shared, NAME)[:3000]
    names = [each.id for each in statements(shared, NAME)]
    ours = analyse(Problem.from_events(log[:2900], list(map(Statement, names))))
    state = ours.state.to_json()
    here = analyse(Problem.from_events(log, list(map(Statement, names))), start=ours.state)
    asked = json.dumps({"events": log, "statements": names[::-1], "state": state})
    for threads in ("1", "2"):
        environment = {
            **os.environ,
            "OPENBLAS_NUM_THREADS": threads,
            "OMP_NUM_THREADS": threads,
            "PYTHONHASHSEED": threads,
        }
        done = subprocess.run(
            [sys.executable, "-c", ONE_WORKER],
            input=asked,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert json.loads(done.stdout) == [here.to_json(), here.state.to_json()]


@pytest.mark.parametrize("name", [NAME, *LONG])
def test_groups_keep_their_names_and_number_while_votes_come_in(shared: Path, name: str) -> None:
    """Over a replay in steps of 25 votes at most 6 in 100 change their group, and the number of groups seldom."""
    answers = list(replayed(shared, name))
    churn = [changed(one, other) for one, other in pairwise(answers)]
    limit = 0.06 if len(answers) > 100 else 0.1
    assert sum(churn) / len(churn) <= limit
    assert sum(len(one.groups) != len(other.groups) for one, other in pairwise(answers)) <= 15


def replayed(shared: Path, name: str) -> list[Analysis]:
    log, known = events(shared, name), statements(shared, name)
    answers: list[Analysis] = []
    for after in range(STEP, len(log) + STEP, STEP):
        start = State.from_json(answers[-1].state.to_json()) if answers else None
        answers.append(analyse(Problem.from_events(log[:after], known, strict=False), start=start))
    return answers


def changed(one: Analysis, other: Analysis) -> float:
    """The share of voters in another group than before, of those who were grouped before and still are."""
    before = {voter: group for voter, group in zip(one.voters, one.group.tolist(), strict=True) if group >= 0}
    after = {
        voter: group for voter, group in zip(other.voters, other.group.tolist(), strict=True) if group >= 0
    }
    both = before.keys() & after.keys()
    return float(np.mean([before[voter] != after[voter] for voter in both])) if both else 0.0
