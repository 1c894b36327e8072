"""Nothing small is published, nothing withheld can be worked out, and no step is about fewer than five people."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.algorithms.opinions.attackers import VALUES, Attacker, Place, attacker, bare
from tests.algorithms.opinions.crowds import Crowd, conversations, vote
from trilogue.algorithms.opinions import Problem, Statement, analyse
from trilogue.algorithms.opinions.answer import Support
from trilogue.algorithms.opinions.attack import UNANSWERED, Row, inferred
from trilogue.algorithms.opinions.disclosure import (
    Counts,
    Finding,
    Published,
    complete,
    drawable_groups,
    movement,
    release,
)
from trilogue.algorithms.opinions.shown import Form, Shown, Tally, Verdict, show
from trilogue.algorithms.opinions.standing import dividing, standings

SIZES = {"KR": 38, "JP": 15, "CN": 35}
slow = settings(deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def told(**tallies: Tally) -> Mapping[str, Shown]:
    """The final publication of one statement on which the three delegations voted so."""
    return release(None, Counts({"1": tallies}, SIZES), closed=True).statements["1"].delegations


def secrets(published: Published, counts: Counts) -> list[Place]:
    """What the attacker recovers, but who did not answer where everybody who ever voted did."""
    found = attacker(published, counts).certain()
    silent = (
        {place for place in attacker(bare(published), counts).certain() if place[2] == UNANSWERED}
        if found
        else ()
    )
    return [place for place in found if place not in silent]


@settings(slow, max_examples=100)
@given(conversations(most_statements=4))
def test_an_attacker_who_solves_linear_programs_recovers_no_cell(talk: Crowd) -> None:
    """Sizes, turnout, every cell by delegation and by group, and sums as they are shown."""
    counts = talk.counts()
    assert secrets(release(None, counts, closed=True), counts) == []


@pytest.mark.prove
@settings(slow, max_examples=500)
@given(conversations(most_statements=4))
def test_an_attacker_recovers_no_cell_of_five_hundred_tables(talk: Crowd) -> None:
    counts = talk.counts()
    assert secrets(release(None, counts, closed=True), counts) == []


@settings(slow, max_examples=50)
@given(conversations(most_statements=4))
def test_the_single_votes_add_nothing_to_what_their_own_sums_tell(talk: Crowd) -> None:
    """Who has the votes without names knows the exact sums; where everybody agreed, that tells of everybody."""
    counts = talk.counts()
    published = release(None, counts, closed=True)
    found = attacker(published, counts, rows=True).certain()
    assert set(found) <= set(attacker(bare(published), counts, rows=True).certain())


@pytest.mark.prove
@settings(slow, max_examples=60, derandomize=False)
@given(conversations())
def test_an_attacker_recovers_no_cell_of_many_tables(talk: Crowd) -> None:
    counts = talk.counts()
    published = release(None, counts, closed=True)
    assert secrets(published, counts) == []
    found = attacker(published, counts, rows=True).certain()
    assert set(found) <= set(attacker(bare(published), counts, rows=True).certain())


def test_a_suppressed_delegation_needs_another_beside_it() -> None:
    """Three people of Japan answered: with the sum and the two others they could be worked out."""
    counts = Counts(
        {"1": {"KR": Tally(20, 10, 8), "JP": Tally(1, 1, 1), "CN": Tally(20, 10, 5)}}, SIZES, SIZES
    )
    published = release(None, counts, closed=True)
    shown = published.statements["1"].delegations
    assert shown["JP"].form is Form.WITHHELD
    assert [shown[name].form for name in ("KR", "CN")].count(Form.WITHHELD) == 1
    assert attacker(published, counts, rows=True).certain() == []


def test_a_count_near_all_needs_another_blurred_beside_it() -> None:
    """Korea: 36 of 38 agree. The sum and two exact counts would tell that two did not."""
    shown = told(KR=Tally(36, 1, 1), JP=Tally(8, 6, 1), CN=Tally(20, 10, 5))
    assert (shown["KR"].form, shown["KR"].agree, shown["KR"].share) == (Form.MOST_AGREE, (34, 38), (89, 100))
    assert [shown[name].agree for name in ("JP", "CN")] != [(8, 8), (20, 20)]


@pytest.mark.parametrize("dissent", range(5))
def test_nobody_learns_whether_a_delegation_was_unanimous(dissent: int) -> None:
    assert show(Tally(15 - dissent, dissent, 0), 15) == show(Tally(15, 0, 0), 15)
    assert show(Tally(40 - dissent, 0, dissent), 40).share == (90, 100)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 30))
def test_the_truth_lies_in_what_is_shown_and_no_exact_count_is_small(
    agree: int, disagree: int, passed: int, silent: int
) -> None:
    tally = Tally(agree, disagree, passed)
    shown = show(tally, tally.seen + silent)
    if tally.seen < 5:
        assert shown == Shown(Form.WITHHELD, Verdict.WITHHELD)
        return
    said = (shown.agree, shown.disagree, shown.passed)
    for count, ranged in zip((agree, disagree, passed), said, strict=True):
        assert ranged
        assert ranged[0] <= count <= ranged[1]
        if ranged[0] == ranged[1]:
            assert count >= 5
            assert tally.seen - count >= 5
    assert shown.share
    assert shown.share[0] <= 100 * agree / tally.seen <= shown.share[1]


@pytest.mark.parametrize("seen", [*range(5, 31), 38])
@pytest.mark.parametrize("silent", [0, 1, 4])
def test_who_knows_the_rules_learns_no_small_count_from_the_form_that_was_chosen(
    seen: int, silent: int
) -> None:
    """All outcomes that look alike, not only the ranges that are said."""
    alike: dict[Shown, list[Tally]] = defaultdict(list)
    for agree in range(seen + 1):
        for disagree in range(seen + 1 - agree):
            tally = Tally(agree, disagree, seen - agree - disagree)
            alike[show(tally, seen + silent)].append(tally)
    for shown, tallies in alike.items():
        for name in ("agree", "disagree", "passed"):
            counts = {getattr(tally, name) for tally in tallies}
            if shown.form is not Form.WITHHELD and len(counts) == 1:
                assert min(*counts, seen - max(counts), 5) == 5
            elif shown.form is not Form.WITHHELD:
                assert not counts <= {1, 2, 3, 4}
                assert not {seen - count for count in counts} <= {1, 2, 3, 4}


@pytest.mark.parametrize(
    ("tally", "verdict"),
    [
        (Tally(8, 7, 0), Verdict.SUPPORTS),
        (Tally(7, 8, 0), Verdict.REJECTS),
        (Tally(7, 7, 1), Verdict.LACKS_MAJORITY),
        (Tally(6, 4, 1), Verdict.OPEN),
        (Tally(7, 0, 0), Verdict.NOT_ENOUGH_VOTES),
    ],
)
def test_the_verdict_is_the_engine_s(tally: Tally, verdict: Verdict) -> None:
    assert show(tally, 15).verdict is verdict


@settings(slow, max_examples=60)
@given(st.data())
def test_the_sixteen_inequalities_find_what_a_linear_program_finds(data: st.DataObject) -> None:
    truth = data.draw(st.lists(st.tuples(*[st.integers(0, 9)] * 4), min_size=1, max_size=4))
    rows = []
    for counts in truth:
        near = [
            (max(0, count - data.draw(st.integers(0, 5))), count + data.draw(st.integers(0, 5)))
            for count in counts
        ]
        rows.append(Row(sum(counts), (near[0], near[1], near[2], near[3])))
    total = Tally(*(sum(counts[value] for counts in truth) for value in range(3)))
    attack = Attacker()
    cells = [
        [attack.unknown(*each) for each in zip(row.ranges, counts, strict=True)]
        for row, counts in zip(rows, truth, strict=True)
    ]
    for own, counts in zip(cells, truth, strict=True):
        attack.learn(dict.fromkeys(own, 1.0), sum(counts))
    for value in range(VALUES):
        attack.learn({own[value]: 1.0 for own in cells}, sum(counts[value] for counts in truth))
    for own, found in zip(cells, inferred(rows, total), strict=True):
        assert list(found) == [attack.extremes(cell) for cell in own]


@settings(slow, max_examples=60)
@given(
    conversations(most_statements=4),
    st.lists(st.tuples(st.integers(0, 2**32), st.sampled_from((0.02, 0.1, 0.3))), max_size=8),
    st.lists(st.booleans(), min_size=9, max_size=9),
)
def test_the_difference_of_any_two_publications_is_about_five_people_or_nobody(
    talk: Crowd, later: list[tuple[int, float]], closings: list[bool]
) -> None:
    """Voting may be closed, opened again and closed again."""
    assert [people for people in _differences(talk, later, closings) if 0 < len(people) < 5] == []


def _differences(talk: Crowd, later: list[tuple[int, float]], closings: list[bool]) -> Iterator[set[str]]:
    """For every two states in which something published of a part differs: whose votes differ between them."""
    published: Published | None = None
    states: list[tuple[Published, dict[str, Mapping[tuple[str, str], int]]]] = []
    behind: dict[str, Mapping[tuple[str, str], int]] = {}
    for number, closed in enumerate(closings[: len(later) + 1]):
        if number:
            vote(talk, *later[number - 1])
        before, published = published, release(published, talk.counts(), closed=closed)
        behind = {**behind, **_moved(before or Published(), published, talk)}
        states.append((published, behind))
        _assert_nothing_is_recovered(published, talk)
    for index, (old, old_votes) in enumerate(states):
        for new, new_votes in states[index + 1 :]:
            yield from _between(talk, (old, old_votes), (new, new_votes))


def _assert_nothing_is_recovered(published: Published, talk: Crowd) -> None:
    """Of what has just become complete, beside cells that were published before."""
    counts = talk.counts()
    now = {
        statement: finding
        for statement, finding in published.statements.items()
        if finding.complete
        and all(
            published.basis[statement][part][-1] == tally
            for part, tally in counts.delegations[statement].items()
            if part in finding.delegations
        )
        and (
            not finding.groups
            or all(
                published.group_basis[statement][part][-1] == tally
                for part, tally in counts.groups[statement].items()
            )
        )
    }
    state = Published(published.parts, now)
    found = attacker(state, counts, rows=True).certain() if now else []
    assert set(found) <= set(attacker(bare(state), counts, rows=True).certain() if found else [])


def _moved(before: Published, after: Published, talk: Crowd) -> dict[str, Mapping[tuple[str, str], int]]:
    """The votes behind every cell that has new counts behind it."""
    votes = dict(talk.votes)
    return {
        f"{statement} {part}": votes
        for old, new in ((before.basis, after.basis), (before.group_basis, after.group_basis))
        for statement, cells in new.items()
        for part, history in cells.items()
        if old.get(statement, {}).get(part) != history
    }


def _between(
    talk: Crowd,
    old: tuple[Published, Mapping[str, Mapping[tuple[str, str], int]]],
    new: tuple[Published, Mapping[str, Mapping[tuple[str, str], int]]],
) -> Iterator[set[str]]:
    parts = new[0].parts
    for statement, after in new[0].statements.items():
        before = old[0].statements.get(statement, Finding())
        for view in ("delegations", "groups"):
            one, other = getattr(before, view), getattr(after, view)
            for part in {*one} & {*other}:
                if one[part] == other[part]:
                    continue
                key = f"{statement} {part}"
                members = {
                    voter
                    for voter in talk.country
                    if part in {parts.get(talk.country[voter]), talk.group[voter]}
                }
                yield {
                    voter
                    for voter in members
                    if old[1][key].get((voter, statement)) != new[1][key].get((voter, statement))
                }


def votes(agree: int, disagree: int = 0, passed: int = 0) -> Counts:
    """Of one statement; Korea and China have voted and stay as they are, Japan has so many votes."""
    return Counts(
        {"1": {"KR": Tally(20, 12, 6), "JP": Tally(agree, disagree, passed), "CN": Tally(15, 15, 5)}}, SIZES
    )


def test_a_cell_waits_until_five_votes_moved() -> None:
    first = release(None, votes(5))
    assert first.statements["1"].delegations["JP"].seen == 5
    assert release(first, votes(7, 2)) == first
    assert release(first, votes(7, 3)).statements["1"].delegations["JP"].seen == 10


def test_a_cell_does_not_come_back_to_nearly_what_it_was() -> None:
    """10, then 5, then 9 that agree: the first and the last would differ by one person."""
    first = release(None, votes(10, 5))
    second = release(first, votes(5, 10))
    assert second != first
    assert release(second, votes(9, 6)) == second
    assert (
        release(second, votes(10, 5)).statements["1"].delegations["JP"]
        == first.statements["1"].delegations["JP"]
    )


def test_the_last_few_votes_stay_out_of_every_figure_and_the_rows_stay_in() -> None:
    first = release(None, votes(6, 5))
    last = release(first, votes(8, 5), closed=True)
    assert last.statements["1"] == first.statements["1"]
    assert complete(last) == frozenset()
    assert complete(release(first, votes(6, 5), closed=True)) == {"1"}
    assert complete(release(first, votes(6, 9), closed=True)) == frozenset()
    assert complete(release(first, votes(6, 9, 1), closed=True)) == {"1"}


def test_groups_and_exact_sums_come_only_with_the_complete_figures() -> None:
    groups = {"1": {"a": Tally(30, 7, 3), "b": Tally(11, 25, 8)}}
    counts = Counts(votes(6, 5).delegations, SIZES, {}, groups, {"a": 41, "b": 47})
    assert release(None, counts).statements["1"].groups == {}
    assert release(None, counts, closed=True).statements["1"].groups.keys() == {"a", "b"}
    wrong = Counts(counts.delegations, SIZES, {}, {"1": {"a": Tally(1)}}, {"a": 1})
    with pytest.raises(ValueError, match="other sums"):
        release(None, wrong, closed=True)


def test_groups_are_withheld_where_they_would_tell_of_a_delegation_what_its_cell_does_not() -> None:
    """One delegation: what its verdict leaves open, two groups would add up to."""
    tallies = {"a": Tally(5, 18, 0), "b": Tally(6, 2, 3)}
    counts = Counts(
        {"1": {"JP": Tally(11, 20, 3)}}, {"JP": 43}, {"JP": 34}, {"1": tallies}, {"a": 23, "b": 11}
    )
    published = release(None, counts, closed=True)
    assert published.statements["1"].groups == {}
    assert secrets(published, counts) == []


def test_a_tiny_delegation_is_counted_with_the_smallest_other_for_good() -> None:
    sizes = {**SIZES, "MN": 3}
    counts = Counts({"1": {"KR": Tally(20, 12, 6), "JP": Tally(6, 6), "MN": Tally(1, 2)}}, sizes)
    published = release(None, counts)
    assert published.parts == {"KR": "KR", "JP": "JP", "CN": "CN", "MN": "JP"}
    assert published.statements["1"].delegations["JP"].seen == 15
    assert release(published, Counts(counts.delegations, {**sizes, "MN": 9})).parts == published.parts


def test_an_erased_voter_moves_nothing() -> None:
    first = release(None, votes(10, 5))
    assert release(first, votes(9, 5)) == first


def test_what_is_published_survives_the_database() -> None:
    counts = Counts(votes(6, 5).delegations, SIZES, SIZES, {"1": {"a": Tally(41, 32, 11)}}, {"a": 88})
    published = release(None, counts, closed=True)
    text = published.to_json()
    assert Published.from_json(text) == published
    assert Published.from_json(text).to_json() == text
    assert json.loads(text)["statements"]["1"]["complete"] is True


def test_the_public_lists_come_from_what_is_published_alone() -> None:
    counts = Counts(
        {
            "10": {"KR": Tally(38), "JP": Tally(15), "CN": Tally(35)},
            "9": {"KR": Tally(36, 2), "JP": Tally(14, 1), "CN": Tally(33, 2)},
            "2": {"KR": Tally(25, 8, 5), "JP": Tally(9, 6), "CN": Tally(25, 10)},
            "3": {"KR": Tally(30, 8), "JP": Tally(4, 11), "CN": Tally(17, 17, 1)},
            "4": {"KR": Tally(8, 30), "JP": Tally(4, 11), "CN": Tally(5, 30)},
        },
        SIZES,
    )
    published = release(None, counts, closed=True)
    supported = standings(published, Verdict.SUPPORTS)
    assert [each.statement for each in supported] == ["9", "10", "2"]
    assert supported[0].score == supported[1].score, (
        "unanimity ranks no higher than nearly all: it would be known"
    )
    assert [each.statement for each in standings(published, Verdict.REJECTS)] == ["4"]
    assert [(each.statement, each.supports, each.opposes) for each in dividing(published)] == [
        ("3", "KR", "JP")
    ]


@settings(slow, max_examples=60)
@given(
    st.lists(st.tuples(*[st.tuples(*[st.integers(0, 12)] * 3)] * 3), min_size=1, max_size=6),
    st.integers(0, 9),
)
def test_published_verdicts_and_lists_are_the_engine_s_or_withheld(
    tallies: list[tuple[tuple[int, int, int], ...]], silent: int
) -> None:
    """A list holds nothing that the engine's does not, and lacks only what a withheld verdict hides."""
    countries = ("KR", "JP", "CN")
    sizes = {
        country: max(sum(each[place]) for each in tallies) + silent for place, country in enumerate(countries)
    }
    events = [
        (f"{country}{number}", str(statement), value)
        for statement, each in enumerate(tallies)
        for country, counts in zip(countries, each, strict=True)
        for number, value in enumerate([1] * counts[0] + [-1] * counts[1] + [0] * counts[2])
    ]
    country = {f"{name}{number}": name for name, size in sizes.items() for number in range(size)}
    statements = [Statement(str(number)) for number in range(len(tallies))]
    exact = analyse(Problem.from_events(events, statements, delegation=country, sizes=sizes))
    counts = {
        str(number): {name: Tally(*each[place]) for place, name in enumerate(countries)}
        for number, each in enumerate(tallies)
    }
    published = release(None, Counts(counts, sizes), closed=True)
    support = {(each.statement, each.who): each for each in exact.support}
    for statement, finding in published.statements.items():
        for name, shown in finding.delegations.items():
            if shown.verdict is not Verdict.WITHHELD:
                assert shown.verdict is _verdict(support[statement, name])
    hidden = {
        statement
        for statement, finding in published.statements.items()
        if any(shown.verdict is Verdict.WITHHELD for shown in finding.delegations.values())
        or len(finding.delegations) < len(set(published.parts.values()))
    } | {
        each
        for each in counts
        if each not in published.statements or not published.statements[each].delegations
    }
    if set(published.parts.values()) == set(countries):
        for ours, theirs in (
            (standings(published, Verdict.SUPPORTS), exact.supported_by_all),
            (standings(published, Verdict.REJECTS), exact.rejected_by_all),
            (dividing(published), exact.divides_countries),
        ):
            assert {each.statement for each in ours} <= {each.statement for each in theirs}
            assert {each.statement for each in theirs} - {each.statement for each in ours} <= hidden


