"""From votes to the snapshot: what is let out and when, and that the same votes always give the same bytes."""

import os
import pickle
import random
import subprocess
import sys

import pytest

from tests import factories
from tests.domain.opinions.electorate import SIZES, ballots, camps, electorate, go, put, put_all
from trilogue.domain.opinions.actions import snapshots
from trilogue.domain.opinions.choices import Phase, StatementState
from trilogue.domain.opinions.models import Conversation, Snapshot, Statement, Vote
from trilogue.domain.opinions.planning import Watcher, gather, refresh
from trilogue.domain.opinions.queries import Results, results

pytestmark = pytest.mark.django_db
MEASURES = 10
KEPT = ("state", "published", "priorities", "content")


def make(*, measures: int = MEASURES) -> Conversation:
    conversation = factories.create_conversation()
    for _ in range(measures):
        factories.create_statement(conversation)
    electorate(conversation)
    return conversation


def kept(conversation: Conversation) -> tuple[object, ...]:
    snapshot = Snapshot.objects.get(conversation=conversation, ballot="open")
    return tuple(getattr(snapshot, name) for name in KEPT)


def shown(conversation: Conversation, *, ballot: str = "open") -> Results:
    found = results(Conversation.objects.get(pk=conversation.pk), ballot=ballot)
    assert found is not None
    return found


def measures(conversation: Conversation) -> list[Statement]:
    return list(conversation.statements.order_by("number"))


def test_before_the_reveal_there_is_nothing_but_the_order_of_the_cards() -> None:
    conversation = make()
    put_all(conversation, ballots(camps, MEASURES))
    for phase in (Phase.VOTE, Phase.DISCUSS, Phase.CLOSED):
        go(conversation, phase, revealed=False)
        refresh(conversation)
        snapshot = Snapshot.objects.get(conversation=conversation, ballot="open")
        assert (snapshot.content, snapshot.number) == ({}, 0)
        assert '"figures":""' in snapshot.published
        assert set(snapshot.priorities) == {str(each.pk) for each in measures(conversation)}


def test_a_measure_on_which_a_delegation_hardly_voted_comes_sooner() -> None:
    conversation = make()
    refresh(conversation)
    put_all(conversation, ballots(camps, MEASURES))
    refresh(conversation)
    priorities = Snapshot.objects.get(conversation=conversation, ballot="open").priorities
    neglected = measures(conversation)[3]
    assert max(priorities, key=lambda each: priorities[each]) == str(neglected.pk)


def test_lists_and_map_after_the_vote() -> None:
    conversation = make()
    put_all(conversation, ballots(camps, MEASURES))
    go(conversation, Phase.DISCUSS)
    refresh(conversation)
    found, every = shown(conversation), measures(conversation)
    assert [each.statement for each in found.supported] == [every[0]]
    assert [each.statement for each in found.rejected] == [every[1]]
    assert every[2] in [each.statement for each in found.divides]
    assert every[0] not in [each.statement for each in found.divides]
    assert [each.statement for each in found.undecided] == [every[3]]
    assert {each.statement for each in found.divides_groups} >= set(every[4:])
    assert found.voters == sum(SIZES.values())
    assert sum(each.size for each in found.groups) == len(found.points) == found.voters
    assert all(each.agrees and each.disagrees for each in found.groups)
    assert {each.country for each in found.all[0].shares} == set(SIZES)
    assert found.all[3].shares[0].votes is None


def test_no_figure_of_fewer_than_five_and_never_that_all_agree() -> None:
    conversation = make(measures=1)
    put_all(conversation, ballots(lambda *_: 1, 1))
    go(conversation, Phase.DISCUSS)
    refresh(conversation)
    for share in shown(conversation).all[0].shares:
        assert share.percent is None
        assert share.high == 100
        assert share.low < 100


