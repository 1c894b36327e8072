"""200 requests at once for the last places, on the database that the tests run on."""

import sys

import pytest
from django.conf import settings

from bench.places import RACERS, ROUNDS, race

pytestmark = [pytest.mark.prove, pytest.mark.own_database]
VENDOR = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2].replace("sqlite3", "sqlite")


def test_the_last_places_are_given_once_each_and_none_is_left() -> None:
    outcome = race(VENDOR)
    sys.stdout.write(f"\nplaces on {VENDOR}: {outcome.said()}\n")
    assert len(outcome.seconds) == ROUNDS * RACERS
    assert (outcome.oversold, outcome.empty, dict(outcome.failures)) == (0, 0, {})


@pytest.mark.skipif(
    VENDOR == "sqlite", reason="SQLite has one writer at a time: there is no lock to take away"
)
def test_without_the_lock_places_are_oversold() -> None:
    """The control: it shows that the race above is one."""
    outcome = race(VENDOR, rounds=3, locked=False)
    sys.stdout.write(f"\nplaces without the lock: {outcome.said()}\n")
    assert outcome.oversold > 0
