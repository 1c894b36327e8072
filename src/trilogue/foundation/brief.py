"""What many ask for at once is read once and good for a moment, in this process."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")

MOMENT = 0.5
"""Seconds."""
MOST = 256
"""Different things asked for; beyond, the oldest are forgotten."""


class Brief(Generic[Value]):
    """A memory of moments. Whoever asks while something is being read waits for it instead of reading it too."""

    def __init__(self, *, moment: float = MOMENT, clock: Callable[[], float] = time.monotonic) -> None:
        self._moment, self._clock = moment, clock
        self._kept: OrderedDict[Hashable, tuple[float, Value]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, read: Callable[[], Value]) -> Value:
        """At most a moment old."""
        found = self._kept.get(key)
        if found and self._clock() - found[0] < self._moment:
            return found[1]
        with self._lock:
            found = self._kept.get(key)
            if found and self._clock() - found[0] < self._moment:
                return found[1]
            return self._read(key, read)

    def _read(self, key: Hashable, read: Callable[[], Value]) -> Value:
        begun, value = self._clock(), read()
        self._kept.pop(key, None)
        self._kept[key] = (begun, value)
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)
        return value
