"""A hundred times something of the installation is killed while officers write: nothing acknowledged is lost."""

import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest
from django.conf import settings

from bench.installation import Installation, NotServed, children, installation
from tests.faults.left import faults
from tests.faults.officers import KINDS, Deed, Officer, officers, work
from tests.faults.postgres import Server, postgres_server

pytestmark = [
    pytest.mark.prove,
    pytest.mark.xdist_group("installation"),
    pytest.mark.skipif(
        "sqlite" not in settings.DATABASES["default"]["ENGINE"],
        reason="it starts databases of its own: the proofs on SQLite have it",
    ),
]

KILLS, OFFICERS = 100, 8
PATIENCE = 120.0
BETWEEN = 1
"""Deeds that are acknowledged between one kill and the next, so that none meets a server that is still dead."""
PLAN = {"web process": 76, "worker": 8, "web server": 4, "whole tree": 12}
PLAN_ON_POSTGRESQL = {
    "web process": 16,
    "worker": 3,
    "web server": 2,
    "whole tree": 3,
    "backend": 4,
    "power": 2,
}
"""Fewer, since the kills of Trilogue's own processes are those on SQLite."""


@pytest.fixture(params=["sqlite", "postgresql"])
def killable(request: pytest.FixtureRequest) -> Iterator[tuple[Installation, Server | None]]:
    with ExitStack() as stack:
        server = stack.enter_context(postgres_server()) if request.param == "postgresql" else None
        site = stack.enter_context(installation(server.url if server else ""))
        site.start()
        yield site, server


def test_nothing_acknowledged_is_lost_and_nothing_half_written_by_a_hundred_kills(
    killable: tuple[Installation, Server | None],
) -> None:
    site, server = killable
    everybody = officers(OFFICERS, site)
    killed = Killer(site, server, everybody)
    deeds = work(everybody, killed.all)
    killed.kill_tree()
    found = site.asked("tests.faults.left")
    assert sum(killed.count.values()) == (30 if server else KILLS)
    assert faults(deeds, found) == []
    told = sum(each.acknowledged for each in deeds)
    lost = [each for each in deeds if each.port and not each.acknowledged]
    assert lost, "no kill met a deed under way"
    there = len(lost) - len(faults([_as_if_acknowledged(each) for each in lost], found))
    said = f"{told} deeds acknowledged, 0 lost; of {len(lost)} others that were sent {there} are there, whole"
    sys.stdout.write(f"\nkilled {dict(killed.count)}: {said}\n")


def test_who_takes_a_sent_form_for_a_stored_one_is_found_out() -> None:
    """The control: an officer who never sent anything, and says that it was acknowledged."""
    with installation() as site:
        site.start()
        everybody = officers(2, site)
        deeds = work(everybody, lambda: everybody[0].progress.wait_for(4, PATIENCE))
        invented = [Deed(kind, "never.", acknowledged=True) for kind in KINDS]
        found = site.asked("tests.faults.left")
    assert faults(deeds, found) == []
    assert faults(invented, found) == ["lost never."] * len(KINDS)


def _as_if_acknowledged(deed: Deed) -> Deed:
    return Deed(deed.kind, deed.words, acknowledged=True)


class Killer:
    """Kills one kind of process after another, each time after something more was acknowledged."""

    def __init__(self, site: Installation, server: Server | None, everybody: list[Officer]) -> None:
        self.site, self.server, self.progress = site, server, everybody[0].progress
        self.lot, self.count = random.Random(7), Counter[str]()

    def all(self) -> None:
        kinds = [
            kind
            for kind, count in (PLAN_ON_POSTGRESQL if self.server else PLAN).items()
            for _ in range(count)
        ]
        self.lot.shuffle(kinds)
        for kind in kinds:
            self.until_more(BETWEEN)
            self.one(kind)
            self.count[kind] += 1
        self.until_more(OFFICERS)

    def until_more(self, count: int) -> None:
        """So many more deeds are acknowledged. An installation that gave up is started anew meanwhile."""
        wanted, until = self.progress.acknowledged + count, time.monotonic() + PATIENCE
        while self.progress.acknowledged < wanted:
            assert time.monotonic() < until, self.site.log.read_text()[-3000:]
            self.start_if_ended()
            time.sleep(0.02)

    def start_if_ended(self) -> None:
        if self.site.process and self.site.process.poll() is not None:
            self.start()

    def start(self) -> None:
        """As systemd does: again, where its database was not there yet."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return self.site.start()
            except NotServed:
                if time.monotonic() > until:
                    raise

    def kill_tree(self) -> None:
        self.site.kill()
        self.start()

    def one(self, kind: str) -> None:
        """The supervisor gives up what dies too often; then the installation is started anew, as by systemd."""
        if kind == "whole tree":
            self.kill_tree()
        elif kind == "power" and self.server:
            self.server.cut_and_start()
        else:
            self.kill_one_of(kind)

    def kill_one_of(self, kind: str) -> None:
        until = time.monotonic() + PATIENCE
        while not (there := self.processes(kind)):
            assert time.monotonic() < until, f"no {kind} any more: {self.site.log.read_text()[-3000:]}"
            self.start_if_ended()
            time.sleep(0.05)
        with suppress(ProcessLookupError):
            os.kill(self.lot.choice(there), signal.SIGKILL)

    def processes(self, kind: str) -> list[int]:
        if kind == "backend":
            return self.server.backends() if self.server else []
        assert self.site.process
        below = {each: children(each) for each in children(self.site.process.pid)}
        servers = [each for each, theirs in below.items() if theirs]
        return {
            "web process": [each for server in servers for each in below[server]],
            "web server": servers,
            "worker": [each for each in below if each not in servers],
        }[kind]
