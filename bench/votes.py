"""How quickly votes are taken and seen, on a real installation: with SQLite, and on the server of DATABASE_URL.

Everything goes through `trilogue serve` by HTTP, from telephones that send when they send (open loop). BENCH_SECONDS
shortens a try; the figures that count are of a minute of voting and half a minute of a burst.
"""

import asyncio
import json
import os
import random
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import uuid4

from bench.arrivals import Line, Outcome, arrive, at_random, etag_of, request
from bench.installation import Installation, NotServed, installation
from bench.private import empty_database, server

SHORT = os.environ.get("BENCH_SECONDS")
STEADY, BURST, POLLING = (int(SHORT or usual) for usual in (60, 30, 30))
STATEMENTS = 40
STEADY_RATE, STEADY_PEOPLE, STEADY_LIMIT = 20, 88, 0.050
"""Votes a second by so many people; 95 of 100 are stored within so many seconds."""
BURST_RATE, BURST_PEOPLE = 300, 2_000
CROWD = 10_000
SEEN = {88: 1.0, CROWD: 3.0}
"""Voters, and the seconds after which the screen in the room shows a vote at the latest."""
BEAT = 0.7
"""Seconds between two looks of the screen: `BEAT` of static/screen.js."""
LOOKS = int(SHORT or 25)
PHONES, EVERY = 5_000, 8.0
"""Telephones that look for results, each every so many seconds: `BEAT` of static/results.js."""
REST = 6.0
"""Seconds in which results that are complete do not change any more."""
LANGUAGE = "ko"


class Row(NamedTuple):
    name: str
    ok: bool
    words: str


@dataclass
class Room:
    """An installation with an exchange under way, and a line for each telephone in it."""

    site: Installation
    gathered: dict[str, Any]

    def __post_init__(self) -> None:
        self.sessions = list(self.gathered["sessions"].values())
        self.names = list(self.gathered["sessions"])
        self.lines = [Line(self.site.port) for _ in self.sessions]
        self.path = f"/{LANGUAGE}/me/opinions/{self.gathered['exchange']}/"

    def vote(self, person: int, statement: int, receipt: str) -> bytes:
        """The request in which the person agrees."""
        casting = {
            "receipt": receipt,
            "statement": self.gathered["statements"][statement],
            "value": 1,
            "number": 1,
            "language": LANGUAGE,
        }
        said = {"owner": self.gathered["owners"][person], "ballot": "open", "castings": [casting]}
        headers = {**self.headers(person), "Content-Type": "application/json", "Accept": "application/json"}
        return request("POST", f"{self.path}cast/", self.site.port, headers, json.dumps(said).encode())

    def headers(self, person: int) -> dict[str, str]:
        token = "a" * 32
        return {"Cookie": f"sessionid={self.sessions[person]}; csrftoken={token}", "X-CSRFToken": token}

    def close(self) -> None:
        for each in self.lines:
            each.close()


def main() -> int:
    _let_many_connect()
    kept = True
    try:
        for vendor in ("sqlite", *(["postgresql"] if server() else [])):
            for row in rows(vendor):
                print(
                    f"votes on {vendor}, {row.name}: {row.words} {'ok' if row.ok else 'NOT KEPT'}", flush=True
                )
                kept &= row.ok
    except NotServed as error:
        print(f"votes: {error}", file=sys.stderr)
        return 1
    if not server():
        print("votes on postgresql: not measured, DATABASE_URL names no server")
    return 0 if kept else 1


def rows(vendor: str) -> Iterator[Row]:
    with room(vendor, STEADY_PEOPLE) as small:
        yield asyncio.run(steady(small))
    with room(vendor, BURST_PEOPLE) as many:
        yield asyncio.run(burst(many))
    with room(vendor, STEADY_PEOPLE + LOOKS, STEADY_PEOPLE) as small:
        yield asyncio.run(seen(small, STEADY_PEOPLE))
    with room(vendor, CROWD + LOOKS, CROWD) as crowd:
        yield asyncio.run(seen(crowd, CROWD))
        crowd.site.asked("bench.gathering", "reveal", crowd.gathered["exchange"])
        yield asyncio.run(polled(crowd))


@contextmanager
def room(vendor: str, people: int, voted: int = 0) -> Iterator[Room]:
    with empty_database(vendor) as url, installation(url) as site:
        site.start()
        yield Room(site, site.asked("bench.gathering", str(people), str(STATEMENTS), str(voted)))


async def steady(here: Room) -> Row:
    times = at_random(STEADY_RATE, STEADY, seed=1)
    outcome, receipts = await _vote(here, times)
    lost = _lost(here, receipts, outcome.unanswered)
    p95 = outcome.quantile(0.95)
    ok = p95 <= STEADY_LIMIT and _all_taken(outcome, lost)
    words = (
        f"{len(times)} votes at {STEADY_RATE}/s by {STEADY_PEOPLE} people, {outcome.milliseconds()} "
        f"(limit p95 {1000 * STEADY_LIMIT:.0f} ms), {_said(outcome, lost)}"
    )
    return Row("taken and stored", ok, words)


