"""Many agree at one moment to meetings for which there are too few places, on the database of the test run."""

import threading
from contextlib import suppress

import pytest
from django.db import connection

from tests.domain.network.workshop import Workshop, open_workshop
from trilogue.domain.network.actions import MeetingRefused, agree
from trilogue.domain.network.models import Meeting, MeetingSeat
from trilogue.foundation.access import ANONYMOUS

PAIRS, PLACES = 8, 3
pytestmark = pytest.mark.django_db(transaction=True)


def at_once(meetings: list[Meeting], workshop: Workshop) -> list[Exception]:
    """Each agreed to in a thread and a connection of its own; what went wrong but a refusal."""
    gate, faults = threading.Barrier(len(meetings)), []

    def run(pk: int) -> None:
        try:
            meeting = Meeting.objects.get(pk=pk)
            gate.wait()
            with suppress(MeetingRefused):
                agree(meeting, by=ANONYMOUS, now=workshop.now)
        except Exception as fault:  # noqa: BLE001  any is a failure of the test
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(each.pk,)) for each in meetings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def test_every_place_is_given_once_and_none_is_left() -> None:
    workshop = open_workshop(places=PLACES)
    meetings = [workshop.asked(workshop.person("KR"), workshop.person("JP")) for _ in range(PAIRS)]
    assert at_once(meetings, workshop) == []
    given = list(Meeting.objects.filter(state="agreed").values_list("place__number", flat=True))
    assert sorted(given) == [1, 2, 3]


def test_one_whom_many_meet_at_one_time_meets_one() -> None:
    workshop = open_workshop(places=PAIRS, most_asked=PAIRS)
    popular = workshop.person("KR")
    meetings = [workshop.asked(popular, workshop.person("JP")) for _ in range(PAIRS)]
    assert at_once(meetings, workshop) == []
    assert Meeting.objects.filter(state="agreed").count() == 1
    assert MeetingSeat.objects.count() == 2
