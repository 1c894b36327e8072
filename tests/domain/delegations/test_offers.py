"""Places offered, given up, given on: the cases that a page or a race can bring about."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from tests import factories
from trilogue.domain.delegations import actions, queries
from trilogue.domain.delegations.choices import MOVES, State
from trilogue.domain.delegations.models import Delegation, NominationGroup, Participation
from trilogue.domain.editions.models import Edition
from trilogue.foundation.access import Actor

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def edition() -> Edition:
    return factories.create_edition()


@pytest.fixture
def korea(edition: Edition) -> Delegation:
    return factories.create_delegation(edition)


@pytest.fixture
def desk(edition: Edition) -> Actor:
    return factories.actor(edition=edition)


def give(korea: Delegation, places: int) -> None:
    factories.create_quota_decision(korea, places=places)


def stand(
    edition: Edition,
    state: State = State.ELIGIBLE,
    *,
    priority: int = 1,
    group: NominationGroup | None = None,
) -> Participation:
    """Somebody nominated, without a badge number."""
    made = factories.create_participation(edition, state=State.CONFIRMED)
    holds = state in (State.ACCEPTED, State.CONFIRMED)
    Participation.objects.filter(pk=made.pk).delete()
    made.pk, made.state, made.priority, made.group = None, state, priority, group
    made.reference = made.reference if holds else ""
    made.save(force_insert=True)
    return made


def state_of(participation: Participation) -> str:
    participation.refresh_from_db()
    return participation.state


def test_a_second_click_leaves_the_place_where_it_is(
    edition: Edition, korea: Delegation, desk: Actor
) -> None:
    give(korea, 1)
    one = stand(edition)
    assert actions.accept(one, by=desk, now=NOW) == [one]
    with pytest.raises(actions.UnlawfulMove):
        actions.accept(one, by=desk, now=NOW)
    assert state_of(one) == State.ACCEPTED


def test_without_a_free_place_who_is_eligible_waits_and_who_waits_is_told(
    edition: Edition, korea: Delegation, desk: Actor
) -> None:
    give(korea, 0)
    one = stand(edition)
    assert actions.accept(one, by=desk, now=NOW) == []
    assert state_of(one) == State.WAITING
    with pytest.raises(actions.NoPlaceLeft):
        actions.accept(one, by=desk, now=NOW)


def test_a_move_is_judged_on_the_row_as_it_stands(edition: Edition, korea: Delegation, desk: Actor) -> None:
    """Two officers have the same page open."""
    give(korea, 1)
    one = stand(edition, State.ACCEPTED)
    stale = Participation.objects.get(pk=one.pk)
    actions.withdraw(one, by=desk, now=NOW, reason="ill")
    with pytest.raises(actions.UnlawfulMove) as refusal:
        actions.confirm(stale, by=desk, now=NOW)
    assert refusal.value.before == State.WITHDRAWN


def test_only_a_draft_is_submitted(edition: Edition, desk: Actor) -> None:
    for state in (State.ELIGIBLE, State.WITHDRAWN, State.DECLINED):
        with pytest.raises(actions.UnlawfulMove):
            actions.submit(stand(edition, state), by=desk, now=NOW)


def test_a_withdrawal_gives_the_place_to_the_next_of_the_same_delegation(
    edition: Edition, korea: Delegation, desk: Actor
) -> None:
    give(korea, 1)
    holder = stand(edition, State.CONFIRMED)
    second, first = stand(edition, State.WAITING, priority=2), stand(edition, State.WAITING)
    other = factories.create_participation(
        edition, country=factories.create_country("JP"), state=State.WAITING
    )
    assert actions.withdraw(holder, by=desk, now=NOW, reason="ill") == [first]
    assert [state_of(each) for each in (first, second, other)] == [
        State.ACCEPTED,
        State.WAITING,
        State.WAITING,
    ]
    change = first.changes.get()
    assert (change.before, change.after, change.reason) == (State.WAITING, State.ACCEPTED, actions.PLACE_FREE)


def test_an_offer_ends_when_nobody_takes_it(edition: Edition, korea: Delegation, desk: Actor) -> None:
    give(korea, 1)
    one, next_one = stand(edition), stand(edition)
    actions.accept_in_order(korea, by=desk, now=NOW)
    end = NOW + timedelta(days=7)
    assert actions.lapse_offers(korea, by=desk, now=end - timedelta(seconds=1)) == []
    assert actions.lapse_offers(korea, by=desk, now=end) == [next_one]
    assert state_of(one) == State.DECLINED
    assert one.changes.last().reason == actions.OFFER_LAPSED  # type: ignore[union-attr]
    assert actions.lapse_offers(korea, by=desk, now=end) == []


def test_a_confirmed_place_does_not_lapse(edition: Edition, korea: Delegation, desk: Actor) -> None:
    one = stand(edition)
    actions.accept(one, by=desk, now=NOW)
    actions.confirm(one, by=desk, now=NOW)
    actions.lapse_offers(korea, by=desk, now=NOW + timedelta(days=99))
    assert state_of(one) == State.CONFIRMED


def test_a_group_is_accepted_whole_or_waits_whole_also_by_hand(
    edition: Edition, korea: Delegation, desk: Actor
) -> None:
    group = factories.create_nomination_group()
    pair = [stand(edition, group=group), stand(edition, group=group)]
    give(korea, 1)
    assert actions.accept(pair[0], by=desk, now=NOW) == []
    assert [state_of(each) for each in pair] == [State.WAITING, State.WAITING]
    give(korea, 2)
    assert actions.accept(pair[1], by=desk, now=NOW) == [pair[1], pair[0]]


def test_nobody_of_a_group_is_promoted_while_another_of_it_is_not_on_the_list(
    edition: Edition, korea: Delegation, desk: Actor
) -> None:
    give(korea, 1)
    holder, group = stand(edition, State.CONFIRMED), factories.create_nomination_group()
    waiting, eligible = stand(edition, State.WAITING, group=group), stand(edition, group=group)
    assert actions.withdraw(holder, by=desk, now=NOW, reason="ill") == []
    assert [state_of(waiting), state_of(eligible)] == [State.WAITING, State.ELIGIBLE]


def test_a_group_is_not_accepted_before_all_of_it_is_judged(
    edition: Edition, korea: Delegation, desk: Actor
) -> None:
    group = factories.create_nomination_group()
    judged, unjudged = stand(edition, group=group), stand(edition, State.SUBMITTED, group=group)
    assert actions.accept_in_order(korea, by=desk, now=NOW) == []
    with pytest.raises(actions.GroupUnjudged):
        actions.accept(judged, by=desk, now=NOW)
    assert queries.outlook(korea).unjudged == (judged,)
    actions.decline(unjudged, by=desk, now=NOW, reason="no link")
    assert actions.accept_in_order(korea, by=desk, now=NOW) == [judged]


def test_a_substitute_takes_badge_number_and_room(edition: Edition, korea: Delegation, desk: Actor) -> None:
    give(korea, 1)
    leaving, coming, waiting = stand(edition, State.CONFIRMED), stand(edition), stand(edition, State.WAITING)
    Participation.objects.filter(pk=leaving.pk).update(room="502")
    number = leaving.reference
    assert actions.substitute(leaving, coming, by=desk, now=NOW, reason="ill") == []
    coming.refresh_from_db()
    assert (coming.state, coming.reference, coming.room) == (State.CONFIRMED, number, "502")
    assert coming.replaces == leaving
    leaving.refresh_from_db()
    assert (leaving.state, leaving.reference, leaving.room) == (State.WITHDRAWN, "", "")
    assert state_of(waiting) == State.WAITING


def test_a_substitute_gives_an_own_place_back_and_its_number_to_no_third(
    edition: Edition, korea: Delegation, desk: Actor
) -> None:
    give(korea, 2)
    leaving, coming = stand(edition, State.CONFIRMED), stand(edition)
    actions.accept(coming, by=desk, now=NOW)
    given = coming.reference
    waiting = stand(edition, State.WAITING)
    assert actions.substitute(leaving, coming, by=desk, now=NOW, reason="ill") == [waiting]
    waiting.refresh_from_db()
    assert waiting.reference not in ("", given, coming.reference)


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.DECLINED, State.CONFIRMED])
def test_who_cannot_come_instead(edition: Edition, korea: Delegation, desk: Actor, state: State) -> None:
    leaving, coming = stand(edition, State.CONFIRMED), stand(edition, state)
    with pytest.raises(actions.UnlawfulMove), transaction.atomic():
        actions.substitute(leaving, coming, by=desk, now=NOW, reason="ill")
    assert state_of(leaving) == State.CONFIRMED


def test_nobody_of_another_country_comes_instead(edition: Edition, desk: Actor) -> None:
    leaving = stand(edition, State.CONFIRMED)
    other = factories.create_participation(
        edition, country=factories.create_country("JP"), state=State.ELIGIBLE
    )
    with pytest.raises(actions.UnlawfulMove):
        actions.substitute(leaving, other, by=desk, now=NOW, reason="ill")


def test_nobody_comes_in_the_own_place(edition: Edition, desk: Actor) -> None:
    one = stand(edition, State.ACCEPTED)
    same = Participation.objects.get(pk=one.pk)
    with pytest.raises(actions.UnlawfulMove):
        actions.substitute(one, same, by=desk, now=NOW, reason="ill")


def test_who_was_replaced_can_come_back_and_be_replaced_again(
    edition: Edition, korea: Delegation, desk: Actor
) -> None:
    leaving = stand(edition, State.CONFIRMED)
    for _ in range(2):
        actions.substitute(leaving, stand(edition), by=desk, now=NOW, reason="ill")
        actions.renew(leaving, by=desk, now=NOW, reason="well again")
        actions.hold_eligible(leaving, by=desk, now=NOW)
        actions.accept(leaving, by=desk, now=NOW)
    assert state_of(leaving) == State.ACCEPTED


def test_places_move_by_two_decisions_or_none(edition: Edition, korea: Delegation, desk: Actor) -> None:
    japan = factories.create_delegation(edition, country=factories.create_country("JP"))
    day = NOW.date()
    with pytest.raises(actions.NothingToTransfer):
        actions.transfer_places(korea, japan, by=desk, places=1, decided_on=day, reason="x")
    give(korea, 2)
    give(japan, 1)
    stand(edition, State.CONFIRMED)
    with pytest.raises(actions.QuotaTooSmall):
        actions.transfer_places(korea, japan, by=desk, places=2, decided_on=day, reason="x")
    with pytest.raises(actions.QuotaTooSmall):
        actions.transfer_places(korea, japan, by=desk, places=3, decided_on=day, reason="x")
    with pytest.raises(actions.NothingToTransfer):
        actions.transfer_places(korea, korea, by=desk, places=1, decided_on=day, reason="x")
    actions.transfer_places(korea, japan, by=desk, places=1, decided_on=day, reason="letter 5")
    assert queries.quotas(edition) == {"KR": 1, "JP": 2}
    assert {each.counterpart_id for each in edition.delegations.get(country="JP").quota_decisions.all()} == {
        None,
        korea.pk,
    }


def test_a_quota_never_falls_below_the_places_held(edition: Edition, korea: Delegation, desk: Actor) -> None:
    stand(edition, State.CONFIRMED)
    stand(edition, State.ACCEPTED)
    with pytest.raises(actions.QuotaTooSmall) as refusal:
        actions.decide_quota(korea, by=desk, places=1, decided_on=NOW.date())
    assert refusal.value.held == 2


def test_places_are_counted_only_under_the_lock_of_the_delegation(
    edition: Edition, korea: Delegation, desk: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the lock two officers at once would both see the last place."""
    locks: list[str] = []
    taken: Any = QuerySet.select_for_update

    def spy(rows: "QuerySet[Delegation]", **how: Any) -> Any:
        locks.extend([rows.model.__name__, *how.get("of", ())])
        return taken(rows, **how)

    counted: list[bool] = []
    count = queries.places.free_places

    def free(delegation: Delegation) -> int | None:
        counted.append(bool({"Delegation", "delegation"} & set(locks)))
        return count(delegation)

    monkeypatch.setattr(QuerySet, "select_for_update", spy)
    monkeypatch.setattr(actions.offers, "free_places", free)
    give(korea, 1)
    one = stand(edition)
    acts: tuple[Callable[[], object], ...] = (
        lambda: actions.accept(one, by=desk, now=NOW),
        lambda: actions.withdraw(one, by=desk, now=NOW, reason="ill"),
        lambda: actions.accept_in_order(korea, by=desk, now=NOW),
        lambda: actions.promote(korea, by=desk, now=NOW),
    )
    for act in acts:
        locks.clear()
        act()
    assert len(counted) == 4
    assert all(counted)


@pytest.mark.parametrize("before", State)
def test_the_database_itself_refuses_a_move_that_the_life_does_not_know(
    edition: Edition, before: State
) -> None:
    one = factories.create_participation(edition, state=before)
    row = Participation.objects.filter(pk=one.pk)
    for after in State:
        try:
            with transaction.atomic():
                row.update(state=after)
                allowed = True
                transaction.set_rollback(True)
        except DatabaseError:
            allowed = False
        assert allowed == (after == before or after in MOVES[before]), after
