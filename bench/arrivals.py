"""Requests that come when they come, whether or not those before were answered: as a room's telephones send them."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

HOST = "127.0.0.1"
GIVE_UP = 120.0
CONNECT_AGAIN = 5
"""A telephone whose kept connection was closed meanwhile opens another one."""


@dataclass
class Line:
    """One telephone's connection, kept open between its requests. Only one request at a time goes through it."""

    port: int
    ends: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    free: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def ask(self, request: bytes) -> tuple[int, bytes, bytes]:
        """Status, head and body. Raises OSError or asyncio.IncompleteReadError where no answer comes."""
        async with self.free:
            fresh = self.ends is None
            try:
                return await self._ask(request)
            except (OSError, asyncio.IncompleteReadError):
                self.close()
                if fresh:
                    raise
                return await self._ask(request)

    async def _ask(self, request: bytes) -> tuple[int, bytes, bytes]:
        if self.ends is None:
            self.ends = await asyncio.open_connection(HOST, self.port)
        reader, writer = self.ends
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        status = int(head[9:12])
        length = _header(head, b"content-length")
        body = await reader.readexactly(int(length or 0)) if status != 304 else b""
        if _header(head, b"connection") == b"close":
            self.close()
        return status, head, body

    def close(self) -> None:
        if self.ends:
            self.ends[1].close()
            self.ends = None


def _header(head: bytes, name: bytes) -> bytes:
    for each in head.split(b"\r\n")[1:]:
        key, _, value = each.partition(b":")
        if key.lower() == name:
            return value.strip()
    return b""


def etag_of(head: bytes) -> str:
    return _header(head, b"etag").decode()


def request(method: str, path: str, port: int, headers: dict[str, str], body: bytes = b"") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}:{port}", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join((*lines, "", "")).encode() + body


@dataclass
class Outcome:
    """Seconds from when a request was due to its answer, the statuses by count, and how long all of it took."""

    seconds: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    unanswered: int = 0
    took: float = 0.0
    late: float = 0.0
    """Seconds by which the program itself was late with sending, at worst: more than a little spoils the figures."""

    def quantile(self, share: float) -> float:
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("inf")

    def milliseconds(self) -> str:
        return ", ".join(
            f"p{round(100 * share)} {1000 * self.quantile(share):.0f} ms" for share in (0.5, 0.95, 0.99)
        )


Send = Callable[[int], Awaitable[int]]
"""Sends the request of that number; its status."""


async def arrive(times: Sequence[float], send: Send) -> Outcome:
    """Each request when its time has come."""
    outcome, begun = Outcome(), time.perf_counter()

    async def one(number: int, due: float) -> None:
        try:
            status = await asyncio.wait_for(send(number), GIVE_UP)
        except (OSError, asyncio.IncompleteReadError, TimeoutError):
            outcome.unanswered += 1
            return
        outcome.seconds.append(time.perf_counter() - begun - due)
        outcome.statuses[status] = outcome.statuses.get(status, 0) + 1

    running = set()
    for number, due in enumerate(times):
        wait = begun + due - time.perf_counter()
        if wait > 0:
            await asyncio.sleep(wait)
        outcome.late = max(outcome.late, time.perf_counter() - begun - due)
        running.add(asyncio.create_task(one(number, due)))
    await asyncio.gather(*running)
    outcome.took = time.perf_counter() - begun
    return outcome


def at_random(rate: float, seconds: float, *, seed: int) -> list[float]:
    """So many a second on average, independent of each other."""
    lot, now, times = random.Random(seed), 0.0, []
    while (now := now + lot.expovariate(rate)) < seconds:
        times.append(now)
    return times