def test_while_voting_goes_on_figures_move_in_batches_and_there_is_no_map() -> None:
    conversation = make()
    votes = ballots(camps, MEASURES)
    half = [each for each in votes if int(each[0][2:10], 16) % 2]
    put_all(conversation, half)
    go(conversation, Phase.VOTE)
    refresh(conversation)
    before = shown(conversation)
    assert not before.groups
    assert not before.points
    put(conversation, [each for each in votes if each not in half][:4])
    refresh(conversation)
    after = shown(conversation)
    assert [each.shares for each in after.all] == [each.shares for each in before.all]


def test_the_map_stands_until_five_people_have_changed_their_votes() -> None:
    conversation = make()
    put_all(conversation, ballots(camps, MEASURES))
    go(conversation, Phase.DISCUSS)
    refresh(conversation)
    drawn = shown(conversation).points
    people = list(Vote.objects.order_by("voter").values_list("voter", flat=True).distinct())
    for changed, moves in ((people[:4], False), (people[4:5], True)):
        go(conversation, Phase.VOTE)
        put(conversation, [(voter, number, -1) for voter in changed for number in range(MEASURES)])
        go(conversation, Phase.DISCUSS)
        refresh(conversation)
        assert (shown(conversation).points != drawn) is moves


def test_merged_rejected_and_measures_about_the_exchange_are_in_no_result() -> None:
    conversation = make()
    put_all(conversation, ballots(camps, MEASURES))
    merged, rejected, about = measures(conversation)[:3]
    Statement.objects.filter(pk=merged.pk).update(state=StatementState.MERGED)
    Statement.objects.filter(pk=rejected.pk).update(state=StatementState.REJECTED, reason="topic")
    Statement.objects.filter(pk=about.pk).update(about_process=True)
    go(conversation, Phase.DISCUSS)
    refresh(conversation)
    found = shown(conversation)
    told = {each.statement for each in found.all}
    told |= {each for group in found.groups for each in (*group.agrees, *group.disagrees)}
    assert told == set(measures(conversation)[3:])


def test_nothing_in_the_content_leads_back_to_somebody() -> None:
    conversation = make()
    put_all(conversation, ballots(camps, MEASURES))
    go(conversation, Phase.DISCUSS)
    refresh(conversation)
    snapshot = Snapshot.objects.get(conversation=conversation, ballot="open")
    said = repr(snapshot.content)
    assert not any(key in said for key in Vote.objects.values_list("voter", flat=True).distinct())
    points = snapshot.content["map"]["points"]
    assert points == sorted(points, key=lambda point: (point[2], point[0], point[1]))
    assert all(len(point) == 3 for point in points)


def test_twice_is_once() -> None:
    conversation = make()
    put_all(conversation, ballots(camps, MEASURES))
    go(conversation, Phase.DISCUSS)
    assert refresh(conversation)
    before = kept(conversation)
    assert not refresh(conversation)
    assert kept(conversation) == before
    assert shown(conversation).number == 1


def test_the_order_of_arrival_leaves_no_trace() -> None:
    """Whatever came in between: changes of mind, and votes in any order."""
    conversation = make()
    votes = [each for each in ballots(camps, MEASURES) if each[0][2] in "012345"]
    outcomes = set()
    for seed in range(3):
        shuffled = random.Random(seed).sample(votes, len(votes))
        put(conversation, [(voter, number, -(value or 0)) for voter, number, value in shuffled[::7]])
        put(conversation, shuffled)
        go(conversation, Phase.DISCUSS)
        refresh(conversation)
        outcomes.add(repr(kept(conversation)))
        Snapshot.objects.all().delete()
        Vote.objects.all().delete()
    assert len(outcomes) == 1


