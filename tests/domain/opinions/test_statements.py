"""Measures: who may propose how many, what the desk decides, which words stay, and that nobody's name goes along."""

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests import factories
from tests.domain.opinions.exchange import NOW, actor, casting, desk_of, official, vote
from trilogue.domain.delegations.models import Participation
from trilogue.domain.opinions import actions
from trilogue.domain.opinions.actions import Refused
from trilogue.domain.opinions.choices import StatementState
from trilogue.domain.opinions.models import Conversation, Statement
from trilogue.domain.opinions.queries import count_by_state, in_turn, is_immutable, on_ballot, own_votes
from trilogue.foundation.access import Actor
from trilogue.foundation.audit.models import Access, Entry
from trilogue.foundation.text.value import Entry as Words
from trilogue.foundation.text.value import State, Text

pytestmark = pytest.mark.django_db
WORDS = "청년 공무원 교류를 늘리자."


@pytest.fixture
def conversation() -> Conversation:
    return factories.create_conversation(phase="collect")


@pytest.fixture
def desk(conversation: Conversation) -> Actor:
    return desk_of(conversation)


def propose(
    conversation: Conversation, who: Participation, text: str = WORDS, language: str = "ko"
) -> Statement:
    return actions.propose(conversation, by=actor(who), text=text, language=language, now=NOW)


def outcome(act: Callable[[], object]) -> str:
    try:
        act()
    except Refused as refused:
        return refused.code
    return "done"


def words(**said: str) -> Text:
    source = next(iter(said))
    return Text(
        source.replace("_", "-"), {each.replace("_", "-"): Words(text) for each, text in said.items()}
    )


# proposing


def test_a_measure_waits_for_the_desk_and_can_be_voted_on_once_accepted(
    conversation: Conversation, desk: Actor
) -> None:
    made = propose(conversation, official(conversation.edition))
    assert (made.state, str(made.text), made.text.source) == (StatementState.WAITING, WORDS, "ko")
    assert (made.proposed_at.minute, made.proposed_at.second) == (0, 0)
    assert list(on_ballot(conversation, "open")) == []
    actions.accept(made, by=desk, now=NOW)
    assert list(on_ballot(conversation, "open")) == [made]


def test_where_the_desk_does_not_decide_first_it_can_be_voted_on_at_once(conversation: Conversation) -> None:
    Conversation.objects.update(strict=False)
    made = propose(conversation, official(conversation.edition))
    assert made.state == StatementState.ACCEPTED


def test_500_from_one_person_are_three(conversation: Conversation) -> None:
    who = official(conversation.edition)
    said = [outcome(partial(propose, conversation, who, f"방안 {n}번을 함께 하자.")) for n in range(500)]
    assert said == ["done"] * 3 + ["too_many"] * 497
    assert conversation.statements.count() == 3


def test_who_was_told_what_was_wrong_may_try_again(conversation: Conversation, desk: Actor) -> None:
    who = official(conversation.edition)
    for number in range(9):
        made = propose(conversation, who, f"방안 {number}번을 함께 하자.") if number < 6 else None
        if made is None:
            with pytest.raises(Refused, match="too_many"):
                propose(conversation, who, f"방안 {number}번을 함께 하자.")
        elif number < 3:
            actions.reject(made, by=desk, now=NOW, reason="unclear")
    assert count_by_state(conversation)[StatementState.WAITING] == 3


@pytest.mark.parametrize(
    "other", [" 청년 공무원  교류를 늘리자", "청년공무원교류를늘리자!", "청년 공무원 교류를 늘리자\uff0e"]
)
def test_the_same_in_another_width_or_with_other_spaces_is_there_already(
    conversation: Conversation, other: str
) -> None:
    propose(conversation, official(conversation.edition))
    with pytest.raises(Refused, match="there_already"):
        propose(conversation, official(conversation.edition), other)
    rejected = conversation.statements.get()
    Statement.objects.filter(pk=rejected.pk).update(state="rejected", reason="unclear")
    propose(conversation, official(conversation.edition), other)


@pytest.mark.parametrize("phase", ["prepare", "discuss", "final", "closed"])
def test_outside_its_phases_nothing_is_proposed(phase: str) -> None:
    conversation = factories.create_conversation(phase=phase)
    with pytest.raises(Refused, match="not_open"):
        propose(conversation, official(conversation.edition))


def test_during_the_vote_only_where_the_desk_lets_it(conversation: Conversation) -> None:
    Conversation.objects.update(phase="vote")
    propose(conversation, official(conversation.edition))
    Conversation.objects.update(proposals_while_voting=False)
    with pytest.raises(Refused, match="not_open"):
        propose(conversation, official(conversation.edition), "다른 방안을 함께 하자.")


