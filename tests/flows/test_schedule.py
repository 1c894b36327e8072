"""Publications that the worker makes at their time: once, by whoever may, or not at all and visibly."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.utils import timezone

from tests import factories
from trilogue.documents.record import live_edition, published
from trilogue.domain.editions import actions
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Appointment, Edition, Publication, ScheduledPublication
from trilogue.domain.editions.queries import actor_of
from trilogue.domain.people.models import Account
from trilogue.flows import publish
from trilogue.flows.publish import publish_due, publish_series
from trilogue.foundation.access import ANONYMOUS
from trilogue.foundation.audit.models import Entry

NOW = timezone.now()
DUE = NOW + timedelta(hours=1)


@pytest.fixture
def account() -> Account:
    return factories.create_account()


@pytest.fixture
def edition(account: Account) -> Edition:
    series = factories.create_series("workshop")
    publish_series(series, by=ANONYMOUS, now=NOW)
    edition = factories.create_edition(series, number=7)
    factories.create_appointment(account, role=Role.DESK, series=series)
    return edition


@pytest.fixture
def scheduled(edition: Edition, account: Account) -> ScheduledPublication:
    actor = actor_of(account)
    return actions.schedule_publication(by=actor, series=edition.series, edition=edition, due_at=DUE, now=NOW)


@pytest.mark.django_db
def test_it_is_made_at_its_time_and_once(scheduled: ScheduledPublication, account: Account) -> None:
    assert publish_due(now=DUE - timedelta(seconds=1)) == 0
    assert published()["workshop"].edition(7) is None
    assert publish_due(now=DUE) == 1
    assert publish_due(now=DUE + timedelta(minutes=1)) == 0
    assert published()["workshop"].edition(7) is not None
    made = Publication.objects.get(edition__number=7)
    assert (made.published_by, made.published_at) == (account, DUE)
    scheduled.refresh_from_db()
    assert (scheduled.ended_at, scheduled.failure) == (DUE, "")
    assert Entry.objects.filter(action="scheduled_done").count() == 1


@pytest.mark.django_db
def test_whoever_lost_the_role_meanwhile_publishes_nothing(scheduled: ScheduledPublication) -> None:
    Appointment.objects.all().delete()
    assert publish_due(now=DUE) == 0
    assert not Publication.objects.filter(edition__number=7).exists()
    scheduled.refresh_from_db()
    assert (scheduled.ended_at, scheduled.failure) == (DUE, "not_allowed")


@pytest.mark.django_db
def test_an_account_that_is_gone_or_closed_publishes_nothing(
    scheduled: ScheduledPublication, account: Account
) -> None:
    account.is_active = False
    account.save()
    publish_due(now=DUE)
    scheduled.refresh_from_db()
    assert scheduled.failure == "not_allowed"


@pytest.mark.django_db
def test_a_role_in_another_series_does_not_count(scheduled: ScheduledPublication, account: Account) -> None:
    Appointment.objects.all().delete()
    factories.create_appointment(account, role=Role.HOST_ADMIN, series=factories.create_series("other"))
    publish_due(now=DUE)
    scheduled.refresh_from_db()
    assert scheduled.failure == "not_allowed"


@pytest.mark.django_db
@pytest.mark.parametrize("fault", [ValueError, AssertionError, OSError, IntegrityError])
def test_one_that_cannot_be_made_ends_and_keeps_no_other(
    scheduled: ScheduledPublication,
    account: Account,
    monkeypatch: pytest.MonkeyPatch,
    fault: type[Exception],
) -> None:
    other = factories.create_edition(scheduled.series, number=8)
    actions.schedule_publication(
        by=actor_of(account), series=other.series, edition=other, due_at=DUE, now=NOW
    )
    real = live_edition

    def broken(edition: Edition) -> object:
        if edition.number == 7:
            raise fault(edition)
        return real(edition)

    monkeypatch.setattr(publish, "live_edition", broken)
    assert publish_due(now=DUE) == 1
    scheduled.refresh_from_db()
    assert (scheduled.ended_at, scheduled.failure) == (DUE, "broken")
    assert not Publication.objects.filter(edition__number=7).exists()


@pytest.mark.django_db
def test_a_lost_database_leaves_it_to_the_next_look(
    scheduled: ScheduledPublication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(_: Edition) -> object:
        raise OperationalError

    with monkeypatch.context() as patched:
        patched.setattr(publish, "live_edition", lost)
        with pytest.raises(OperationalError):
            publish_due(now=DUE)
    assert publish_due(now=DUE) == 1


@pytest.mark.django_db
def test_a_crash_after_publishing_leaves_nothing_half_done(
    scheduled: ScheduledPublication, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """As a signal would end the process."""

    def end(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(actions, "end_scheduled", end)
        with pytest.raises(Killed):
            publish_due(now=DUE)
    assert not Publication.objects.filter(edition__number=7).exists()
    assert publish_due(now=DUE) == 1
    assert Publication.objects.filter(edition__number=7).count() == 1


@pytest.mark.django_db
def test_called_off_is_called_off(scheduled: ScheduledPublication) -> None:
    actions.call_off(scheduled, by=ANONYMOUS, now=NOW)
    assert publish_due(now=DUE) == 0
    with pytest.raises(actions.NotSchedulable, match="ended"):
        actions.call_off(scheduled, by=ANONYMOUS, now=NOW)


@pytest.mark.django_db
def test_one_waits_at_most_and_none_for_the_past(scheduled: ScheduledPublication, edition: Edition) -> None:
    for due_at, code in ((DUE, "waiting"), (NOW, "past")):
        with pytest.raises(actions.NotSchedulable, match=code):
            actions.schedule_publication(
                by=ANONYMOUS, series=edition.series, edition=edition, due_at=due_at, now=NOW
            )


@pytest.mark.django_db(transaction=True)
def test_several_workers_make_it_once(scheduled: ScheduledPublication) -> None:
    barrier = threading.Barrier(4)

    def work() -> None:
        barrier.wait()
        publish_due(now=DUE)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert Publication.objects.filter(edition__number=7).count() == 1
