"""A proxy and what is behind it start several processes: they are given longer than a command."""

import threading
import time
from collections.abc import Callable

import pytest

from tests.cli.conftest import WaitUntil

PATIENCE = 600.0


@pytest.fixture(scope="session")
def wait_until() -> WaitUntil:
    """Wait for something that another process does."""

    def wait_until(happened: Callable[[], bool]) -> None:
        deadline, pause = time.monotonic() + PATIENCE, threading.Event()
        while not happened():
            assert time.monotonic() < deadline, "it never happened"
            pause.wait(0.2)

    return wait_until