async def burst(here: Room) -> Row:
    times = at_random(BURST_RATE, BURST, seed=2)
    outcome, receipts = await _vote(here, times)
    lost = _lost(here, receipts, outcome.unanswered)
    words = (
        f"{len(times)} votes at {BURST_RATE}/s by {BURST_PEOPLE} people, {outcome.milliseconds()}, "
        f"all answered {outcome.took:.1f} s after the first was sent, {_said(outcome, lost)}"
    )
    return Row("burst", _all_taken(outcome, lost), words)


async def _vote(here: Room, times: list[float]) -> tuple[Outcome, dict[str, list[str]]]:
    """Everybody in turn, each time on another statement. Returns also the receipts that were acknowledged."""
    count, lot = len(here.sessions), random.Random(3)
    order = lot.sample(range(count), count)
    receipts: dict[str, list[str]] = {each: [] for each in here.names}

    async def send(number: int) -> int:
        person, receipt = order[number % count], str(uuid4())
        status, _, body = await here.lines[person].ask(
            here.vote(person, number // count % STATEMENTS, receipt)
        )
        if status == 200 and json.loads(body)["outcomes"] == ["kept"]:
            receipts[here.names[person]].append(receipt)
            return status
        return status if status != 200 else 0

    outcome = await arrive(times, send)
    here.close()
    return outcome, receipts


def _lost(here: Room, receipts: dict[str, list[str]], unanswered: int) -> int:
    """How many acknowledged votes are not there exactly once; one without an answer may be there or not."""
    found = here.site.asked("bench.stored", here.gathered["exchange"], given=receipts)
    missing = sum(len(set(sent) - set(found["receipts"][name])) for name, sent in receipts.items())
    sent = sum(map(len, receipts.values()))
    doubled = max(0, found["castings"] - sent - unanswered) + found["castings"] - found["counted"]
    return int(missing + doubled)


def _all_taken(outcome: Outcome, lost: int) -> bool:
    return set(outcome.statuses) == {200} and not outcome.unanswered and not lost


def _said(outcome: Outcome, lost: int) -> str:
    refused = sum(count for status, count in outcome.statuses.items() if status != 200)
    late = f", sent up to {1000 * outcome.late:.0f} ms late" if outcome.late > 0.05 else ""
    return f"{refused} refused, {outcome.unanswered} unanswered, {lost} lost or doubled{late}"


async def seen(here: Room, voted: int) -> Row:
    """One further person after another votes at any moment; how long until the screen in the room says so."""
    path, lot = f"/ko/screen/{here.gathered['screen']}/now/", random.Random(4)
    changed = asyncio.Event()

    async def look() -> None:
        line, tag = Line(here.site.port), ""
        while True:
            asked = request("GET", path, here.site.port, {"If-None-Match": tag} if tag else {})
            status, head, _ = await line.ask(asked)
            if status == 200:
                tag = etag_of(head)
                changed.set()
            await asyncio.sleep(BEAT)

    looking = asyncio.create_task(look())
    delays: list[float] = []
    for person in range(voted, voted + LOOKS):
        await changed.wait()
        await asyncio.sleep(lot.random() * BEAT)
        changed.clear()
        await here.lines[person].ask(here.vote(person, 0, str(uuid4())))
        answered = time.perf_counter()
        await asyncio.wait_for(changed.wait(), 10 * SEEN[voted])
        delays.append(time.perf_counter() - answered)
    looking.cancel()
    here.close()
    worst, limit = max(delays), SEEN[voted]
    words = f"{LOOKS} votes among {voted:,}, seen after {worst:.2f} s at the latest (limit {limit:g} s)"
    return Row(f"screen with {voted:,} voters", worst <= limit, words)


async def polled(here: Room) -> Row:
    """Who has the results already asks whether they changed."""
    tag = await _settled(here)
    if not tag:
        return Row("results unchanged", False, "the results do not come to rest")
    times = [number * EVERY / PHONES for number in range(int(POLLING * PHONES / EVERY))]

    async def send(number: int) -> int:
        person = number % PHONES
        headers = {**here.headers(person), "If-None-Match": tag}
        answer = await here.lines[person].ask(request("GET", f"{here.path}results/", here.site.port, headers))
        return answer[0]

    outcome = await arrive(times, send)
    here.close()
    errors = outcome.unanswered + sum(n for status, n in outcome.statuses.items() if status != 304)
    words = (
        f"{PHONES:,} phones, each every {EVERY:g} s for {POLLING} s: {len(times):,} requests, {errors} other than 304, "
        f"{outcome.milliseconds()}"
    )
    return Row("results unchanged", not errors, words)


async def _settled(here: Room) -> str:
    """The tag of the results once they stay as they are; nothing if they do not."""
    before, asked = "", request("GET", f"{here.path}results/", here.site.port, here.headers(0))
    for _ in range(20):
        status, head, body = await here.lines[0].ask(asked)
        if status == 200 and b"<h2" in body and etag_of(head) == before:
            return before
        before = etag_of(head)
        await asyncio.sleep(REST)
    return ""


def _let_many_connect() -> None:
    """A connection a telephone, on either side: the server inherits it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 3 * PHONES
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, hard), hard))


if __name__ == "__main__":
    sys.exit(main())