def test_who_has_no_confirmed_place_here_proposes_nothing(conversation: Conversation) -> None:
    for who in (
        official(factories.create_edition()),
        factories.create_participation(conversation.edition, state="waiting"),
    ):
        with pytest.raises(Refused, match="not_here"):
            propose(conversation, who)


def test_the_log_does_not_know_who_proposed(conversation: Conversation) -> None:
    who = official(conversation.edition)
    account = factories.create_account(person=who.person)
    actions.propose(
        conversation, by=Actor(account=account.pk, person=who.person_id), text=WORDS, language="ko", now=NOW
    )
    entry = Entry.objects.get(action="propose_statement")
    assert (entry.account, entry.fields) == (None, ["text"])
    assert not Access.objects.exists()


# deciding


def test_a_rejection_has_a_reason(conversation: Conversation, desk: Actor) -> None:
    made = propose(conversation, official(conversation.edition))
    for reason in ("", "because"):
        with pytest.raises(Refused, match="no_reason"):
            actions.reject(made, by=desk, now=NOW, reason=reason)
    actions.reject(made, by=desk, now=NOW, reason="several", note=words(ko="둘로 나누어 주십시오."))
    made.refresh_from_db()
    assert (made.state, made.reason, str(made.note)) == ("rejected", "several", "둘로 나누어 주십시오.")
    with pytest.raises(Refused, match="signs"):
        actions.reject(made, by=desk, now=NOW, reason="several", note=words(ko="숨은\u202e글자"))


def test_a_decision_can_be_taken_again_until_the_exchange_is_closed(
    conversation: Conversation, desk: Actor
) -> None:
    made = propose(conversation, official(conversation.edition))
    actions.reject(made, by=desk, now=NOW, reason="topic")
    actions.accept(made, by=desk, now=NOW, about_process=True)
    made.refresh_from_db()
    assert (made.state, made.reason, made.about_process) == ("accepted", "", True)
    actions.go_to(conversation, "closed", by=desk, now=NOW)
    with pytest.raises(Refused, match="closed"):
        actions.reject(made, by=desk, now=NOW, reason="topic")


def test_one_is_merged_into_another_that_is_put_to_the_vote(conversation: Conversation, desk: Actor) -> None:
    made, kept = (
        propose(conversation, official(conversation.edition)),
        factories.create_statement(conversation),
    )
    waiting = factories.create_statement(conversation, state="waiting")
    with pytest.raises(Refused, match="itself"):
        actions.merge(made, by=desk, now=NOW, into=made)
    for wrong in (waiting, factories.create_statement()):
        with pytest.raises(Refused, match="not_accepted"):
            actions.merge(made, by=desk, now=NOW, into=wrong)
    actions.merge(made, by=desk, now=NOW, into=kept)
    made.refresh_from_db()
    assert (made.state, made.merged_into) == ("merged", kept)
    assert made not in on_ballot(conversation, "open")


def test_a_merge_sees_that_the_other_was_struck_off_meanwhile(
    conversation: Conversation, desk: Actor
) -> None:
    made, kept = (
        propose(conversation, official(conversation.edition)),
        factories.create_statement(conversation),
    )
    seen_before = Statement.objects.get(pk=kept.pk)
    actions.reject(kept, by=desk, now=NOW, reason="offence")
    with pytest.raises(Refused, match="not_accepted"):
        actions.merge(made, by=desk, now=NOW, into=seen_before)


def test_what_waits_is_taken_in_the_order_of_proposing(conversation: Conversation) -> None:
    waiting = [factories.create_statement(conversation, state="waiting") for _ in range(3)]
    accepted = [factories.create_statement(conversation) for _ in range(2)]
    assert list(in_turn(conversation, "waiting")) == waiting
    assert list(in_turn(conversation, "accepted")) == accepted[::-1]
    assert count_by_state(conversation) == {"waiting": 3, "accepted": 2, "rejected": 0, "merged": 0}


# the desk's own


def test_a_measure_of_the_desk_can_be_voted_on_and_nobody_has(
    conversation: Conversation, desk: Actor
) -> None:
    made = actions.add_seed(
        conversation,
        by=desk,
        text=words(ko="용어집을 만들자.", ja="用語集を作る。"),
        now=NOW,
        about_process=True,
    )
    assert (made.seed, made.state, made.author, made.about_process) == (True, "accepted", None, True)
    assert not made.votes.exists()
    with pytest.raises(Refused, match="there_already"):
        actions.add_seed(conversation, by=desk, text=words(ko="용어집을 만들자"), now=NOW)
    with pytest.raises(Refused, match="empty"):
        actions.add_seed(conversation, by=desk, text=Text("ko", {"ja": Words("用語集")}), now=NOW)


