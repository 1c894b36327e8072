"""Counters that all processes share: none is lost, none ends early, and a full room is let in."""

import threading
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection

from trilogue.foundation.access import limits
from trilogue.foundation.access.limits import Limit, TooMany, is_spent, spend, take

FEW = Limit("test-few", 3, timedelta(days=3650))
"""Of a time that does not end while a test runs."""


@pytest.fixture(autouse=True)
def _nothing_counted(db: None) -> None:
    cache.clear()


def test_so_many_and_no_more(db: None) -> None:
    assert [spend(FEW, "a") for _ in range(3)] == [None] * 3
    wait = spend(FEW, "a")
    assert wait
    assert timedelta() < wait <= FEW.within
    assert is_spent(FEW, "a")
    assert is_spent(FEW, "b") is None
    with pytest.raises(TooMany):
        take(FEW, "a")


def test_asking_whether_counts_nothing(db: None) -> None:
    for _ in range(9):
        assert is_spent(FEW, "a") is None
    assert spend(FEW, "a") is None


def test_a_counter_keeps_its_end(db: None) -> None:
    """Django's own database cache gives it five minutes from each count on."""
    cache.add("counter", 1, 86400)
    with connection.cursor() as cursor:
        cursor.execute("SELECT expires FROM cache")
        before = cursor.fetchall()
        cache.incr("counter")
        cursor.execute("SELECT expires FROM cache")
        assert cursor.fetchall() == before
    assert cache.get("counter") == 2
    with pytest.raises(ValueError, match="missing"):
        cache.incr("missing")


def test_no_key_holds_an_address(db: None) -> None:
    spend(FEW, "person@example.org")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM cache")
        assert "person" not in str(cursor.fetchall())


def test_many_keys_drop_no_counter(db: None) -> None:
    """The counter with the smallest key is what a full cache would drop first."""
    cache.add("0", 1, 3600)
    for number in range(400):
        cache.add(f"z{number}", 1, 3600)
    assert cache.get("0") == 1


def test_a_room_behind_one_address_is_let_in(db: None) -> None:
    """88 telephones that each ask for a code twice, mistype it three times and open a dead link."""
    phones = 88
    assert limits.CODES_OF_A_NETWORK.most >= 2 * phones
    assert limits.WRONG_CODES.most >= 3 * phones
    assert limits.DEAD_LINKS.most >= phones


@pytest.mark.django_db(transaction=True)
def test_none_of_those_who_count_at_once_is_lost() -> None:
    cache.clear()
    allowed: list[bool] = []
    gate = threading.Barrier(8)

    def run() -> None:
        try:
            gate.wait()
            allowed.extend(spend(FEW, "a") is None for _ in range(4))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(allowed) == 32
    assert sum(allowed) == 3
