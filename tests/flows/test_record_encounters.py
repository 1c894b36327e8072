"""Encounters are what the published plan seats: no more, no less, however often they are recorded."""

from itertools import combinations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories
from trilogue.domain.delegations.models import Participation
from trilogue.domain.editions.models import Edition
from trilogue.domain.network.choices import EncounterKind
from trilogue.domain.network.models import Encounter
from trilogue.domain.network.queries import network_until
from trilogue.domain.tables.models import Seat, TablePlan
from trilogue.flows.close_edition import close
from trilogue.flows.publish import publish_series
from trilogue.flows.record_encounters import record
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db
Rows = set[tuple[int, int, int]]


@pytest.fixture
def plan() -> TablePlan:
    """Six people at two tables in two rounds; after the first they change over."""
    made = factories.create_table_plan(rounds=2, tables=2, published=True)
    people = [factories.create_participation(made.edition) for _ in range(6)]
    for index, each in enumerate(people):
        factories.create_seat(made, participation=each, round=1, table=1 + index // 3)
        factories.create_seat(made, participation=each, round=2, table=1 + index % 2)
    return made


def met() -> Rows:
    return set(Encounter.objects.values_list("number", "first", "second"))


def at_one_table(plan: TablePlan, *but: Participation) -> Rows:
    """Counted apart from the product's own way."""
    gone = {each.pk for each in but}
    seats = [each for each in plan.seats.all() if each.participation_id not in gone]
    return {
        (one.round, *sorted((one.participation_id, other.participation_id)))  # type: ignore[misc]
        for one, other in combinations(seats, 2)
        if (one.round, one.table) == (other.round, other.table)
    }


def test_everybody_at_one_table_met(plan: TablePlan) -> None:
    assert record(plan.edition, by=ANONYMOUS) == 12
    assert met() == at_one_table(plan)
    assert set(Encounter.objects.values_list("kind", "attended")) == {("round", False)}


def test_recorded_again_nothing_is_written(plan: TablePlan) -> None:
    record(plan.edition, by=ANONYMOUS)
    rows, entries = set(Encounter.objects.values_list("pk", flat=True)), Entry.objects.count()
    assert record(plan.edition, by=ANONYMOUS) == 0
    assert set(Encounter.objects.values_list("pk", flat=True)) == rows
    assert Entry.objects.count() == entries


def test_a_moved_seat_is_followed(plan: TablePlan) -> None:
    record(plan.edition, by=ANONYMOUS)
    Seat.objects.filter(pk=plan.seats.first().pk).update(table=2)  # type: ignore[union-attr]
    assert record(plan.edition, by=ANONYMOUS) == 5
    assert met() == at_one_table(plan)


def test_who_withdrew_or_did_not_come_meets_nobody(plan: TablePlan) -> None:
    record(plan.edition, by=ANONYMOUS)
    one, other = plan.edition.participations.all()[:2]
    Participation.objects.filter(pk=one.pk).update(state="withdrawn")
    Participation.objects.filter(pk=other.pk).update(state="absent")
    record(plan.edition, by=ANONYMOUS)
    assert met() == at_one_table(plan, one, other)


def test_who_is_away_in_a_round_meets_nobody_there(plan: TablePlan) -> None:
    one = plan.edition.participations.first()
    assert one
    factories.create_absence(one, round=1)
    record(plan.edition, by=ANONYMOUS)
    assert {row for row in met() if row[0] == 1} == {row for row in at_one_table(plan, one) if row[0] == 1}
    assert {row for row in met() if row[0] == 2} == {row for row in at_one_table(plan) if row[0] == 2}


def test_two_who_attended_were_seen_there_until_one_turns_out_to_have_been_absent(plan: TablePlan) -> None:
    record(plan.edition, by=ANONYMOUS)
    people = [each.pk for each in plan.edition.participations.all()]
    Participation.objects.filter(pk__in=people[:2]).update(state="attended")
    assert record(plan.edition, by=ANONYMOUS) == 1
    seen = Encounter.objects.get(attended=True)
    assert (seen.first_id, seen.second_id) == tuple(sorted(people[:2]))
    Participation.objects.filter(pk=people[0]).update(state="absent")
    record(plan.edition, by=ANONYMOUS)
    assert not Encounter.objects.filter(attended=True).exists()


def test_a_plan_that_is_not_published_seats_nobody(plan: TablePlan) -> None:
    record(plan.edition, by=ANONYMOUS)
    TablePlan.objects.update(published_at=None)
    record(plan.edition, by=ANONYMOUS)
    assert met() == set()


def test_encounters_of_another_kind_or_edition_stay(plan: TablePlan) -> None:
    one, other = plan.edition.participations.all()[:2]
    factories.create_encounter(one, other, kind=EncounterKind.MEETING, number=7)
    elsewhere = factories.create_encounter()
    record(plan.edition, by=ANONYMOUS)
    assert Encounter.objects.filter(kind=EncounterKind.MEETING).count() == 1
    assert Encounter.objects.filter(pk=elsewhere.pk).exists()


def test_closing_the_edition_records_them(plan: TablePlan) -> None:
    publish_series(plan.edition.series, by=ANONYMOUS, now=timezone.now())
    close(plan.edition, by=ANONYMOUS, now=timezone.now())
    assert met() == at_one_table(plan)


def test_a_thousand_at_five_rounds_need_few_queries() -> None:
    edition, plan = _large(people=1000, tables=100, rounds=5)
    with CaptureQueriesContext(connection) as captured:
        assert record(edition, by=ANONYMOUS) == 5 * 100 * 45
    assert len(captured) < 160  # SQLite takes about 160 rows at once
    with CaptureQueriesContext(connection) as captured:
        assert record(edition, by=ANONYMOUS) == 0
    assert len(captured) < 12
    with CaptureQueriesContext(connection) as captured:
        ties = network_until(edition)
    assert len(captured) == 6
    assert len(ties[0].gathering.country) == 1000
    assert plan.seats.count() == 5000


def _large(*, people: int, tables: int, rounds: int) -> tuple[Edition, TablePlan]:
    """Rows in bulk, for what is asked is how many queries they need."""
    one = factories.create_participation()
    plan = factories.create_table_plan(one.edition, rounds=rounds, tables=tables, published=True)
    person = type(one.person)
    persons = person.objects.bulk_create(
        person(email=f"large-{number}@example.org", country=one.person.country)
        for number in range(people - 1)
    )
    Participation.objects.bulk_create(
        Participation(
            edition=one.edition,
            person=each,
            delegation=one.delegation,
            state="confirmed",
            reference=f"L{number}",
            home_written="",
        )
        for number, each in enumerate(persons)
    )
    everybody = list(one.edition.participations.values_list("pk", flat=True))
    Seat.objects.bulk_create(
        Seat(plan=plan, round=number, table=1 + index * step % tables, participation_id=each)
        for number, step in enumerate((1, 3, 7, 9, 11), start=1)
        for index, each in enumerate(everybody)
    )
    return one.edition, plan