def test_a_translation_may_be_longer_than_a_measure(conversation: Conversation, desk: Actor) -> None:
    made = actions.add_seed(conversation, by=desk, text=words(ko="가" * 140, en="word " * 100), now=NOW)
    assert len(made.text.entries["en"].text) == 499
    with pytest.raises(Refused, match="long") as refused:
        actions.translate(made, by=desk, changes={"ja": Words("あ" * 281)})
    assert refused.value.limit == 560


# words


def test_before_anybody_votes_the_words_change_where_they_stand(
    conversation: Conversation, desk: Actor
) -> None:
    made = factories.create_statement(conversation, words="Meet online", language="en")
    actions.translate(made, by=desk, changes={"ko": Words("온라인으로 만나자.", State.OFFICIAL)})
    made.refresh_from_db()
    after = made.text.edited({"en": Words("Meet online every month")})
    assert actions.edit(made, by=desk, text=after, now=NOW) == made
    made.refresh_from_db()
    assert str(made.text) == "Meet online every month"
    assert made.text.entries["ko"].outdated


def test_what_was_voted_on_stays_and_other_words_are_a_new_measure(desk: Actor) -> None:
    conversation = factories.create_conversation()
    who, made = official(conversation.edition), factories.create_statement(conversation, words="Meet online")
    item = factories.create_agenda_item(statement=made)
    vote(conversation, who, casting(made))
    Conversation.objects.update(phase="discuss")
    newer = actions.edit(made, by=desk, text=words(en="Meet online every month"), now=NOW)
    made.refresh_from_db()
    item.refresh_from_db()
    assert str(made.text) == "Meet online"
    assert (made.state, made.merged_into, newer.replaces) == ("merged", newer, made)
    assert (newer.number, newer.votes.count(), item.statement) == (made.number + 1, 0, newer)
    assert list(own_votes(conversation, who.person, ballot="open")) == [made.pk]


def test_what_is_put_to_the_vote_is_not_changed_before_the_eyes_of_a_reader(desk: Actor) -> None:
    conversation = factories.create_conversation()
    made, waiting = (
        factories.create_statement(conversation, state=state) for state in ("accepted", "waiting")
    )
    assert is_immutable(made, conversation)
    assert not is_immutable(waiting, conversation)
    assert actions.edit(made, by=desk, text=words(en="Something else"), now=NOW) != made


def test_a_translation_alone_makes_no_new_measure(desk: Actor) -> None:
    conversation = factories.create_conversation()
    made = factories.create_statement(conversation, words="Meet online")
    vote(conversation, official(conversation.edition), casting(made))
    after = made.text.edited({"ko": Words("온라인으로 만나자.")})
    assert actions.edit(made, by=desk, text=after, now=NOW) == made
    assert Statement.objects.get().text.state("ko") == State.HUMAN


def test_a_translator_leaves_the_author_s_words(conversation: Conversation, desk: Actor) -> None:
    made = propose(conversation, official(conversation.edition))
    for language in ("ko", "fr"):
        with pytest.raises(Refused, match="language"):
            actions.translate(made, by=desk, changes={language: Words("x")})
    actions.translate(made, by=desk, changes={"ja": Words("交流を増やす。", State.MACHINE)})
    actions.translate(made, by=desk, changes={"ja": Words("")})
    made.refresh_from_db()
    assert made.text.state("ja") == State.MISSING


class TestNumbers(TestCase):
    @settings(deadline=None, max_examples=25)
    @given(st.lists(st.sampled_from(["propose", "seed", "accept", "reject", "merge", "edit"]), max_size=12))
    def test_numbers_are_given_once_and_every_statement_is_in_one_state(self, deeds: list[str]) -> None:
        conversation = factories.create_conversation(phase="collect")
        desk = desk_of(conversation)
        for turn, deed in enumerate(deeds):
            said = outcome(partial(do, deed, conversation, desk, f"방안 {turn}번을 함께 하자."))
            assert said in ("done", "itself", "there_already", "not_accepted")
        numbers = list(conversation.statements.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        assert sum(count_by_state(conversation).values()) == len(numbers)
        for each in conversation.statements.filter(state="rejected"):
            assert each.reason


def do(deed: str, conversation: Conversation, desk: Actor, said: str) -> None:
    """To the latest statement, as far as there is one."""
    one = conversation.statements.order_by("-number").first()
    kept = on_ballot(conversation, "open").order_by("number").first()
    if deed == "propose":
        propose(conversation, official(conversation.edition), said)
    elif deed == "seed":
        actions.add_seed(conversation, by=desk, text=words(ko=said), now=NOW)
    elif one and deed == "accept":
        actions.accept(one, by=desk, now=NOW)
    elif one and deed == "reject":
        actions.reject(one, by=desk, now=NOW, reason="other")
    elif one and deed == "edit":
        actions.edit(one, by=desk, text=words(ko=said), now=NOW)
    elif one and kept:
        actions.merge(one, by=desk, now=NOW, into=kept)
