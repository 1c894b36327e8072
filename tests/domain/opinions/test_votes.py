"""Casting: once however often it is sent, in the voter's own order whatever the order of arrival, and secret."""

from dataclasses import replace
from itertools import permutations
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests import factories
from tests.domain.opinions.exchange import NOW, actor, casting, official, vote
from trilogue.domain.delegations.choices import State
from trilogue.domain.delegations.models import Participation
from trilogue.domain.opinions.actions import Casting, Refused, cast
from trilogue.domain.opinions.models import Conversation, Vote, VoteEvent, Voter
from trilogue.domain.opinions.queries import own_votes, sizes, turnout
from trilogue.flows.mix_votes import mix
from trilogue.foundation import keys
from trilogue.foundation.audit.models import Access, Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation() -> Conversation:
    return factories.create_conversation()


def outcomes(conversation: Conversation, who: Participation, *castings: Casting) -> list[str]:
    return [each.outcome for each in vote(conversation, who, *castings)]


def test_a_vote_counts_once_and_the_last_counts(conversation: Conversation) -> None:
    who, statement = official(conversation.edition), factories.create_statement(conversation)
    first, second = casting(statement, 1), casting(statement, -1, number=2)
    assert outcomes(conversation, who, first) == ["kept"]
    assert outcomes(conversation, who, first) == ["again"]
    assert outcomes(conversation, who, second, first) == ["kept", "again"]
    assert own_votes(conversation, who.person, ballot="open")[statement.pk].value == -1
    assert (Voter.objects.count(), Vote.objects.count(), VoteEvent.objects.count()) == (1, 1, 2)


def test_undone_is_no_vote_but_stays_an_event(conversation: Conversation) -> None:
    who, statement = official(conversation.edition), factories.create_statement(conversation)
    vote(conversation, who, casting(statement, 1))
    vote(conversation, who, casting(statement, None, number=2))
    assert Vote.objects.get().value is None
    assert VoteEvent.objects.count() == 2


def test_two_devices_with_the_same_number_the_later_arrival_counts(conversation: Conversation) -> None:
    who, statement = official(conversation.edition), factories.create_statement(conversation)
    vote(conversation, who, casting(statement, 1))
    assert outcomes(conversation, who, casting(statement, -1)) == ["kept"]
    assert Vote.objects.get().value == -1


def test_a_reordered_queue_ends_as_the_voter_left_it(conversation: Conversation) -> None:
    statement = factories.create_statement(conversation)
    written = [casting(statement, value, number=number) for number, value in enumerate((1, 0, None, -1), 1)]
    for order in permutations(written):
        who = official(conversation.edition)
        for each in order:
            vote(conversation, who, each)
        assert own_votes(conversation, who.person, ballot="open")[statement.pk].value == -1


def test_what_cannot_be_counted_is_said_and_keeps_nothing_else_back(conversation: Conversation) -> None:
    who = official(conversation.edition)
    good = factories.create_statement(conversation)
    foreign = factories.create_statement()
    rejected = factories.create_statement(conversation, state="rejected")
    waiting = factories.create_statement(conversation, state="waiting")
    said = outcomes(
        conversation,
        who,
        casting(foreign),
        casting(rejected),
        casting(waiting),
        casting(good, 2),
        casting(good, number=0),
        Casting(uuid4(), uuid4(), 1, 1, "ko"),
        casting(good),
    )
    assert said == ["unknown", "withdrawn", "withdrawn", "value", "number", "unknown", "kept"]
    assert Vote.objects.count() == 1


@pytest.mark.parametrize("phase", ["prepare", "collect", "discuss", "final", "closed"])
def test_outside_its_phase_no_vote_is_taken(phase: str) -> None:
    conversation = factories.create_conversation(phase=phase)
    statement = factories.create_statement(conversation)
    with pytest.raises(Refused, match="closed"):
        vote(conversation, official(conversation.edition), casting(statement))
    assert not Voter.objects.exists()


@pytest.mark.parametrize("state", [State.ACCEPTED, State.WAITING, State.WITHDRAWN, State.SUBMITTED])
def test_who_has_no_confirmed_place_does_not_vote(conversation: Conversation, state: str) -> None:
    nobody = factories.create_participation(conversation.edition, state=state)
    with pytest.raises(Refused, match="not_here"):
        vote(conversation, nobody, casting(factories.create_statement(conversation)))


def test_who_takes_part_in_another_edition_does_not_vote(conversation: Conversation) -> None:
    stranger = official(factories.create_edition())
    with pytest.raises(Refused, match="not_here"):
        vote(conversation, stranger, casting(factories.create_statement(conversation)))


def test_where_the_secret_is_gone_nobody_gets_a_second_pseudonym(conversation: Conversation) -> None:
    who, statement = official(conversation.edition), factories.create_statement(conversation)
    vote(conversation, who, casting(statement))
    keys.destroy(conversation.public_id)
    with pytest.raises(Refused, match="gone"):
        vote(conversation, who, casting(statement, -1, number=2))
    assert own_votes(conversation, who.person, ballot="open") == {}
    assert Vote.objects.get().value == 1


