"""The life of an exchange: set up, led from phase to phase by hand or clock, shown, closed for good."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests import factories
from tests.domain.opinions.exchange import NOW, casting, official, vote
from trilogue.domain.opinions import actions
from trilogue.domain.opinions.actions import Refused, Terms
from trilogue.domain.opinions.choices import Phase
from trilogue.domain.opinions.models import Conversation
from trilogue.domain.opinions.queries import exchanges_of
from trilogue.flows.lead_exchanges import lead_all
from trilogue.foundation import keys
from trilogue.foundation.access import Actor
from trilogue.foundation.audit.models import Entry
from trilogue.foundation.mail.models import Mail
from trilogue.foundation.text.value import Entry as Words
from trilogue.foundation.text.value import Text

pytestmark = pytest.mark.django_db
TERMS = Terms(topic=Text("ko", {"ko": Words("협력 방안")}), introduction=Text())
HOUR = timedelta(hours=1)


@pytest.fixture
def desk() -> Actor:
    return factories.actor(edition=factories.create_edition())


def ready(phase: str = "collect") -> Conversation:
    """With two measures to vote on, one of them on the agenda."""
    conversation = factories.create_conversation(phase=phase)
    first, _second = (factories.create_statement(conversation) for _ in range(2))
    factories.create_agenda_item(statement=first)
    return conversation


def test_an_exchange_belongs_to_an_edition_or_to_the_series(desk: Actor) -> None:
    edition = factories.create_edition()
    first = actions.set_up(edition, by=desk, terms=TERMS)
    second = actions.set_up(edition.series, by=desk, terms=TERMS)
    assert (first.number, second.number, second.edition) == (1, 2, None)
    assert (first.phase, keys.exists(first.public_id)) == (Phase.PREPARE, True)
    assert list(exchanges_of(edition)) == [first]
    assert list(exchanges_of(edition.series)) == [second]


def test_times_follow_one_another_and_a_session_is_of_this_edition(desk: Actor) -> None:
    edition = factories.create_edition()
    wrong = replace(TERMS, votes_at=NOW, discusses_at=NOW - HOUR)
    for terms in (wrong, replace(wrong, discusses_at=NOW)):
        with pytest.raises(Refused, match="order"):
            actions.set_up(edition, by=desk, terms=terms)
    with pytest.raises(Refused, match="not_here"):
        actions.set_up(edition, by=desk, terms=replace(TERMS, session=factories.create_session()))
    with pytest.raises(Refused, match="not_here"):
        actions.set_up(
            edition.series, by=desk, terms=replace(TERMS, session=factories.create_session(edition))
        )
    with pytest.raises(Refused, match="no_topic"):
        actions.set_up(edition, by=desk, terms=replace(TERMS, topic=Text()))
    made = actions.set_up(edition, by=desk, terms=replace(TERMS, session=factories.create_session(edition)))
    actions.change(made, by=desk, terms=replace(TERMS, most_proposals=5))
    made.refresh_from_db()
    assert (made.most_proposals, made.session) == (5, None)
    assert set(Entry.objects.get(action="change_conversation").fields) == {"most_proposals", "session"}


def test_from_any_phase_into_any_other_but_never_out_of_closed(desk: Actor) -> None:
    for before, after in permutations(Phase.values, 2):
        conversation = ready(before)
        if before == "closed":
            with pytest.raises(Refused, match="closed"):
                actions.go_to(conversation, after, by=desk, now=NOW)
        else:
            assert actions.go_to(conversation, after, by=desk, now=NOW).phase == after
        conversation.delete()


def test_a_vote_needs_something_to_vote_on(desk: Actor) -> None:
    conversation = factories.create_conversation(phase="collect")
    factories.create_statement(conversation)
    with pytest.raises(Refused, match="too_few") as refused:
        actions.go_to(conversation, "vote", by=desk, now=NOW)
    assert refused.value.limit == 2
    with pytest.raises(Refused, match="too_few"):
        actions.go_to(conversation, "final", by=desk, now=NOW)
    for wrong in ("collect", "nowhere"):
        with pytest.raises(Refused, match="phase"):
            actions.go_to(conversation, wrong, by=desk, now=NOW)


def test_the_clock_leads_forward_and_a_hand_overrules_it(desk: Actor) -> None:
    conversation = ready()
    Conversation.objects.update(votes_at=NOW, discusses_at=NOW + HOUR)
    lead_all(now=NOW)
    conversation.refresh_from_db()
    assert conversation.phase == Phase.VOTE
    actions.go_to(conversation, "collect", by=desk, now=NOW)
    lead_all(now=NOW)
    conversation.refresh_from_db()
    assert (conversation.phase, conversation.votes_at) == (Phase.COLLECT, None)
    lead_all(now=NOW + HOUR)
    conversation.refresh_from_db()
    assert conversation.phase == Phase.DISCUSS


def test_closing_ends_the_votes_for_good(desk: Actor, django_capture_on_commit_callbacks: Any) -> None:
    conversation = ready("vote")
    who = official(conversation.edition)
    made = factories.create_statement(conversation, author=who)
    vote(conversation, who, casting(made))
    with django_capture_on_commit_callbacks(execute=True):
        actions.go_to(conversation, "closed", by=desk, now=NOW)
    assert not keys.exists(conversation.public_id)
    made.refresh_from_db()
    assert (made.author, made.author_number) == (None, 1)
    with pytest.raises(Refused, match="closed"):
        vote(conversation, who, casting(made, -1, number=2))
    for phase in Phase.values:
        with pytest.raises(Refused, match="closed"):
            actions.go_to(conversation, phase, by=desk, now=NOW)
    with pytest.raises(Refused, match="closed"):
        actions.change(conversation, by=desk, terms=TERMS)


def test_closing_forgets_the_mails_to_authors(desk: Actor) -> None:
    conversation = ready("vote")
    about, other = factories.create_mail("author@example.kr"), factories.create_mail("somebody@example.kr")
    Mail.objects.filter(pk=about.pk).update(
        body=f"https://example.org/ko/me/opinions/{conversation.public_id}/"
    )
    actions.go_to(conversation, "closed", by=desk, now=NOW)
    assert list(Mail.objects.all()) == [other]


def test_authors_become_numbers_that_tell_their_measures_apart(desk: Actor) -> None:
    conversation = factories.create_conversation(phase="discuss")
    people = [official(conversation.edition) for _ in range(4)]
    for who in (*people, people[0]):
        factories.create_statement(conversation, author=who)
    seed = factories.create_statement(conversation, seed=True)
    actions.go_to(conversation, "closed", by=desk, now=NOW)
    numbers = list(conversation.statements.order_by("number").values_list("author_number", flat=True))
    assert set(numbers[:4]) == {1, 2, 3, 4}
    assert numbers[4] == numbers[0]
    assert seed.number
    assert numbers[5] is None


def test_results_are_shown_once_there_is_something_and_hidden_again(desk: Actor) -> None:
    conversation = ready()
    for final in (False, True):
        with pytest.raises(Refused, match="phase"):
            actions.reveal(conversation, by=desk, now=NOW, final=final)
    Conversation.objects.update(phase="discuss")
    actions.reveal(conversation, by=desk, now=NOW)
    with pytest.raises(Refused, match="shown"):
        actions.reveal(conversation, by=desk, now=NOW)
    with pytest.raises(Refused, match="phase"):
        actions.reveal(conversation, by=desk, now=NOW, final=True)
    actions.conceal(conversation, by=desk)
    conversation.refresh_from_db()
    assert conversation.revealed_at is None


def test_of_what_is_over_results_can_still_be_shown_but_not_hidden(desk: Actor) -> None:
    conversation = ready("closed")
    actions.reveal(conversation, by=desk, now=NOW)
    actions.reveal(conversation, by=desk, now=NOW, final=True)
    with pytest.raises(Refused, match="closed"):
        actions.conceal(conversation, by=desk)


def test_a_secret_that_outlived_a_killed_closing_is_destroyed(
    desk: Actor, django_capture_on_commit_callbacks: Any
) -> None:
    conversation = ready("vote")
    actions.go_to(conversation, "closed", by=desk, now=NOW)
    assert keys.exists(conversation.public_id)
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.destroy_left_secrets(by=desk) == 1
    assert not keys.exists(conversation.public_id)


def test_the_database_knows_that_closed_has_a_time() -> None:
    conversation = factories.create_conversation()
    with pytest.raises(IntegrityError), transaction.atomic():
        Conversation.objects.filter(pk=conversation.pk).update(phase="closed")


def test_every_step_is_in_the_log(desk: Actor) -> None:
    conversation = ready()
    actions.go_to(conversation, "vote", by=desk, now=NOW)
    actions.reveal(conversation, by=desk, now=NOW)
    actions.conceal(conversation, by=desk)
    said = list(Entry.objects.order_by("number").values_list("action", flat=True))
    assert said == ["move_conversation", "reveal_conversation", "conceal_conversation"]
