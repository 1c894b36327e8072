"""Authors hear by mail that there is an answer: at the turn of the hour, together, and with nothing else in it."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from tests import factories
from tests.domain.opinions.exchange import actor, desk_of, official
from trilogue.domain.delegations.models import Participation
from trilogue.domain.opinions import actions
from trilogue.domain.opinions.models import Conversation, Statement
from trilogue.flows.lead_exchanges import lead_all
from trilogue.flows.tell_authors import tell_all
from trilogue.foundation.access import Actor
from trilogue.foundation.audit.models import Entry
from trilogue.foundation.mail.models import Mail

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 5, 20, 12, 0, tzinfo=ZoneInfo("Asia/Seoul"))
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture(autouse=True)
def _to_the_outbox(settings: "Settings") -> None:
    settings.EMAIL_BACKEND = "trilogue.foundation.mail.backend.OutboxBackend"


@pytest.fixture
def conversation() -> Conversation:
    return factories.create_conversation(phase="collect")


@pytest.fixture
def desk(conversation: Conversation) -> Actor:
    return desk_of(conversation)


def author(conversation: Conversation, country: str = "KR") -> Participation:
    made = official(conversation.edition, country=country)
    factories.create_account(f"author-{made.pk}@example.org", person=made.person)
    return made


def proposed(conversation: Conversation, who: Participation, words: str = "방안을 함께 하자.") -> Statement:
    return actions.propose(
        conversation, by=actor(who), text=f"{words} {who.pk}", language="ko", now=NOON - HOUR
    )


def test_decisions_of_an_hour_are_told_at_its_end_in_one_mail_a_person(
    conversation: Conversation, desk: Actor
) -> None:
    one, other = author(conversation), author(conversation, "JP")
    statements = [proposed(conversation, one, f"방안 {n}번을 하자.") for n in range(3)]
    statements.append(proposed(conversation, other))
    for minute, each in enumerate(statements):
        actions.accept(each, by=desk, now=NOON + minute * MINUTE)
        assert tell_all(now=NOON + minute * MINUTE) == 0
    assert tell_all(now=NOON + HOUR) == 2
    assert tell_all(now=NOON + HOUR + MINUTE) == 0
    assert sorted(Mail.objects.values_list("to", flat=True)) == sorted(
        f"author-{each.pk}@example.org" for each in (one, other)
    )
    actions.reject(statements[0], by=desk, now=NOON + HOUR + MINUTE, reason="topic")
    assert tell_all(now=NOON + HOUR + 2 * MINUTE) == 0
    assert tell_all(now=NOON + 2 * HOUR) == 1


def test_the_mail_is_in_the_author_s_language_and_says_where_not_what(
    conversation: Conversation, desk: Actor
) -> None:
    japanese = author(conversation, "JP")
    made = proposed(conversation, japanese, "특이한 말")
    actions.reject(made, by=desk, now=NOON, reason="offence")
    tell_all(now=NOON + HOUR)
    mail = Mail.objects.get()
    assert "ご提案" in mail.subject
    assert f"/ja/me/opinions/{conversation.public_id}/" in mail.body
    said = mail.subject + mail.body
    for telling in ("특이한", str(made.public_id), f"/{made.pk}/", "offence", "採用"):
        assert telling not in said


def test_what_nobody_proposed_is_told_to_nobody(conversation: Conversation, desk: Actor) -> None:
    seed = factories.create_statement(conversation, state="waiting", seed=True)
    actions.accept(seed, by=desk, now=NOON)
    leaving = author(conversation)
    actions.accept(proposed(conversation, leaving), by=desk, now=NOON)
    Participation.objects.filter(pk=leaving.pk).update(state="withdrawn")
    assert tell_all(now=NOON + HOUR) == 0
    assert not Statement.objects.filter(told=False).exists()


def test_a_worker_that_was_away_tells_later_and_once(conversation: Conversation, desk: Actor) -> None:
    actions.accept(proposed(conversation, author(conversation)), by=desk, now=NOON)
    lead_all(now=NOON + 9 * HOUR)
    lead_all(now=NOON + 10 * HOUR)
    assert Mail.objects.count() == 1


def test_no_mail_and_no_log_is_beside_a_statement(conversation: Conversation, desk: Actor) -> None:
    actions.accept(proposed(conversation, author(conversation)), by=desk, now=NOON)
    tell_all(now=NOON + HOUR)
    entry = Entry.objects.get(action="tell_authors")
    assert (entry.object_type, entry.account) == ("opinions.conversation", None)
    actions.go_to(conversation, "closed", by=desk, now=NOON + HOUR)
    assert not Mail.objects.exists()
