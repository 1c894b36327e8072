"""The demonstration's workshop under way: the same each time, and something on every page of an exchange."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import kept_for_several
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.models import Edition
from trilogue.domain.opinions.choices import Ballot, Phase
from trilogue.domain.opinions.models import Conversation, QuestionTime, Vote, Voter
from trilogue.domain.opinions.queries import own_votes, put_to_speaker, sizes, turnout
from trilogue.domain.people.models import Account, PersonName
from trilogue.flows.first_start import prepare
from trilogue.flows.sample import sample_people
from trilogue.flows.sample_workshop import PARTICIPANT, SLUG
from trilogue.foundation.text.value import LANGUAGES, State

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def edition(django_db_setup: None, django_db_blocker: Any) -> Iterator[Edition]:
    with kept_for_several(django_db_blocker):
        prepare(demonstration=True)
        yield Edition.objects.get(series__slug=SLUG)


def votes(conversation: Conversation, ballot: str = Ballot.OPEN) -> dict[int, Counter[int | None]]:
    """By the number of the measure, how often each value."""
    found: dict[int, Counter[int | None]] = {}
    for each in Vote.objects.filter(statement__conversation=conversation, ballot=ballot):
        found.setdefault(each.statement.number, Counter())[each.value] += 1
    return found


def test_an_exchange_is_voted_on_and_another_is_over(edition: Edition) -> None:
    over, voting = edition.conversations.order_by("number")
    assert (voting.phase, over.phase) == (Phase.VOTE, Phase.CLOSED)
    assert over.revealed_at
    assert over.final_revealed_at
    states = Counter(voting.statements.values_list("state", flat=True))
    assert states == {"accepted": 16, "waiting": 4, "rejected": 1}
    assert sizes(voting) == {"KR": 18, "CN": 16, "JP": 12}
    assert turnout(voting, ballot=Ballot.OPEN) == {"KR": 18, "CN": 16, "JP": 11}
    assert not over.statements.exclude(author=None).exists()
    assert len(votes(over, Ballot.FINAL)) == over.agenda.count() == 4


def test_measures_are_written_in_every_language_and_read_in_all(edition: Edition) -> None:
    accepted = Conversation.objects.get(phase=Phase.VOTE).statements.filter(state="accepted")
    assert {each.text.source for each in accepted} == {"ko", "ja", "zh-hans"}
    for each in accepted:
        assert State.MISSING not in {each.text.state(language) for language in LANGUAGES}
    assert accepted.filter(seed=False).count() == 8
    assert accepted.filter(about_process=True).count() == 1


def test_opinions_have_a_structure(edition: Edition) -> None:
    """A measure that most support, one that most reject, and one on which two countries part."""
    conversation = Conversation.objects.get(phase=Phase.VOTE)
    counted = votes(conversation)
    agree = {number: each[1] / each.total() for number, each in counted.items()}
    assert max(agree.values()) > 0.8
    assert min(agree.values()) < 0.2
    found = Vote.objects.filter(statement__conversation=conversation, value=1)
    by_country = Counter(found.values_list("statement__number", "voter__country"))
    voters = Counter(conversation.voters.values_list("country", flat=True))
    gap = max(
        abs(by_country[number, "JP"] / voters["JP"] - by_country[number, "KR"] / voters["KR"])
        for number in counted
    )
    assert gap > 0.5


def test_the_participant_of_the_demonstration_has_still_to_vote(edition: Edition) -> None:
    account = Account.objects.get(email=PARTICIPANT)
    assert account.person
    conversation = Conversation.objects.get(phase=Phase.VOTE)
    assert own_votes(conversation, account.person, ballot=Ballot.OPEN) == {}
    assert Participation.objects.get(person=account.person).edition == edition


def test_a_question_time_is_open_and_another_is_closed(edition: Edition) -> None:
    over, now = QuestionTime.objects.order_by("number")
    assert (over.open, now.open) == (False, True)
    assert over.closed_at
    assert not over.questions.exclude(author=None).exists()
    assert [each.seconds for each in put_to_speaker(now)] == [11, 7, 0, 9]
    assert now.questions.filter(state="waiting").count() == 2


def test_nobody_of_it_is_on_the_sample_roster_but_the_participant(edition: Edition) -> None:
    roster = sample_people()
    there = set(Participation.objects.values_list("person__email", flat=True))
    assert there & {each["email"] for each in roster} == {PARTICIPANT}
    names = set(PersonName.objects.filter(own=True).values_list("full", flat=True))
    assert names & {each["native_name"] for each in roster} == {"松本 直樹"}
    assert len(names) == len(there) == 46


def test_it_is_the_same_each_time(edition: Edition) -> None:
    """Row keys are drawn by lot, as in every exchange; who votes what is not."""
    counted = votes(Conversation.objects.get(phase=Phase.VOTE))
    assert Voter.objects.count() == 46 + 45
    assert sum(each.total() for each in counted.values()) == 656
    assert counted[1] == Counter({1: 35, 0: 2, -1: 1})
