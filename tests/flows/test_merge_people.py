"""Merging people who are in one edition: no place is lost in silence, and undoing takes the nomination up again."""

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from tests import factories
from tests.domain.people.conftest import enter_person
from trilogue.domain.delegations import actions as delegations
from trilogue.domain.delegations.actions import Nominated, Post
from trilogue.domain.delegations.choices import State
from trilogue.domain.delegations.models import Delegation, Participation
from trilogue.domain.delegations.queries import history_of
from trilogue.domain.people.models import Merge, Person
from trilogue.flows.merge_people import ChooseNomination, merge_people, unmerge_people
from trilogue.foundation.access import ANONYMOUS as NOBODY

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def delegation(db: None) -> Delegation:
    delegation = factories.create_delegation()
    factories.create_quota_decision(delegation, places=2)
    return delegation


def nominated(delegation: Delegation, state: State = State.SUBMITTED) -> Participation:
    email = f"kim{Person.objects.count()}@example.kr"
    person = enter_person("KR", ("김", "하늘"), ("KIM", "Haneul"), email=email)
    entry = delegations.nominate(
        delegation, person, by=NOBODY, now=NOW, post=Post(home_written="경기도"), nominated=Nominated()
    )
    delegations.submit(entry, by=NOBODY, now=NOW)
    if state in (State.ELIGIBLE, State.ACCEPTED, State.CONFIRMED, State.WAITING):
        delegations.hold_eligible(entry, by=NOBODY, now=NOW, override="known")
        entry.refresh_from_db()
    if state in (State.ACCEPTED, State.CONFIRMED, State.WAITING):
        delegations.accept(entry, by=NOBODY, now=NOW)
        entry.refresh_from_db()
    if state == State.CONFIRMED:
        delegations.confirm(entry, by=NOBODY, now=NOW)
        entry.refresh_from_db()
    return entry


def merged(kept: Participation, absorbed: Participation) -> Merge:
    return merge_people(kept.person, absorbed.person, by=NOBODY, reasons=["same_name"], now=NOW)


def test_the_absorbed_nomination_is_withdrawn_and_taken_up_again(delegation: Delegation) -> None:
    kept, absorbed = nominated(delegation, State.CONFIRMED), nominated(delegation)
    decision = merged(kept, absorbed)
    absorbed.refresh_from_db()
    last = absorbed.changes.last()
    assert last
    assert (absorbed.state, last.reason) == (State.WITHDRAWN, "duplicate")
    assert history_of(absorbed.person).participations == history_of(kept.person).participations
    assert len(history_of(kept.person).participations) == 2
    unmerge_people(decision, by=NOBODY, now=NOW)
    absorbed.refresh_from_db()
    assert absorbed.state == State.SUBMITTED
    assert len(history_of(kept.person).participations) == 1


def test_a_place_that_only_the_absorbed_record_holds_is_not_lost(delegation: Delegation) -> None:
    kept, absorbed = nominated(delegation), nominated(delegation, State.CONFIRMED)
    with pytest.raises(ChooseNomination) as raised:
        merged(kept, absorbed)
    assert (raised.value.kept, raised.value.absorbed) == (kept, absorbed)
    absorbed.refresh_from_db()
    assert absorbed.state == State.CONFIRMED
    assert not Person.objects.exclude(merged_into=None).exists()
    merged(absorbed, kept)
    absorbed.refresh_from_db()
    assert absorbed.state == State.CONFIRMED


def test_a_place_that_both_held_goes_to_the_next(
    delegation: Delegation, mailoutbox: list[EmailMessage]
) -> None:
    kept, absorbed = nominated(delegation, State.CONFIRMED), nominated(delegation, State.CONFIRMED)
    waiting = nominated(delegation, State.WAITING)
    mailoutbox.clear()
    merged(kept, absorbed)
    waiting.refresh_from_db()
    assert waiting.state == State.ACCEPTED
    assert [mail.to for mail in mailoutbox] == [[waiting.person.email]]


def test_nominations_of_different_editions_stay(delegation: Delegation) -> None:
    other = factories.create_delegation()
    kept, absorbed = nominated(delegation), nominated(other)
    merged(kept, absorbed)
    absorbed.refresh_from_db()
    assert absorbed.state == State.SUBMITTED


def test_undoing_leaves_what_was_withdrawn_for_other_reasons(delegation: Delegation) -> None:
    kept, absorbed = nominated(delegation), nominated(delegation)
    delegations.withdraw(absorbed, by=NOBODY, now=NOW, reason="ill")
    decision = merged(kept, absorbed)
    unmerge_people(decision, by=NOBODY, now=NOW)
    absorbed.refresh_from_db()
    assert absorbed.state == State.WITHDRAWN
