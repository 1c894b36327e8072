"""What holds of plans whatever page asks: two moves at once, searches that break, and what phones are told."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from tests import factories
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.models import Edition
from trilogue.domain.tables.actions import Refused, ask_search, move_seat, publish_plan, title_round
from trilogue.domain.tables.choices import Asked
from trilogue.domain.tables.models import Search, TablePlan
from trilogue.domain.tables.planning import gather, run_search, solving
from trilogue.domain.tables.queries import published_plan, tables_of
from trilogue.foundation.access import ANONYMOUS


def board(edition: Edition, *, tables: int = 3, rounds: int = 1) -> tuple[TablePlan, list[Participation]]:
    """Two people at each table, the same in every round."""
    plan = factories.create_table_plan(edition, rounds=rounds, tables=tables)
    people = [factories.create_participation(edition) for _ in range(2 * tables)]
    for number in range(1, rounds + 1):
        for index, each in enumerate(people):
            factories.create_seat(plan, participation=each, round=number, table=index // 2 + 1)
    return plan, people


@pytest.mark.django_db(transaction=True)
def test_of_two_moves_made_on_one_board_at_once_one_is_refused() -> None:
    plan, people = board(factories.create_edition())
    seen = dict(plan.seats.values_list("participation", "table"))
    start, outcomes = Barrier(2), []

    def move(who: int, table: int) -> None:
        try:
            start.wait()
            move_seat(plan, by=ANONYMOUS, round=1, who=who, table=table, seen=seen)
            outcomes.append("moved")
        except Refused as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    movers = [Thread(target=move, args=(people[0].pk, 2)), Thread(target=move, args=(people[2].pk, 3))]
    for each in movers:
        each.start()
    for each in movers:
        each.join()
    assert sorted(outcomes) == ["changed", "moved"]
    after = dict(plan.seats.values_list("participation", "table"))
    assert sum(seen[who] != after[who] for who in seen) == 1


@pytest.mark.django_db
def test_a_search_that_breaks_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = factories.create_edition()
    factories.create_participation(edition)
    search = _asked(edition)

    def breaks(*_args: object, **_more: object) -> None:
        raise MemoryError

    monkeypatch.setattr(solving, "solve", breaks)
    with pytest.raises(MemoryError):
        run_search(search.pk)
    search.refresh_from_db()
    assert (search.state, search.failure) == ("failed", {"code": "unexpected"})


@pytest.mark.django_db
def test_a_search_is_done_once_by_whoever_is_first() -> None:
    edition = factories.create_edition()
    for _ in range(4):
        factories.create_participation(edition)
    search = _asked(edition)
    Search.objects.filter(pk=search.pk).update(state="running", heard_at=timezone.now())
    run_search(search.pk)
    assert not TablePlan.objects.exists()
    Search.objects.filter(pk=search.pk).update(heard_at=timezone.now() - timedelta(minutes=2))
    run_search(search.pk)
    assert TablePlan.objects.count() == 1


def _asked(edition: Edition) -> Search:
    return ask_search(by=ANONYMOUS, edition=edition, asked=Asked(2, 2, 1), most_steps=500, now=timezone.now())


@pytest.mark.django_db
def test_phones_are_told_the_own_tables_of_the_published_plan() -> None:
    edition = factories.create_edition()
    plan, people = board(edition, rounds=2)
    me, beside, *_others = people
    title_round(by=ANONYMOUS, edition=edition, number=2, title=factories.text("Lunch"))
    assert tables_of(me) == []
    publish_plan(plan, by=ANONYMOUS, now=timezone.now())
    assert published_plan(edition) == plan
    found = tables_of(me)
    assert [(each.round, str(each.title), each.table) for each in found] == [(1, "", 1), (2, "Lunch", 1)]
    assert [each.companions for each in found] == [(beside,), (beside,)]
    Participation.objects.filter(pk=beside.pk).update(state="withdrawn")
    assert [each.companions for each in tables_of(me)] == [(), ()]


@pytest.mark.django_db
def test_who_met_before_is_told_by_the_record_that_stands_now() -> None:
    """Not who was absent, not from an unpublished plan, not from a later edition."""
    series = factories.create_series()
    now, before = (factories.create_edition(series, number=number) for number in (3, 2))
    people = [factories.create_participation(now) for _ in range(3)]
    merged = factories.create_person()
    factories.create_merge(people[1].person, merged)
    met = factories.create_table_plan(before, published=True)
    for person in (people[0].person, merged, people[2].person):
        factories.create_seat(met, participation=factories.create_participation(before, person=person))
    factories.create_absence(before.participations.get(person=people[2].person), round=1)
    other = factories.create_table_plan(factories.create_edition(series, number=1))
    later = factories.create_table_plan(factories.create_edition(series, number=4), published=True)
    for plan in (other, later):
        for each in people:
            factories.create_seat(
                plan, participation=factories.create_participation(plan.edition, person=each.person)
            )
    assert gather(now).earlier == (tuple(sorted(str(each.pk) for each in people[:2])),)
