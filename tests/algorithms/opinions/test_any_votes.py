"""Whatever people vote, in whatever order: finite figures, lists that agree with them, nobody treated by name."""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from trilogue.algorithms.opinions import Analysis, Problem, State, Statement, analyse
from trilogue.algorithms.opinions.lists import needed

COUNTRIES = ("CN", "JP", "KR")


@dataclass(frozen=True)
class Conversation:
    events: list[tuple[int, int, int]]
    statements: list[Statement]
    countries: list[str | None]
    sizes: dict[str, int]
    strict: bool

    def problem(self, names: list[str], order: list[int] | None = None) -> Problem:
        events = [self.events[place] for place in order] if order else self.events
        return Problem.from_events(
            [(names[voter], str(statement), value) for voter, statement, value in events],
            self.statements,
            strict=self.strict,
            delegation={
                name: country
                for name, country in zip(names, self.countries, strict=True)
                if country is not None
            },
            sizes=self.sizes,
        )

    def final(self) -> "Conversation":
        last = {(voter, statement): value for voter, statement, value in self.events}
        return replace(self, events=[(*place, value) for place, value in last.items()])


@st.composite
def conversations(draw: st.DrawFn) -> Conversation:
    voters, statements = draw(st.integers(0, 40)), draw(st.integers(0, 14))
    event = st.tuples(
        st.integers(0, max(0, voters - 1)),
        st.integers(0, max(0, statements - 1)),
        st.sampled_from([1, 1, 0, -1]),
    )
    seed = draw(st.integers(0, 2**32 - 1))
    share = draw(st.floats(0, 1))
    dense = np.random.default_rng(seed)
    many = [
        (
            voter,
            statement,
            int(dense.integers(-1, 2)) if dense.random() < 0.3 else (1, -1)[(voter + statement) % 2],
        )
        for voter in range(voters)
        for statement in range(statements)
        if dense.random() < share
    ]
    few = draw(st.lists(event, max_size=30)) if voters and statements else []
    return Conversation(
        many + few,
        [
            Statement(
                str(name),
                draw(st.sampled_from([1, 1, 1, 0, -1])),
                draw(st.sampled_from([False, False, True])),
            )
            for name in range(statements)
        ],
        draw(st.lists(st.sampled_from([*COUNTRIES, None]), min_size=voters, max_size=voters)),
        draw(st.dictionaries(st.sampled_from(COUNTRIES), st.integers(0, 30))),
        draw(st.booleans()),
    )


def names(conversation: Conversation) -> list[str]:
    return [f"v{number}" for number in range(len(conversation.countries))]


@settings(max_examples=60, deadline=None)
@given(conversations())
def test_every_figure_is_finite_and_every_list_keeps_its_promise(conversation: Conversation) -> None:
    answer = analyse(conversation.problem(names(conversation)))
    assert all(math.isfinite(number) for number in numbers(json.loads(answer.to_json())))
    listed = [
        {each.statement for each in part}
        for part in (
            answer.supported_by_all, answer.rejected_by_all, answer.divides_countries, answer.not_enough_votes
        )
    ]  # fmt: skip
    assert sum(map(len, listed)) == len(set().union(*listed))
    for each in answer.supported_by_all:
        support = [one for one in answer.support if one.statement == each.statement]
        assert all(one.supports >= 0.95 - 1e-9 and one.seen >= needed(one.size) >= 5 for one in support)
        assert min(one.supports for one in support) == each.probability
    assert all(
        0 <= each.supports + each.rejects <= 1 + 1e-9 for each in (*answer.support, *answer.group_support)
    )
    assert sum(group.size for group in answer.groups) == (answer.group >= 0).sum()
    State.from_json(answer.state.to_json())


@settings(max_examples=60, deadline=None)
@given(conversations(), st.randoms(use_true_random=False))
def test_other_names_of_the_voters_give_the_same_answer_under_those_names(
    conversation: Conversation, random: Any
) -> None:
    known = names(conversation)
    others = [f"w{number}" for number in range(len(known))]
    random.shuffle(others)
    one, other = analyse(conversation.problem(known)), analyse(conversation.problem(others))
    assert by_voter(one) == {
        old: by_voter(other)[new] for old, new in zip(known, others, strict=True) if new in by_voter(other)
    }
    assert one.groups == other.groups
    assert one.support == other.support
    assert one.priorities.tolist() == other.priorities.tolist()


@settings(max_examples=60, deadline=None)
@given(conversations(), st.randoms(use_true_random=False))
def test_the_same_final_votes_in_any_order_give_the_same_bytes(
    conversation: Conversation, random: Any
) -> None:
    known, final = names(conversation), conversation.final()
    order = list(range(len(final.events)))
    random.shuffle(order)
    first = analyse(conversation.problem(known)).to_json()
    assert analyse(final.problem(known, order)).to_json() == first


@settings(max_examples=40, deadline=None)
@given(conversations())
def test_the_same_votes_again_change_no_group(conversation: Conversation) -> None:
    problem = conversation.problem(names(conversation))
    first = analyse(problem)
    again = analyse(problem, start=first.state)
    assert again.group.tolist() == first.group.tolist()


def by_voter(answer: Analysis) -> dict[str, tuple[list[float], int]]:
    return {
        voter: (place, group)
        for voter, place, group in zip(
            answer.voters, answer.positions.tolist(), answer.group.tolist(), strict=True
        )
    }


def numbers(value: Any) -> Iterator[float]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from numbers(each)
    elif isinstance(value, float):
        yield value
