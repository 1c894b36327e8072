"""Keeping processes alive: start them, restart what died, stop all together, leave no orphan."""

import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from typing import Self

STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
GRACE = 15.0
"""Seconds a process gets to finish its work before it is killed."""
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
SHORT_LIFE = 10.0
ENOUGH = 5
"""So many short lives in a row are a fault that no restart cures."""

Body = Callable[[], None]


@dataclass
class Child:
    """One process and the history that decides when it is started again."""

    name: str
    body: Body
    process: BaseProcess | None = None
    started: float = 0.0
    failures: int = 0
    due: float = field(default=0.0)

    def start(self, now: float) -> None:
        process = multiprocessing.get_context("fork").Process(target=_in_child, args=(self.body, os.getpid()))
        signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
        process.start()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
        self.process, self.started = process, now

    def note_death(self, now: float) -> None:
        """Plan the restart: at once after a long life, later and later after short ones."""
        self.process = None
        self.failures = self.failures + 1 if now - self.started < SHORT_LIFE else 1
        self.due = now + min(FIRST_PAUSE * 2 ** (self.failures - 1), LONGEST_PAUSE)


def supervise(bodies: Mapping[str, Body]) -> int:
    """Run the bodies as processes until a signal asks to stop (0) or one of them cannot live (1)."""
    children = [Child(name, body) for name, body in bodies.items()]
    with _Stop() as stop:
        while not stop.asked:
            _start_due(children)
            wait([stop.bell, *_sentinels(children)], timeout=_until_next(children))
            broken = _bury(children)
            if broken:
                print(
                    f"trilogue: the {broken} process ended {ENOUGH} times in a row: see above",
                    file=sys.stderr,
                )
                _end(children)
                return 1
        _end(children)
    return 0


def end_with_parent(parent: int) -> None:
    """Stop this process once its parent is gone, so that a killed supervisor leaves nobody behind.

    One that has not ended after its grace is ended all the same: it would keep the port from its successor.
    """

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(GRACE)
        os._exit(1)

    threading.Thread(target=watch, name="end-with-parent", daemon=True).start()


class _Stop:
    """Turns signals into a bell that `wait` hears."""

    def __enter__(self) -> Self:
        self.asked = False
        self.bell, self._ring = socket.socketpair()
        self._before = [(number, signal.signal(number, self._ask)) for number in STOPPING]
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before:
            signal.signal(number, handler)
        self.bell.close()
        self._ring.close()

    def _ask(self, _number: int, _frame: object) -> None:
        self.asked = True
        self._ring.send(b".")


def _in_child(body: Body, parent: int) -> None:
    """A session of its own: Ctrl-C reaches the supervisor alone, which passes one signal on."""
    os.setsid()
    for number in STOPPING:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
    end_with_parent(parent)
    body()


def _start_due(children: list[Child]) -> None:
    now = time.monotonic()
    for child in children:
        if child.process is None and child.due <= now:
            child.start(now)


def _sentinels(children: list[Child]) -> list[int]:
    return [child.process.sentinel for child in children if child.process]


def _until_next(children: list[Child]) -> float | None:
    waiting = [child.due for child in children if child.process is None]
    return max(0.0, min(waiting) - time.monotonic()) if waiting else None


def _bury(children: list[Child]) -> str | None:
    """Note who died; the name of one that died too often."""
    now = time.monotonic()
    for child in children:
        if child.process and not child.process.is_alive():
            child.process.join()
            child.note_death(now)
            if child.failures >= ENOUGH:
                return child.name
    return None


def _end(children: list[Child]) -> None:
    """One signal to all, then patience, then force."""
    living = [child.process for child in children if child.process]
    for process in living:
        process.terminate()
    deadline = time.monotonic() + GRACE
    for process in living:
        process.join(max(0.0, deadline - time.monotonic()))
        if process.is_alive():
            process.kill()
            process.join()
