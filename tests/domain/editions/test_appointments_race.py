"""Two at one moment: a link is taken up once, and a series keeps an administrator; on the database of the test run."""

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

import pytest
from django.db import connection
from django.utils import timezone

from tests import factories
from trilogue.domain.editions.actions import LinkDead, NotAppointed, Offered, offer, revoke
from trilogue.domain.editions.choices import Role
from trilogue.domain.editions.models import Appointment, Series
from trilogue.flows.appoint import take_up
from trilogue.flows.erase import erase_account
from trilogue.foundation.access import Actor

ROUNDS = 5
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(acts: Sequence[Callable[[], object]]) -> list[Exception]:
    """Each in a thread and a connection of its own; what went wrong but a refusal."""
    gate, faults = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        try:
            gate.wait()
            with suppress(NotAppointed):
                act()
        except Exception as fault:  # noqa: BLE001  any is a failure of the test
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(each,)) for each in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def administrators(series: Series, count: int = 2) -> list[Appointment]:
    return [
        factories.create_appointment(factories.create_account(), role=Role.HOST_ADMIN, series=series)
        for _ in range(count)
    ]


def left(series: Series) -> int:
    return Appointment.objects.filter(series=series, role=Role.HOST_ADMIN).count()


def test_two_administrators_who_revoke_each_other_leave_one() -> None:
    for _ in range(ROUNDS):
        series = factories.create_series()
        one, two = administrators(series)
        acts = [
            partial(revoke, one, by=Actor(two.account_id)),
            partial(revoke, two, by=Actor(one.account_id)),
        ]
        assert at_once(acts) == []
        assert left(series) == 1


def test_two_administrators_who_leave_at_once_leave_one() -> None:
    for _ in range(ROUNDS):
        series = factories.create_series()
        acts = [
            partial(erase_account, each.account, by=Actor(each.account_id), now=timezone.now())
            for each in administrators(series)
        ]
        assert at_once(acts) == []
        assert left(series) == 1


def test_a_link_that_several_take_up_at_once_is_used_once() -> None:
    for _ in range(ROUNDS):
        series = factories.create_series()
        host = Actor(administrators(series, 1)[0].account_id)
        now = timezone.now()
        wanted = Offered(Role.DESK, series)
        _link, token = offer(wanted, by=host, email="new@example.org", name="New", language="en", now=now)
        done: list[object] = []

        def act(token: str = token, done: list[object] = done) -> None:
            done.append(take_up(token, now=timezone.now()))

        assert at_once([act] * 4) == []
        assert len(done) == 1
        with pytest.raises(LinkDead):
            take_up(token, now=now)
