"""How often who may do what, counted in the cache that all processes share.

Whoever asks more often is answered 429, with when to try again (web/components/middleware.py). The numbers by network
are those of a room: at a workshop 88 telephones have one address between them.
"""

import pickle
import time
from base64 import b64encode
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.core.cache import cache
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router, transaction
from django.http import HttpRequest

from trilogue.foundation.access.origin import network_of


@dataclass(frozen=True)
class Limit:
    """At most so often within each time of that length; `name` tells its counters from those of others."""

    name: str
    most: int
    within: timedelta


HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
ROOM = 600
"""What a network may ask for or get wrong in an hour: six times a full room with some to spare."""

CODES_OF_A_NETWORK = Limit("codes-network", ROOM, HOUR)
CODES_OF_AN_ADDRESS = Limit("codes-address", 10, HOUR)
CODES_AT_ONCE = Limit("codes-at-once", 3, MINUTE)
CODES_OF_AN_ACCOUNT = Limit("codes-account", 5, HOUR)
WRONG_CODES = Limit("wrong-codes-network", ROOM, HOUR)
WRONG_CARDS = Limit("wrong-cards", 30, HOUR)
DEAD_LINKS = Limit("dead-links", ROOM, HOUR)
SEARCHES = Limit("searches", 120, MINUTE)
PROPOSALS = Limit("proposals", 60, HOUR)
NOMINATIONS = Limit("nominations", 300, HOUR)


class TooMany(Exception):
    """Asked too often; carries how long to wait."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(wait)
        self.wait = wait


def take(limit: Limit, whose: object) -> None:
    """Count once more. Raises TooMany."""
    wait = spend(limit, str(whose))
    if wait is not None:
        raise TooMany(wait)


def take_of_network(limit: Limit, request: HttpRequest) -> None:
    """Count once more for the network that asks. Raises TooMany."""
    take(limit, network_of(request))


def refuse_spent(limit: Limit, whose: object) -> None:
    """Raises TooMany where the next would be one too many."""
    wait = is_spent(limit, str(whose))
    if wait is not None:
        raise TooMany(wait)


class CountingCache(DatabaseCache):
    """Django's database cache with an `incr` that loses no count and keeps the time at which the counter ends.

    The one it inherits reads and writes apart, and starts a new time of five minutes with every count.
    """

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Raises ValueError for a key that is not there."""
        using = router.db_for_write(self.cache_model_class)
        connection = connections[using]
        made = self.make_and_validate_key(key, version=version)
        table = connection.ops.quote_name(self.cache_model_class._meta.db_table)
        locked = " FOR UPDATE" if connection.vendor == "postgresql" else ""
        with transaction.atomic(using=using), connection.cursor() as cursor:
            cursor.execute(f"SELECT value FROM {table} WHERE cache_key = %s{locked}", [made])  # noqa: S608
            value = self.get(key, version=version)
            if value is None:
                raise ValueError(key)
            packed = b64encode(pickle.dumps(value + delta, self.pickle_protocol)).decode("latin1")
            cursor.execute(f"UPDATE {table} SET value = %s WHERE cache_key = %s", [packed, made])  # noqa: S608
        return int(value + delta)


def spend(limit: Limit, whose: str) -> timedelta | None:
    """Count once more for `whose` (an origin, an address, an account). None, or how long to wait."""
    key, wait = _counter(limit, whose)
    return None if _count(key, int(2 * limit.within.total_seconds())) <= limit.most else wait


def is_spent(limit: Limit, whose: str) -> timedelta | None:
    """Whether one more would be too often, without counting: None, or how long to wait."""
    key, wait = _counter(limit, whose)
    return None if (cache.get(key) or 0) < limit.most else wait


def _counter(limit: Limit, whose: str) -> tuple[str, timedelta]:
    """The key of the counter, and until it ends. Keys hold no address: they are hashed."""
    length = limit.within.total_seconds()
    now = time.time()
    window = int(now // length)
    key = f"limit:{limit.name}:{window}:{sha256(whose.encode()).hexdigest()}"
    return key, timedelta(seconds=(window + 1) * length - now)


def _count(key: str, seconds: int) -> int:
    if cache.add(key, 1, seconds):
        return 1
    try:
        return int(cache.incr(key))
    except ValueError:  # emptied between the two
        cache.set(key, 1, seconds)
        return 1
