"""The agenda: what is discussed in which order, and what of it is put to the final vote."""

import pytest

from tests import factories
from tests.domain.opinions.exchange import NOW
from trilogue.domain.opinions import actions
from trilogue.domain.opinions.actions import Refused
from trilogue.domain.opinions.models import Conversation
from trilogue.domain.opinions.queries import on_ballot
from trilogue.foundation.access import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation() -> Conversation:
    return factories.create_conversation(phase="discuss")


@pytest.fixture
def desk() -> Actor:
    return factories.actor(edition=factories.create_edition())


def listed(conversation: Conversation) -> list[tuple[int, int, str, bool]]:
    rows = conversation.agenda.order_by("position")
    return list(rows.values_list("position", "statement", "reason", "in_final"))


def test_a_new_agenda_takes_the_place_of_the_old(conversation: Conversation, desk: Actor) -> None:
    one, other, third = (factories.create_statement(conversation) for _ in range(3))
    actions.set_agenda(conversation, [(one, "supported", True), (other, "divides", False)], by=desk)
    assert listed(conversation) == [(1, one.pk, "supported", True), (2, other.pk, "divides", False)]
    actions.set_agenda(conversation, [(third, "chosen", True), (one, "supported", True)], by=desk)
    assert listed(conversation) == [(1, third.pk, "chosen", True), (2, one.pk, "supported", True)]


def test_only_accepted_measures_of_this_exchange_each_once(conversation: Conversation, desk: Actor) -> None:
    good = factories.create_statement(conversation)
    actions.set_agenda(conversation, [(good, "chosen", True)], by=desk)
    for wrong in (
        factories.create_statement(conversation, state="waiting"),
        factories.create_statement(conversation, state="rejected"),
        factories.create_statement(),
    ):
        with pytest.raises(Refused, match="not_accepted"):
            actions.set_agenda(conversation, [(good, "chosen", True), (wrong, "chosen", True)], by=desk)
    with pytest.raises(Refused, match="there_already"):
        actions.set_agenda(conversation, [(good, "chosen", True), (good, "chosen", False)], by=desk)
    assert len(listed(conversation)) == 1


def test_the_final_vote_is_on_what_was_chosen_for_it(conversation: Conversation, desk: Actor) -> None:
    one, other = (factories.create_statement(conversation) for _ in range(2))
    actions.set_agenda(conversation, [(one, "chosen", False), (other, "chosen", False)], by=desk)
    with pytest.raises(Refused, match="too_few"):
        actions.go_to(conversation, "final", by=desk, now=NOW)
    actions.set_agenda(conversation, [(one, "chosen", False), (other, "chosen", True)], by=desk)
    actions.go_to(conversation, "final", by=desk, now=NOW)
    assert list(on_ballot(conversation, "final")) == [other]


@pytest.mark.parametrize(("phase", "code"), [("final", "phase"), ("closed", "closed")])
def test_while_it_is_voted_on_and_after_the_end_it_stays(desk: Actor, phase: str, code: str) -> None:
    conversation = factories.create_conversation(phase=phase)
    with pytest.raises(Refused, match=code):
        actions.set_agenda(
            conversation, [(factories.create_statement(conversation), "chosen", True)], by=desk
        )


def test_what_is_struck_off_is_not_put_to_the_final_vote(conversation: Conversation, desk: Actor) -> None:
    one, other = (factories.create_statement(conversation) for _ in range(2))
    actions.set_agenda(conversation, [(one, "chosen", True), (other, "chosen", True)], by=desk)
    actions.reject(other, by=desk, now=NOW, reason="offence")
    assert list(on_ballot(conversation, "final")) == [one]