def test_a_worker_that_is_killed_between_updates_changes_nothing() -> None:
    """What the next computation goes on from is in the database alone: a worker that begins anew adds nothing."""
    conversation = make()
    votes = ballots(camps, MEASURES)
    outcomes = set()
    for killed in (False, True):
        watcher = Watcher()
        for part in range(5):
            put_all(conversation, [each for each in votes if int(each[0][2:10], 16) % 5 == part])
            go(conversation, Phase.VOTE if part < 4 else Phase.DISCUSS)
            watcher = Watcher() if killed else watcher
            for each, looks in list(watcher.changed()) * 2:
                watcher.refresh(each, looks)
        outcomes.add(repr(kept(conversation)))
        Snapshot.objects.all().delete()
        Vote.objects.all().delete()
    assert len(outcomes) == 1


RECKON = """
import django, pickle, sys
django.setup()
from trilogue.domain.opinions.planning.reckoning import reckon
sys.stdout.write(repr(reckon(*pickle.load(sys.stdin.buffer))))
"""


def test_another_process_computes_the_same_bytes() -> None:
    """Whatever the order of its sets and the number of its threads."""
    conversation = make()
    votes = ballots(camps, MEASURES)
    put_all(conversation, votes[::2])
    refresh(conversation)
    put_all(conversation, votes[1::2])
    go(conversation, Phase.DISCUSS)
    snapshot = Snapshot.objects.get(conversation=conversation, ballot="open")
    given = pickle.dumps((snapshot, gather(conversation)))
    told = {
        subprocess.run(
            [sys.executable, "-c", RECKON],
            input=given,
            env={**os.environ, "PYTHONHASHSEED": seed, "OPENBLAS_NUM_THREADS": seed},
            stdout=subprocess.PIPE,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


def test_the_watcher_sees_votes_moderation_and_the_reveal_and_rests_else() -> None:
    conversation, watcher = make(), Watcher()

    def look() -> bool:
        changed = list(watcher.changed())
        for each, looks in changed:
            watcher.refresh(each, looks)
        return bool(changed)

    assert look()
    assert not look()
    put(conversation, [("KR1", 0, 1)])
    assert look()
    put(conversation, [("KR1", 0, -1)])
    assert look()
    put(conversation, [("KR1", 0, None)])
    assert look()
    Statement.objects.filter(pk=measures(conversation)[0].pk).update(state=StatementState.MERGED)
    assert look()
    go(conversation, Phase.CLOSED, revealed=False)
    assert look()
    go(conversation, Phase.CLOSED)
    assert look()
    assert not look()


def test_who_comes_second_computes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    conversation = make()
    put_all(conversation, ballots(camps, MEASURES))
    go(conversation, Phase.DISCUSS)
    kept_by, tries = snapshots.keep, []

    def late(before: Snapshot, computed: snapshots.Computed) -> bool:
        tries.append(before.pk)
        if len(tries) == 1:
            assert kept_by(before, computed)
            Vote.objects.filter(voter__key__startswith="JP").delete()
        return kept_by(before, computed)

    monkeypatch.setattr(snapshots, "keep", late)
    assert refresh(conversation)
    assert len(tries) == 2
    assert shown(conversation).voters == SIZES["KR"] + SIZES["CN"]


def test_the_final_vote_has_figures_and_no_map() -> None:
    conversation = make()
    chosen = measures(conversation)[:2]
    for position, each in enumerate(chosen, start=1):
        factories.create_agenda_item(conversation, statement=each, position=position)
    put_all(conversation, ballots(camps, 3), ballot="final")
    go(conversation, Phase.DISCUSS)
    conversation.final_revealed_at = conversation.revealed_at
    conversation.save()
    refresh(conversation, "final")
    found = shown(conversation, ballot="final")
    assert [each.statement for each in found.all] == chosen
    assert [each.statement for each in found.supported] == chosen[:1]
    assert found.points == ()


def test_pages_load_no_numbers() -> None:
    """Numpy and scipy come with the first computation, and so never into a web process."""
    code = (
        "import django, sys; django.setup(); import trilogue.jobs.opinions, trilogue.config.urls;"
        "sys.exit('numpy' in sys.modules or 'scipy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
