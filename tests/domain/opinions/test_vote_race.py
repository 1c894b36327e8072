"""Two telephones of one person, each sending many castings at the same moment, on the database of the run."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connections

from tests import factories
from tests.domain.opinions.exchange import NOW, actor, casting, official
from trilogue.domain.delegations.models import Participation
from trilogue.domain.opinions.actions import Casting, Kept, Refused, cast, go_to
from trilogue.domain.opinions.models import Conversation, Statement, Vote, VoteEvent, Voter
from trilogue.flows.mix_votes import mix
from trilogue.foundation.access import ANONYMOUS

pytestmark = pytest.mark.django_db(transaction=True)

DEVICES, THREADS = 2, 20
VALUES = (1, -1, 0, None)


@pytest.fixture
def conversation() -> Conversation:
    return factories.create_conversation()


def at_once(sendings: list[Callable[[], list[Kept]]]) -> list[Kept]:
    """All of them begin together, each in a thread and with a connection of its own."""
    together = Barrier(len(sendings))

    def send(sending: Callable[[], list[Kept]]) -> list[Kept]:
        try:
            together.wait()
            return sending()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(sendings)) as pool:
        return [kept for answer in pool.map(send, sendings) for kept in answer]


def sending(conversation: Conversation, who: Participation, *castings: Casting) -> Callable[[], list[Kept]]:
    return lambda: cast(conversation, castings, by=actor(who), ballot="open", now=NOW)


def written_by_a_device(statement: Statement) -> list[Casting]:
    """As many castings as threads; the other device numbers its own in the same way."""
    return [
        casting(statement, VALUES[number % len(VALUES)], number=number) for number in range(1, THREADS + 1)
    ]


def check(statement: Statement, written: list[Casting]) -> None:
    """One vote, every casting an event of it with a number of its own, and the highest number counts."""
    vote = Vote.objects.get(statement=statement)
    events = list(VoteEvent.objects.filter(vote=vote).order_by("number"))
    assert len(events) == len(written)
    assert len({each.number for each in events}) == len(events)
    assert Counter(each.value for each in events) == Counter(each.value for each in written)
    assert (vote.number, vote.value) == (events[-1].number, events[-1].value)


def test_two_devices_with_twenty_threads_each_make_one_vote(conversation: Conversation) -> None:
    who, statement = official(conversation.edition), factories.create_statement(conversation)
    written = [each for _ in range(DEVICES) for each in written_by_a_device(statement)]
    said = at_once([sending(conversation, who, each) for each in written])
    assert {each.outcome for each in said} <= {"kept", "older"}
    assert Voter.objects.count() == 1
    check(statement, written)


def test_the_same_receipts_sent_by_twenty_threads_count_once(conversation: Conversation) -> None:
    who = official(conversation.edition)
    statements = [factories.create_statement(conversation) for _ in range(3)]
    queue = [
        casting(each, value, number=number) for each in statements for number, value in ((1, 1), (2, -1))
    ]
    said = at_once([sending(conversation, who, *queue) for _ in range(THREADS)])
    assert Counter(each.outcome for each in said) == {
        "kept": len(queue),
        "again": len(queue) * (THREADS - 1),
    }
    assert Voter.objects.count() == 1
    for each in statements:
        check(each, [one for one in queue if one.statement == each.public_id])


def test_queues_in_other_orders_wait_for_one_another_and_not_for_ever(conversation: Conversation) -> None:
    """Each thread's transaction writes to the same votes, half of them in the opposite order."""
    who = official(conversation.edition)
    statements = [factories.create_statement(conversation) for _ in range(4)]
    queues = [[casting(each, number=number) for each in statements] for number in range(1, THREADS + 1)]
    orders = [queue[:: 1 if number % 2 else -1] for number, queue in enumerate(queues)]
    at_once([sending(conversation, who, *queue) for queue in orders])
    for each in statements:
        check(each, [one for queue in queues for one in queue if one.statement == each.public_id])


def test_while_rows_are_mixed_and_the_vote_is_closed_each_casting_is_stored_or_refused(
    conversation: Conversation,
) -> None:
    """On PostgreSQL all three write to the same tables. What was taken counts, and nothing came after the end."""
    people = [official(conversation.edition) for _ in range(10)]
    statements = [factories.create_statement(conversation) for _ in range(2)]

    def vote_often(who: Participation) -> list[Kept]:
        own = [casting(statement, number=number) for number in range(1, 11) for statement in statements]
        return [kept for each in own for kept in _unless_closed(sending(conversation, who, each))]

    def mix_often() -> list[Kept]:
        for _ in range(5):
            mix()
        return []

    def close_half_way() -> list[Kept]:
        while VoteEvent.objects.count() < len(people) * 5:
            continue
        go_to(conversation, "discuss", by=ANONYMOUS, now=NOW)
        return [Kept(casting(statements[0]), str(VoteEvent.objects.count()))]

    said = at_once([*(partial(vote_often, who) for who in people), mix_often, close_half_way])
    taken = [each for each in said if each.outcome == "kept"]
    (at_the_end,) = (int(each.outcome) for each in said if each.outcome.isdecimal())
    assert VoteEvent.objects.count() == len(taken) == at_the_end


def _unless_closed(sending: Callable[[], list[Kept]]) -> list[Kept]:
    try:
        return sending()
    except Refused as refused:
        if refused.code != "closed":
            raise
        return []