def _verdict(votes: Support) -> Verdict:
    if not votes.enough:
        return Verdict.NOT_ENOUGH_VOTES
    if votes.supports >= 0.95 - 1e-9:
        return Verdict.SUPPORTS
    if votes.rejects >= 0.95 - 1e-9:
        return Verdict.REJECTS
    return Verdict.LACKS_MAJORITY if votes.supports <= 0.05 + 1e-9 else Verdict.OPEN


@given(st.tuples(*[st.integers(0, 30)] * 3), st.tuples(*[st.integers(0, 30)] * 3))
def test_movement_never_exceeds_the_people_who_changed(
    before: tuple[int, int, int], now: tuple[int, int, int]
) -> None:
    """The fewest is reached when everybody who could stay stays."""
    stay = sum(map(min, zip(before, now, strict=True)))
    assert movement(Tally(*before), Tally(*now)) == max(sum(before), sum(now)) - stay


def test_a_small_group_is_drawn_with_the_nearest() -> None:
    sizes = {0: 3, 1: 20, 2: 30, 3: 1}
    centres = {0: (0.0, 0.0), 1: (5.0, 0.0), 2: (1.0, 1.0), 3: (0.1, 0.0)}
    assert drawable_groups(sizes, centres) == {0: 2, 1: 1, 2: 2, 3: 2}
    assert drawable_groups({0: 2, 1: 1}, {0: (0.0, 0.0), 1: (1.0, 0.0)}) == {0: 0, 1: 0}
    assert drawable_groups({}, {}) == {}