def test_nothing_is_logged_and_no_row_names_the_voter(conversation: Conversation) -> None:
    who, statement = official(conversation.edition), factories.create_statement(conversation)
    before = Entry.objects.count(), Access.objects.count()
    vote(conversation, who, casting(statement))
    assert (Entry.objects.count(), Access.objects.count()) == before
    event = VoteEvent.objects.get()
    assert (event.hour.minute, event.hour.second, event.hour.microsecond) == (0, 0, 0)
    said = f"{Voter.objects.values().get()} {Vote.objects.values().get()} {VoteEvent.objects.values().get()}"
    assert str(who.person.public_id) not in said
    assert who.person.public_id.hex not in said


def test_the_database_refuses_a_second_vote_of_one_voter(conversation: Conversation) -> None:
    first = factories.create_vote(factories.create_voter(conversation))
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.create_vote(first.voter, first.statement)


def test_the_two_ballots_are_apart() -> None:
    conversation = factories.create_conversation(phase="final")
    who, statement = official(conversation.edition), factories.create_statement(conversation)
    other = factories.create_statement(conversation)
    factories.create_agenda_item(statement=statement)
    kept = vote(conversation, who, casting(statement), casting(other), ballot="final")
    assert [each.outcome for each in kept] == ["kept", "withdrawn"]
    with pytest.raises(Refused, match="closed"):
        vote(conversation, who, casting(statement), ballot="open")


def test_a_receipt_counts_once_also_where_a_device_uses_it_for_two_statements(
    conversation: Conversation,
) -> None:
    who = official(conversation.edition)
    first, other = (casting(factories.create_statement(conversation)) for _ in range(2))
    assert outcomes(conversation, who, first) == ["kept"]
    assert outcomes(conversation, who, replace(other, receipt=first.receipt)) == ["again"]
    assert (Vote.objects.count(), VoteEvent.objects.count()) == (1, 1)


def test_a_vote_asks_the_database_for_little(
    conversation: Conversation, django_assert_max_num_queries: Any
) -> None:
    """A whole room votes within seconds. Two of them are a transaction's begin and end."""
    who = official(conversation.edition)
    statements = [factories.create_statement(conversation) for _ in range(2)]
    vote(conversation, who, casting(statements[0]))
    known = Conversation.objects.select_related("series", "edition").get(pk=conversation.pk)
    with django_assert_max_num_queries(10):
        vote(known, who, casting(statements[1]))


def test_turnout_counts_people_by_delegation(conversation: Conversation) -> None:
    edition = conversation.edition
    assert edition
    statement = factories.create_statement(conversation)
    people = [official(edition, country=country) for country in ("KR", "KR", "JP", "CN")]
    for who in (*people[:3], people[0]):
        vote(conversation, who, casting(statement))
    assert sizes(conversation) == {"KR": 2, "JP": 1, "CN": 1}
    assert turnout(conversation, ballot="open") == {"KR": 2, "JP": 1}


def test_rows_lie_in_no_order_of_arrival(conversation: Conversation) -> None:
    """SQLite has no row numbers for them; PostgreSQL's are rewritten under one transaction in the order of keys."""
    statement = factories.create_statement(conversation)
    for _ in range(6):
        vote(conversation, official(conversation.edition), casting(statement))
    before = sorted(Vote.objects.values_list())
    mix()
    assert sorted(Vote.objects.values_list()) == before
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for model in (Voter, Vote, VoteEvent):
                cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [model._meta.db_table])
                assert cursor.fetchone()[0].endswith("WITHOUT ROWID")
        else:
            for model, key in ((Voter, "key"), (Vote, "id"), (VoteEvent, "id")):
                cursor.execute(f"SELECT {key}, xmin::text FROM {model._meta.db_table} ORDER BY ctid")
                rows = cursor.fetchall()
                assert [row[0] for row in rows] == sorted(row[0] for row in rows)
                assert len({row[1] for row in rows}) == 1


class TestQueues(TestCase):
    @settings(deadline=None)
    @given(st.data())
    def test_any_queue_in_any_order_with_any_repeats(self, data: st.DataObject) -> None:
        conversation = factories.create_conversation()
        assert conversation.edition
        who = official(conversation.edition)
        statements = [factories.create_statement(conversation) for _ in range(2)]
        written = []
        for statement in statements:
            values = data.draw(st.lists(st.sampled_from([1, 0, -1, None]), max_size=4))
            written += [casting(statement, value, number=n) for n, value in enumerate(values, 1)]
        repeats = data.draw(st.lists(st.sampled_from(written))) if written else []
        for each in data.draw(st.permutations(written + repeats)):
            cast(conversation, [each], by=actor(who), ballot="open", now=NOW)
        kept = own_votes(conversation, who.person, ballot="open")
        for statement in statements:
            mine = [each for each in written if each.statement == statement.public_id]
            expected = mine[-1].value if mine else None
            assert (kept[statement.pk].value if mine else None) == expected
        assert VoteEvent.objects.filter(vote__statement__in=statements).count() == len(written)
