"""Translation by a program: after acceptance, tried a few times, and never in the place of a person's words."""

from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django_tasks_db.models import DBTaskResult

from tests import factories
from tests.domain.opinions.exchange import NOW, casting, official, vote
from trilogue.domain.opinions import actions
from trilogue.domain.opinions.models import Conversation, Statement
from trilogue.flows.translate_by_machine import MOST_ATTEMPTS, translate_by_machine
from trilogue.foundation.text import machine
from trilogue.foundation.text.value import Entry, State

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation() -> Conversation:
    return factories.create_conversation()


@pytest.fixture
def plug(settings: "Settings") -> Any:
    def plug_in(name: str) -> None:
        machine._made.cache_clear()
        settings.TRANSLATOR = f"tests.flows.machines.{name}"

    yield plug_in
    machine._made.cache_clear()


def attempts() -> list[int]:
    """The attempts in line, in order."""
    rows = DBTaskResult.objects.order_by("enqueued_at").values_list("args_kwargs", flat=True)
    return [row["args"][1]["attempt"] for row in rows]


def run(statement: Statement, attempt: int = 1) -> Statement:
    translate_by_machine(statement.pk, attempt=attempt)
    statement.refresh_from_db()
    return statement


def test_without_a_program_nothing_is_put_in_line(
    conversation: Conversation, django_capture_on_commit_callbacks: Any
) -> None:
    statement = factories.create_statement(conversation, state="waiting")
    with django_capture_on_commit_callbacks(execute=True):
        actions.accept(statement, by=factories.actor(edition=factories.create_edition()), now=NOW)
    assert attempts() == []


def test_what_is_accepted_is_translated_and_says_so(
    conversation: Conversation, plug: Any, django_capture_on_commit_callbacks: Any
) -> None:
    plug("Working")
    statement = factories.create_statement(conversation, state="waiting", words="교류", language="ko")
    assert run(statement).text.state("ja") == State.MISSING
    with django_capture_on_commit_callbacks(execute=True):
        actions.accept(statement, by=factories.actor(edition=factories.create_edition()), now=NOW)
    assert attempts() == [1]
    text = run(statement).text
    assert text.entries["ja"] == Entry("ja: 교류", State.MACHINE)
    assert {text.state(each) for each in ("en", "ja", "zh-hans")} == {State.MACHINE}
    assert text.state("ko") == State.HUMAN


def test_a_person_s_words_stay(conversation: Conversation, plug: Any) -> None:
    plug("Working")
    statement = factories.create_statement(conversation, words="교류", language="ko")
    by = factories.actor(edition=factories.create_edition())
    written = {"ja": Entry("交流", State.HUMAN), "en": Entry("Exchange", State.OFFICIAL)}
    actions.translate(statement, by=by, changes=written)
    text = run(statement).text
    assert (text.entries["ja"].text, text.entries["en"].text) == ("交流", "Exchange")
    assert text.state("zh-hans") == State.MACHINE
    late = dict.fromkeys(("en", "ja", "ko", "zh-hans"), "late")
    actions.translate_by_machine(statement, by=by, of="교류", translations=late)
    statement.refresh_from_db()
    assert [statement.text.entries[each].text for each in ("ko", "ja", "en")] == ["교류", "交流", "Exchange"]


def test_a_translation_of_words_that_changed_meanwhile_is_thrown_away(conversation: Conversation) -> None:
    statement = factories.create_statement(conversation, words="교류", language="ko")
    by = factories.actor(edition=factories.create_edition())
    actions.translate_by_machine(statement, by=by, of="다른 말", translations={"ja": "交流"})
    statement.refresh_from_db()
    assert statement.text.state("ja") == State.MISSING


def test_what_fails_is_tried_again_later_and_a_few_times_only(
    conversation: Conversation, plug: Any, django_capture_on_commit_callbacks: Any
) -> None:
    plug("FailsFirst")
    statement = factories.create_statement(conversation, words="교류", language="ko")
    for attempt in range(1, MOST_ATTEMPTS + 1):
        with django_capture_on_commit_callbacks(execute=True):
            run(statement, attempt)
        vote(conversation, official(conversation.edition), casting(statement))
        assert (statement.text.state("ja") == State.MACHINE) == (attempt >= 3)
    assert statement.text.state("en") == State.MACHINE
    assert statement.text.state("zh-hans") == State.MISSING
    assert attempts() == [2, 3, 4, 5]
    waits = [row.run_after - row.enqueued_at for row in DBTaskResult.objects.order_by("enqueued_at")]
    assert [round(wait.total_seconds()) for wait in waits] == [30, 60, 120, 240]


def test_what_no_phone_could_show_is_not_kept(
    conversation: Conversation, plug: Any, django_capture_on_commit_callbacks: Any
) -> None:
    plug("Rambling")
    statement = factories.create_statement(conversation)
    with django_capture_on_commit_callbacks(execute=True):
        assert run(statement).text.state("ko") == State.MISSING
    assert attempts() == [2]


def test_after_the_end_nothing_is_translated(plug: Any) -> None:
    plug("Working")
    statement = factories.create_statement(factories.create_conversation(phase="closed"))
    assert run(statement).text.state("ko") == State.MISSING


@pytest.mark.parametrize("name", ["Unfinished", "Nowhere"])
def test_a_program_that_cannot_be_made_is_named(plug: Any, name: str) -> None:
    plug(name)
    with pytest.raises(ImproperlyConfigured, match=f"TRILOGUE_TRANSLATOR: tests.flows.machines.{name}"):
        machine.translator()
