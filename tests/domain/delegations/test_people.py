"""Who sees and looks after whom: people of the own series or edition, everybody for who runs every series."""

from dataclasses import dataclass

import pytest

from tests import factories
from trilogue.domain.delegations.queries import history_of, keeps, parts, people_seen_by, sees
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Edition
from trilogue.domain.people.models import Person
from trilogue.foundation.access import Actor, Appointed

pytestmark = pytest.mark.django_db
RUNNING = (Role.DESK, Role.HOST_ADMIN)


@dataclass(frozen=True)
class Two:
    """Two series: somebody in the first, somebody in each edition of the second, and somebody in none."""

    first: Edition
    second: Edition
    later: Edition
    in_first: Person
    in_second: Person
    in_later: Person
    in_none: Person

    def seen_by(self, actor: Actor) -> set[Person]:
        people = (self.in_first, self.in_second, self.in_later, self.in_none)
        return {each for each in people if sees(actor, each)}


@pytest.fixture
def two() -> Two:
    first, second = factories.create_edition(), factories.create_edition()
    later = factories.create_edition(second.series)
    one, other, third = (
        factories.create_participation(each, state="withdrawn").person for each in (first, second, later)
    )
    return Two(first, second, later, one, other, third, factories.create_person())


def appointed(*where: Appointed) -> Actor:
    return Actor(1, appointments=where)


@pytest.mark.parametrize("role", RUNNING)
def test_a_desk_sees_whoever_was_in_its_series_in_any_state(two: Two, role: Role) -> None:
    actor = appointed(Appointed(role, two.second.series_id))
    assert two.seen_by(actor) == {two.in_second, two.in_later}
    assert keeps(actor, two.in_second)
    assert not keeps(actor, two.in_first)


@pytest.mark.parametrize("role", RUNNING)
def test_an_appointment_to_one_edition_reaches_its_people_alone(two: Two, role: Role) -> None:
    actor = appointed(Appointed(role, two.second.series_id, two.second.pk))
    assert two.seen_by(actor) == {two.in_second}


def test_several_appointments_reach_the_people_of_each(two: Two) -> None:
    actor = appointed(
        Appointed(Role.DESK, two.first.series_id), Appointed(Role.DESK, two.second.series_id, two.later.pk)
    )
    assert two.seen_by(actor) == {two.in_first, two.in_later}


def test_who_runs_every_series_sees_those_too_who_belong_to_none(two: Two) -> None:
    actor = appointed(
        Appointed(Role.DESK, two.first.series_id), Appointed(Role.HOST_ADMIN, two.second.series_id)
    )
    assert people_seen_by(actor) is None
    assert two.in_none in two.seen_by(actor)
    factories.create_series("third")
    assert two.in_none not in two.seen_by(actor)


def test_a_coordinator_elsewhere_looks_after_nobody_there(two: Two) -> None:
    country = two.in_first.country_id
    actor = appointed(
        Appointed(Role.DESK, two.second.series_id),
        Appointed(Role.COORDINATOR, two.first.series_id, country=country),
    )
    factories.create_posting(two.in_first)
    assert sees(actor, two.in_first)
    assert not keeps(actor, two.in_first)
    assert history_of(two.in_first, actor=actor).participations
    assert history_of(two.in_first, actor=actor).postings == []


def test_of_a_merged_person_each_desk_sees_what_was_in_its_series(two: Two) -> None:
    factories.create_merge(two.in_first, two.in_second)
    two.in_second.refresh_from_db()
    actor = appointed(Appointed(Role.DESK, two.second.series_id))
    assert keeps(actor, two.in_first)
    assert [each.edition for each in history_of(two.in_first, actor=actor).participations] == [two.second]


def test_two_records_are_parted_by_who_looks_after_both(two: Two) -> None:
    across = factories.create_merge(two.in_first, two.in_second)
    within = factories.create_merge(two.in_second, two.in_later)
    actor = appointed(Appointed(Role.DESK, two.second.series_id))
    assert parts(actor, within)
    assert not parts(actor, across)
    assert parts(appointed(*actor.appointments, Appointed(Role.DESK, two.first.series_id)), across)
