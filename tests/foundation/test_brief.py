"""What many ask for at once is read once a moment."""

import threading
from collections.abc import Callable

from trilogue.foundation.brief import MOST, Brief


def counted() -> tuple[Callable[[], int], list[int]]:
    reads: list[int] = []

    def read() -> int:
        reads.append(1)
        return len(reads)

    return read, reads


def test_read_anew_once_the_moment_is_over() -> None:
    now = [0.0]
    brief: Brief[int] = Brief(moment=0.5, clock=lambda: now[0])
    read, reads = counted()
    assert [brief.get("a", read), brief.get("a", read)] == [1, 1]
    assert brief.get("b", read) == 2
    now[0] = 0.5
    assert brief.get("a", read) == 3
    assert len(reads) == 3


def test_it_does_not_grow_without_end() -> None:
    brief: Brief[int] = Brief(moment=60)
    read, reads = counted()
    for number in range(MOST + 1):
        brief.get(number, read)
    assert brief.get(MOST, read) == MOST + 1
    assert brief.get(0, read) == MOST + 2
    assert len(reads) == MOST + 2


def test_who_comes_while_it_is_read_waits_for_it() -> None:
    brief: Brief[int] = Brief(moment=60)
    read, reads = counted()
    gate, found = threading.Event(), []

    def slow() -> int:
        gate.wait()
        return read()

    threads = [threading.Thread(target=lambda: found.append(brief.get("a", slow))) for _ in range(8)]
    for each in threads:
        each.start()
    gate.set()
    for each in threads:
        each.join()
    assert found == [1] * 8
    assert len(reads) == 1
